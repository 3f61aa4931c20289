package main

import (
	"context"
	"fmt"

	"github.com/gemma-bench/gemma/engine"
)

// scored is the answer to one line of score.
type scored struct {
	NLL       float64   `json:"nll_per_token"` // mean over all ids but the first, in nats
	TopIDs    []int32   `json:"top_ids"`       // of the position after the last id
	TopLogits []float32 `json:"top_logits"`
}

// scoreTop is how many ids score reports.
const scoreTop = 20

func runScore(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "score", `score -m FILE -backend B -jsonl < LINES`)
	var t target
	t.flags(fs)
	t.adapterFlag(fs)
	fs.Bool("jsonl", true, `read lines {"ids": …}, the only format`)
	if err := fs.parse(args); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	l, s, err := t.sequence(ctx, engine.DefaultContext)
	if err != nil {
		return err
	}
	defer l.close()
	type in struct {
		IDs []int32 `json:"ids"`
	}
	return eachLine(env.stdin, func(v in) error {
		out, err := score(ctx, s, v.IDs)
		if err != nil {
			return interrupted(ctx, err)
		}
		return writeLine(env.stdout, out)
	})
}

func score(ctx context.Context, s *engine.Sequence, ids []int32) (*scored, error) {
	if len(ids) == 0 {
		return nil, fmt.Errorf("ids is missing or empty")
	}
	nll, last, err := s.NLL(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := &scored{}
	for _, v := range nll {
		out.NLL += v / float64(len(nll))
	}
	for _, c := range engine.Best(nil, last, scoreTop) {
		out.TopIDs, out.TopLogits = append(out.TopIDs, c.ID), append(out.TopLogits, c.Logit)
	}
	return out, nil
}
