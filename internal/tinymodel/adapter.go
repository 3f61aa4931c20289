package tinymodel

import (
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// AdapterPath writes a random adapter of rank 4 for the tiny model, in llama.cpp's form, into the test's folder and
// returns its path.
func AdapterPath(t testing.TB, seed uint64) string {
	t.Helper()
	rng, shapes := rand.New(rand.NewPCG(seed, 4)), New(t).Tensors
	var w gguf.Writer
	w.Set("general.architecture", "gemma3")
	w.Set("general.type", "adapter")
	w.Set("adapter.type", "lora")
	w.Set("adapter.lora.alpha", float32(4))
	for _, name := range []string{"blk.0.attn_q.weight", "blk.3.ffn_down.weight", "blk.6.attn_v.weight"} {
		s := shapes[name].Type.Shape
		for i, size := range [][2]int{{4, s.Dim(1)}, {s.Dim(0), 4}} {
			x := make([]float32, size[0]*size[1])
			for k := range x {
				x[k] = 0.3 * float32(rng.NormFloat64())
			}
			data, err := binary.Append(nil, binary.LittleEndian, x)
			require.NoError(t, err)
			w.Add(name+[]string{".lora_a", ".lora_b"}[i], tensor.TypeOf(tensor.F32, size[0], size[1]), data)
		}
	}
	path := filepath.Join(t.TempDir(), "adapter.gguf")
	require.NoError(t, os.WriteFile(path, Encode(t, &w), 0o600))
	return path
}
