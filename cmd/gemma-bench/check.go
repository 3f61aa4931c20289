package main

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/gemma-bench/gemma/engine"
)

// A verdict is the comparison of one device with the reference on a short prompt.
type verdict struct {
	Taps   []tapDiff // in the order in which the model computes them
	Logits tapDiff   // of every position of the prompt
	Decode tapDiff   // of the last position, computed token by token
	Same   int       // positions at which both rank the same token first
	Of     int
}

// A tapDiff is how far one tensor is from the reference: ‖a−b‖/‖b‖.
type tapDiff struct {
	Name string  `json:"name"`
	Diff float64 `json:"diff"`
}

// The largest relative distances that are still right. Activations quantised to 8 bits give 0.005 to
// 0.04 on the real model; where a norm's weights single out a few channels, as in the last layer's
// post_attention_norm, up to 0.11. One wrong block of 32 among the 20 of a row gives 0.22 in a
// projection, and a misplaced barrier or index far more.
const (
	maxDiff     = 0.08
	maxNormDiff = 0.2
)

// limit returns the largest distance that is right for the tensor.
func (d tapDiff) limit() float64 {
	if strings.HasSuffix(d.Name, "_norm") {
		return maxNormDiff
	}
	return maxDiff
}

// ok is false for a distance that is too large or not a number.
func (d tapDiff) ok() bool { return d.Diff <= d.limit() }

// wrong returns the first tensor that differs too much, or ok.
func (v *verdict) wrong() (tapDiff, bool) {
	for _, d := range append(v.Taps, v.Logits, v.Decode) {
		if !d.ok() {
			return d, true
		}
	}
	return tapDiff{}, false
}

// String says how far the device is from the reference.
func (v *verdict) String() string {
	var worst tapDiff
	for _, d := range v.Taps {
		if d.Diff >= worst.Diff {
			worst = d
		}
	}
	return fmt.Sprintf("relative distances from the reference: %s %.2g (the largest), %s %.2g, %s %.2g; the same first token at %d of %d positions",
		worst.Name, worst.Diff, v.Logits.Name, v.Logits.Diff, v.Decode.Name, v.Decode.Diff, v.Same, v.Of)
}

// An answer is what the reference computes for a prompt.
type answer struct {
	ids    []int32
	values map[string][]float32
	names  []string // in the order in which the model computes them
}

// reference computes the answer on ref.
func reference(ctx context.Context, ref *engine.Engine, ids []int32) (*answer, error) {
	values, names, err := taps(ctx, ref, ids)
	if err != nil {
		return nil, fmt.Errorf("reference: %w", err)
	}
	return &answer{ids, values, names}, nil
}

// compare runs the prompt on both engines, layer by layer and token by token.
func compare(ctx context.Context, ref, dev *engine.Engine, ids []int32) (*verdict, error) {
	a, err := reference(ctx, ref, ids)
	if err != nil {
		return nil, err
	}
	return a.compare(ctx, dev)
}

// compare runs the prompt on dev.
func (a *answer) compare(ctx context.Context, dev *engine.Engine) (*verdict, error) {
	ids, want, names := a.ids, a.values, a.names
	got, _, err := taps(ctx, dev, ids)
	if err != nil {
		return nil, err
	}
	v := &verdict{Of: len(ids)}
	for _, name := range names {
		if name != "logits" {
			v.Taps = append(v.Taps, tapDiff{name, distance(got[name], want[name])})
		}
	}
	v.Logits = tapDiff{"logits", distance(got["logits"], want["logits"])}
	V := len(want["logits"]) / len(ids)
	for i := range ids {
		a, b := got["logits"][i*V:(i+1)*V], want["logits"][i*V:(i+1)*V]
		if engine.Best(nil, a, 1)[0].ID == engine.Best(nil, b, 1)[0].ID {
			v.Same++
		}
	}
	last, err := decoded(ctx, dev, ids)
	if err != nil {
		return nil, err
	}
	v.Decode = tapDiff{"logits of a decoding step", distance(last, want["logits"][(len(ids)-1)*V:])}
	return v, nil
}

// taps returns every intermediate value of the prompt, and their names in graph order.
func taps(ctx context.Context, e *engine.Engine, ids []int32) (map[string][]float32, []string, error) {
	s, err := e.NewSequence()
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	values, names, err := s.Taps(ctx, ids)
	return values, names, err
}

// decoded returns the logits after the prompt, fed one token at a time.
func decoded(ctx context.Context, e *engine.Engine, ids []int32) ([]float32, error) {
	s, err := e.NewSequence()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var last []float32
	for i := range ids {
		if last, err = s.Logits(ctx, ids[i:i+1]); err != nil {
			return nil, err
		}
	}
	return last, nil
}

// distance returns ‖a−b‖/‖b‖, or +Inf if a holds a value that is not finite.
func distance(a, b []float32) float64 {
	if len(a) != len(b) {
		return math.Inf(1)
	}
	var diff, norm float64
	for i := range a {
		d := float64(a[i]) - float64(b[i])
		diff += d * d
		norm += float64(b[i]) * float64(b[i])
	}
	if math.IsNaN(diff) || math.IsInf(diff, 0) {
		return math.Inf(1)
	}
	if norm == 0 {
		return math.Sqrt(diff)
	}
	return math.Sqrt(diff / norm)
}
