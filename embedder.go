package gemma

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/hub"
)

// What EmbeddingGemma wants before a text, by its purpose: put one of these in front of it.
//
// ref: https://ai.google.dev/gemma/docs/embeddinggemma/model_card, "Prompt Instructions".
const (
	QueryPrompt          = "task: search result | query: "
	DocumentPrompt       = "title: none | text: "
	SimilarityPrompt     = "task: sentence similarity | query: "
	ClassificationPrompt = "task: classification | query: "
	ClusteringPrompt     = "task: clustering | query: "
)

// ErrEmbedding is returned by Open for a model that has embeddings only: open it with OpenEmbedder.
var ErrEmbedding = gemma3.ErrEmbedding

// An Embedder is an open embedding model, such as EmbeddingGemma, on a backend. It may be used from many goroutines.
type Embedder struct {
	model    *model.Model
	backend  backend.Backend
	embedder *engine.Embedder

	close sync.Once
	err   error
}

// OpenEmbedder opens an embedding model from any source that Open takes. Of the options, WithBackend, WithThreads,
// WithContext and WithLogger mean something for it; the context is by default what the model was trained for.
func OpenEmbedder(ctx context.Context, source string, opts ...Option) (*Embedder, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o := defaults(opts)
	path, err := hub.Resolve(ctx, source)
	if err != nil {
		return nil, fmt.Errorf("gemma: opening %s: %w", source, err)
	}
	e := &Embedder{}
	if e.model, err = model.Open(path); err != nil {
		return nil, fmt.Errorf("gemma: opening %s: %w", source, err)
	}
	if e.backend, err = openBackend(o.backend, o.config); err != nil {
		return nil, errors.Join(err, e.model.Close())
	}
	if e.embedder, err = engine.NewEmbedder(e.model.Model, e.backend, o.engine.Context); err != nil {
		return nil, errors.Join(fmt.Errorf("gemma: %s: %w", source, err), e.backend.Close(), e.model.Close())
	}
	d := e.backend.Device()
	o.log.InfoContext(ctx, "embedding model opened", "source", source, "model", e.model.Config.Name, "backend", d.Backend, "device", d.Name,
		"context", e.embedder.Context())
	return e, nil
}

// Close waits for the text that is computed and releases everything. Closing twice is harmless.
func (e *Embedder) Close() error {
	e.close.Do(func() { e.err = errors.Join(e.embedder.Close(), e.backend.Close(), e.model.Close()) })
	return e.err
}

// Size returns the number of values of an embedding.
func (e *Embedder) Size() int { return e.embedder.Size() }

// Embed returns the embedding of a text, of length 1. A text longer than the context is an error that wraps
// ErrContext; nothing is cut off. Embeddings of this model may be cut to their first 512, 256 or 128 values and scaled
// to length 1 again.
func (e *Embedder) Embed(ctx context.Context, text string) ([]float32, error) {
	return e.embedder.Embed(ctx, e.model.EmbedIDs(nil, text))
}
