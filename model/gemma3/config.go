package gemma3

import (
	"errors"
	"fmt"
	"math"

	"github.com/gemma-bench/gemma/model/gguf"
)

// A Config holds the sizes and constants of one model.
type Config struct {
	Name      string // such as "gemma3 270M"
	Layers    int    // L
	Width     int    // D
	Heads     int    // H
	KVHeads   int    // G
	HeadDim   int    // E
	FFN       int    // F
	Vocab     int    // V
	Context   int    // positions that the model was trained for
	Window    int    // positions that a local layer sees, its own included
	Pattern   int    // every Pattern-th layer is global, the others are local
	Eps       float32
	RoPEBase  float32 // of global layers
	RoPELocal float32 // base of local layers
	RoPEScale float32 // factor on the positions of global layers: 1/8 for linear scaling by 8
	AttnScale float32 // factor on the attention scores

	// Bidirectional models compute embeddings: every token sees those after it too, in local layers within
	// half of Window, and there is no head.
	Bidirectional bool
}

// Global reports whether layer l attends to every earlier position.
func (c *Config) Global(l int) bool { return (l+1)%c.Pattern == 0 }

// EmbedScale is the factor on embeddings, √D.
func (c *Config) EmbedScale() float32 { return float32(math.Sqrt(float64(c.Width))) }

// Limits of what Check accepts: an order of magnitude above the largest Gemma 3, so that products
// of two of them are far from overflowing.
const (
	maxLayers  = 1 << 10
	maxWidth   = 1 << 18
	maxVocab   = 1 << 22
	maxContext = 1 << 24
)

// Check reports every value that is out of range.
func (c *Config) Check() error {
	var errs []error
	for _, f := range []struct {
		name       string
		value, max int
	}{
		{"layers", c.Layers, maxLayers}, {"width", c.Width, maxWidth}, {"heads", c.Heads, maxWidth},
		{"KV heads", c.KVHeads, maxWidth}, {"head dimension", c.HeadDim, maxWidth}, {"feed-forward width", c.FFN, maxWidth},
		{"vocabulary", c.Vocab, maxVocab}, {"context", c.Context, maxContext}, {"window", c.Window, maxContext},
		{"pattern", c.Pattern, maxLayers},
	} {
		if f.value < 1 || f.value > f.max {
			errs = append(errs, fmt.Errorf("gemma3: %s is %d, want 1 to %d", f.name, f.value, f.max))
		}
	}
	for _, f := range []struct {
		name  string
		value float32
	}{{"epsilon", c.Eps}, {"rope base", c.RoPEBase}, {"local rope base", c.RoPELocal}, {"rope scale", c.RoPEScale}, {"attention scale", c.AttnScale}} {
		if !(f.value > 0) || f.value > 1e12 {
			errs = append(errs, fmt.Errorf("gemma3: %s is %v, want a positive number", f.name, f.value))
		}
	}
	if len(errs) == 0 && c.Heads%c.KVHeads != 0 {
		errs = append(errs, fmt.Errorf("gemma3: %d heads do not share %d KV heads evenly", c.Heads, c.KVHeads))
	}
	if len(errs) == 0 && (c.HeadDim%2 != 0 || c.Heads > maxWidth/c.HeadDim) {
		errs = append(errs, fmt.Errorf("gemma3: %d heads of %d are out of range", c.Heads, c.HeadDim))
	}
	return errors.Join(errs...)
}

// preset builds the shared part of a published configuration.
func preset(name string, layers, width, heads, kv, headDim, ffn, vocab, window, context int, ropeScale float32) Config {
	return Config{
		Name: name, Layers: layers, Width: width, Heads: heads, KVHeads: kv, HeadDim: headDim, FFN: ffn, Vocab: vocab,
		Context: context, Window: window, Pattern: 6, Eps: 1e-6, RoPEBase: 1e6, RoPELocal: 1e4, RoPEScale: ropeScale,
		AttnScale: attnScale(layers, width, heads, headDim),
	}
}

// Presets returns the published text models, smallest first.
// ref: the models' config.json and the Gemma 3 Technical Report, table 1 and section 2.
func Presets() []Config {
	return []Config{
		preset("gemma3 270M", 18, 640, 4, 1, 256, 2048, 262144, 512, 32768, 1),
		preset("gemma3 1B", 26, 1152, 4, 1, 256, 6912, 262144, 512, 32768, 1),
		preset("gemma3 4B", 34, 2560, 8, 4, 256, 10240, 262208, 1024, 131072, 1.0/8),
		preset("gemma3 12B", 48, 3840, 16, 8, 256, 15360, 262208, 1024, 131072, 1.0/8),
		preset("gemma3 27B", 62, 5376, 32, 16, 128, 21504, 262208, 1024, 131072, 1.0/8),
	}
}

// attnScale returns the factor on attention scores: 1/√E, but for the 27B model 1/√(D/H). Files do
// not store it, so the model is told by its number of layers.
// ref: gemma_pytorch config.py, query_pre_attn_scalar of get_config_for_27b.
func attnScale(layers, width, heads, headDim int) float32 {
	if layers == 62 {
		return float32(1 / math.Sqrt(float64(width/heads)))
	}
	return float32(1 / math.Sqrt(float64(headDim)))
}

// name returns the published name of a model with these sizes, or a description of them.
func (c *Config) name() string {
	for _, p := range Presets() {
		if p.Layers == c.Layers && p.Width == c.Width {
			return p.Name
		}
	}
	return fmt.Sprintf("gemma3 %d×%d", c.Layers, c.Width)
}

