package gemma3

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// file writes a small model as GGUF after edit has had its way with the metadata and the tensors.
func file(t testing.TB, edit func(kv map[string]any, tensors map[string]tensor.Type)) *gguf.File {
	c := small()
	kv := map[string]any{
		"general.architecture": "gemma3", "gemma3.block_count": uint32(c.Layers), "gemma3.embedding_length": uint32(c.Width),
		"gemma3.feed_forward_length": uint32(c.FFN), "gemma3.attention.head_count": uint32(c.Heads),
		"gemma3.attention.head_count_kv": uint32(c.KVHeads), "gemma3.attention.key_length": uint32(c.HeadDim),
		"gemma3.attention.value_length": uint32(c.HeadDim), "gemma3.context_length": uint32(c.Context),
		"gemma3.attention.sliding_window": uint32(c.Window), "gemma3.attention.sliding_window_pattern": uint32(c.Pattern),
		"gemma3.attention.layer_norm_rms_epsilon": c.Eps, "gemma3.rope.freq_base": c.RoPEBase,
	}
	tensors := map[string]tensor.Type{}
	for _, s := range c.shapes() {
		tensors[s.name] = tensor.Type{DType: tensor.F32, Shape: s.shape}
	}
	edit(kv, tensors)
	var w gguf.Writer
	for k, v := range kv {
		w.Set(k, v)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for name, typ := range tensors {
		w.Add(name, typ, tensor.Random(typ.DType, typ.Shape.Elems(), 1, rng))
	}
	var buf bytes.Buffer
	_, err := w.WriteTo(&buf)
	require.NoError(t, err)
	f, err := gguf.Parse(buf.Bytes())
	require.NoError(t, err)
	return f
}

func TestFromGGUF(t *testing.T) {
	m, err := FromGGUF(file(t, func(map[string]any, map[string]tensor.Type) {}))
	require.NoError(t, err)
	want := small()
	want.Name = "gemma3 2×32"
	require.Equal(t, want, m.Config)

	m, err = FromGGUF(file(t, func(kv map[string]any, tensors map[string]tensor.Type) {
		kv["gemma3.rope.scaling.type"], kv["gemma3.rope.scaling.factor"] = "linear", float32(8)
		kv["gemma3.rope.freq_base_swa"] = float32(2e4)
		kv["gemma3.attention.sliding_window_pattern"] = []bool{true, false}
		tensors["output.weight"] = tensor.TypeOf(tensor.Q8_0, 40, 32)
	}))
	require.NoError(t, err)
	require.Equal(t, float32(1.0/8), m.Config.RoPEScale)
	require.Equal(t, float32(2e4), m.Config.RoPELocal)
	require.Equal(t, 2, m.Config.Pattern)
	require.False(t, m.Tied())
}

func TestMissingAndMisshapenTensorsAreAllListed(t *testing.T) {
	_, err := FromGGUF(file(t, func(_ map[string]any, tensors map[string]tensor.Type) {
		delete(tensors, "blk.0.attn_q.weight")
		delete(tensors, "output_norm.weight")
		tensors["blk.1.ffn_up.weight"] = tensor.TypeOf(tensor.F32, 32, 64)
		tensors["blk.1.attn_norm.weight"] = tensor.TypeOf(tensor.F16, 32)
		tensors["blk.0.ffn_down.weight"] = tensor.TypeOf(tensor.I32, 32, 64)
	}))
	var we *WeightError
	require.ErrorAs(t, err, &we)
	require.Len(t, we.Problems, 5)
	for _, want := range []string{"blk.0.attn_q.weight[32,32] is missing", "output_norm.weight[32] is missing", "blk.1.ffn_up.weight is [32,64], want [64,32]",
		"blk.1.attn_norm.weight is F16, want F32", "blk.0.ffn_down.weight is I32"} {
		require.ErrorContains(t, err, want)
	}
}

// Metadata that lies must be an error, never a crash: the division by zero and the huge counts of
// CVE-2025-0317 and CVE-2024-12055 came from such values.
func TestHostileMetadata(t *testing.T) {
	for name, edit := range map[string]func(kv map[string]any, tensors map[string]tensor.Type){
		"architecture":    func(kv map[string]any, _ map[string]tensor.Type) { kv["general.architecture"] = "llama" },
		"no architecture": func(kv map[string]any, _ map[string]tensor.Type) { delete(kv, "general.architecture") },
		"no layers":       func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.block_count"] = uint32(0) },
		"huge layers":     func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.block_count"] = uint64(1) << 60 },
		"many layers":     func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.block_count"] = uint32(1024) },
		"negative":        func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.block_count"] = int32(-1) },
		"string":          func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.block_count"] = "2" },
		"zero heads":      func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.head_count"] = uint32(0) },
		"zero kv heads":   func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.head_count_kv"] = uint32(0) },
		"uneven heads":    func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.head_count"] = uint32(3) },
		"zero head dim":   func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.key_length"] = uint32(0) },
		"odd head dim":    func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.key_length"] = uint32(15) },
		"huge heads":      func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.head_count"] = uint32(1 << 18) },
		"value length":    func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.value_length"] = uint32(8) },
		"zero window":     func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.attention.sliding_window"] = uint32(0) },
		"zero pattern": func(kv map[string]any, _ map[string]tensor.Type) {
			kv["gemma3.attention.sliding_window_pattern"] = uint32(0)
		},
		"ragged pattern": func(kv map[string]any, _ map[string]tensor.Type) {
			kv["gemma3.attention.sliding_window_pattern"] = []bool{true, false, false}
		},
		"epsilon": func(kv map[string]any, _ map[string]tensor.Type) {
			kv["gemma3.attention.layer_norm_rms_epsilon"] = float32(-1)
		},
		"rope base":    func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.rope.freq_base"] = float32(0) },
		"rope scaling": func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.rope.scaling.type"] = "yarn" },
		"rope factor":  func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.rope.scaling.factor"] = float32(0) },
		"soft-cap":     func(kv map[string]any, _ map[string]tensor.Type) { kv["gemma3.final_logit_softcapping"] = float32(30) },
		"no embedding": func(_ map[string]any, tensors map[string]tensor.Type) { delete(tensors, "token_embd.weight") },
		"embedding of rank": func(_ map[string]any, tensors map[string]tensor.Type) {
			tensors["token_embd.weight"] = tensor.TypeOf(tensor.F32, 40*32)
		},
	} {
		_, err := FromGGUF(file(t, edit))
		require.Error(t, err, name)
	}
}

func TestRandomIsSeeded(t *testing.T) {
	c := small()
	a, err := Random(c, 1)
	require.NoError(t, err)
	b, err := Random(c, 1)
	require.NoError(t, err)
	d, err := Random(c, 2)
	require.NoError(t, err)
	require.NoError(t, a.check())
	require.Equal(t, a.Tensors, b.Tensors)
	require.NotEqual(t, a.Tensors, d.Tensors)
	c.Width = -1
	_, err = Random(c, 1)
	require.Error(t, err)
}