// configFromGGUF reads the configuration from a file's metadata.
func configFromGGUF(f *gguf.File) (Config, error) {
	arch, err := f.String("general.architecture")
	if err != nil {
		return Config{}, err
	}
	if arch != "gemma3" && arch != archEmbedding {
		return Config{}, fmt.Errorf("gemma3: the file holds a %q model, want gemma3 or %s", arch, archEmbedding)
	}
	r := metaReader{f: f, prefix: arch + "."}
	c := Config{
		Layers: r.size("block_count"), Width: r.size("embedding_length"), FFN: r.size("feed_forward_length"),
		Heads: r.size("attention.head_count"), KVHeads: r.size("attention.head_count_kv"),
		HeadDim: r.size("attention.key_length"), Context: r.size("context_length"), Window: r.size("attention.sliding_window"),
		Eps: r.float("attention.layer_norm_rms_epsilon", 1e-6), RoPEBase: r.float("rope.freq_base", 1e6),
		// Files of the 270M model carry no local base; llama.cpp assumes the same default.
		RoPELocal: r.float("rope.freq_base_swa", 1e4), RoPEScale: r.ropeScale(), Pattern: r.pattern(),
	}
	if v := r.optional("attention.value_length", c.HeadDim); v != c.HeadDim {
		r.fail(fmt.Errorf("gemma3: keys of %d and values of %d values", c.HeadDim, v))
	}
	if cap := r.float("final_logit_softcapping", 0); cap != 0 {
		r.fail(fmt.Errorf("gemma3: logit soft-capping (%v) is not part of Gemma 3", cap))
	}
	if c.Bidirectional = arch == archEmbedding; c.Bidirectional {
		if p := r.optional("pooling_type", poolingMean); p != poolingMean {
			r.fail(fmt.Errorf("gemma3: pooling type %d, want %d, the mean", p, poolingMean))
		}
	}
	if info, ok := f.Tensor("token_embd.weight"); ok && info.Type.Shape.Rank() == 2 {
		c.Vocab = info.Type.Shape.Dim(0)
	}
	if r.err == nil {
		c.AttnScale = 1
		if r.err = c.Check(); r.err == nil {
			c.AttnScale = attnScale(c.Layers, c.Width, c.Heads, c.HeadDim)
			c.Name = c.name()
		}
	}
	return c, r.err
}

// archEmbedding is llama.cpp's name for EmbeddingGemma, and poolingMean that of the mean of hidden states.
// ref: llama.cpp, include/llama.h, enum llama_pooling_type.
const (
	archEmbedding = "gemma-embedding"
	poolingMean   = 1
)

// A metaReader reads the keys of an architecture and keeps the first error.
type metaReader struct {
	f      *gguf.File
	prefix string // such as "gemma3."
	err    error
}

func (r *metaReader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// size reads a required count.
func (r *metaReader) size(key string) int {
	v, err := r.f.Uint(r.prefix + key)
	if err == nil && v > maxContext {
		err = fmt.Errorf("gemma3: %s is %d, more than %d", key, v, maxContext)
	}
	if err != nil {
		r.fail(err)
		return 0
	}
	return int(v)
}

// optional reads a count that may be absent.
func (r *metaReader) optional(key string, absent int) int {
	if _, ok := r.f.KV(r.prefix + key); !ok {
		return absent
	}
	return r.size(key)
}

// float reads a number that may be absent.
func (r *metaReader) float(key string, absent float32) float32 {
	if _, ok := r.f.KV(r.prefix + key); !ok {
		return absent
	}
	v, err := r.f.Float(r.prefix + key)
	if err != nil {
		r.fail(err)
	}
	return float32(v)
}

// ropeScale reads linear context scaling; other kinds are not used by any Gemma 3.
func (r *metaReader) ropeScale() float32 {
	if _, ok := r.f.KV(r.prefix + "rope.scaling.type"); ok {
		kind, err := r.f.String(r.prefix + "rope.scaling.type")
		switch {
		case err != nil:
			r.fail(err)
		case kind == "none":
			return 1
		case kind != "linear":
			r.fail(fmt.Errorf("gemma3: rope scaling %q, want linear or none", kind))
		}
	}
	factor := r.float("rope.scaling.factor", r.float("rope.scale_linear", 1))
	if !(factor > 0) {
		r.fail(fmt.Errorf("gemma3: rope scaling factor is %v", factor))
		return 1
	}
	return 1 / factor
}

// pattern reads which layers are global: a period, or one flag per layer, which must be periodic.
func (r *metaReader) pattern() int {
	key := r.prefix + "attention.sliding_window_pattern"
	v, ok := r.f.KV(key)
	if !ok {
		return 6 // ref: Gemma 3 Technical Report, section 2.1: five local layers, then a global one
	}
	if v.Type() != gguf.TypeArray {
		return r.size("attention.sliding_window_pattern")
	}
	local, err := gguf.Array[bool](r.f, key)
	if err != nil {
		r.fail(err)
		return 0
	}
	period, err := periodOf(local)
	if err != nil {
		r.fail(err)
	}
	return period
}

// periodOf returns the n for which every n-th layer, and no other, is global.
func periodOf(local []bool) (int, error) {
	period := len(local) + 1
	for l, isLocal := range local {
		if !isLocal {
			period = l + 1
			break
		}
	}
	for l, isLocal := range local {
		if isLocal == ((l+1)%period == 0) {
			return 0, fmt.Errorf("gemma3: layer %d breaks the pattern of one global layer in %d", l, period)
		}
	}
	return period, nil
}
