package convert_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/convert"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// sources opens the tiny model from a GGUF file and from a folder.
func sources(t *testing.T) map[string]*model.Model {
	all := map[string]*model.Model{}
	for name, path := range map[string]string{
		"gguf": tinymodel.Path(t), "folder": tinymodel.Folder(t, tinymodel.New(t), tensor.F32, "model."),
	} {
		m, err := model.Open(path)
		require.NoError(t, err)
		t.Cleanup(func() { m.Close() })
		all[name] = m
	}
	return all
}

// reopen writes a conversion and opens it.
func reopen(t *testing.T, w *gguf.Writer) *model.Model {
	var buf bytes.Buffer
	_, err := w.WriteTo(&buf)
	require.NoError(t, err)
	m, err := model.Read(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	require.NoError(t, err)
	return m
}

func values(t *testing.T, p gemma3.Tensor) []float32 {
	x := make([]float32, p.Type.Shape.Elems())
	require.NoError(t, tensor.Dequantise(p.Type.DType, x, p.Data))
	return x
}

func TestGGUF(t *testing.T) {
	for name, m := range sources(t) {
		for _, d := range convert.Types() {
			w, err := convert.GGUF(m, convert.Options{Type: d})
			require.NoError(t, err)
			got := reopen(t, w)
			c := got.Config
			require.InDelta(t, m.Config.AttnScale, c.AttnScale, 1e-6)
			c.AttnScale = m.Config.AttnScale
			require.Equal(t, m.Config, c, name)
			require.Equal(t, m.Tokenizer.Encode(nil, "a b\n\nc é", tokenizer.EncodeOptions{BOS: true}),
				got.Tokenizer.Encode(nil, "a b\n\nc é", tokenizer.EncodeOptions{BOS: true}))
			require.Equal(t, m.Tokenizer.EOT(), got.Tokenizer.EOT())
			require.Len(t, got.Tensors, len(m.Tensors))
			for tensorName, p := range m.Tensors {
				q := got.Tensors[tensorName]
				if p.Type.Shape.Rank() == 1 {
					require.Equal(t, p.Data, q.Data)
					continue
				}
				// What was stored is what Quantise makes of each row.
				x := values(t, p)
				want := make([]byte, q.Type.Bytes())
				if q.Type.DType == p.Type.DType {
					want = p.Data
				} else {
					require.NoError(t, tensor.Quantise(q.Type.DType, want, x))
				}
				require.True(t, bytes.Equal(want, q.Data), "%s %s %v", name, tensorName, q.Type)
			}
		}
	}
}

func TestTypeOf(t *testing.T) {
	o := convert.Options{Type: tensor.Q4_K, Rules: []convert.Rule{{Pattern: "blk.3.*.weight", Type: tensor.BF16}, {Pattern: "blk.*.attn_v.weight", Type: tensor.Q6_K}}}
	for _, c := range []struct {
		name string
		cols int
		want tensor.DType
	}{
		{"blk.0.ffn_up.weight", 512, tensor.Q4_K}, {"blk.0.ffn_up.weight", 640, tensor.Q5_0}, {"token_embd.weight", 512, tensor.Q8_0},
		{"blk.0.attn_v.weight", 512, tensor.Q6_K}, {"blk.0.attn_v.weight", 640, tensor.Q8_0}, {"blk.3.attn_v.weight", 512, tensor.BF16},
		{"blk.0.ffn_up.weight", 40, tensor.F16}, {"output.weight", 512, tensor.Q8_0},
	} {
		require.Equal(t, c.want, o.TypeOf(c.name, tensor.TypeOf(tensor.F32, 8, c.cols)), c.name)
	}
	require.Equal(t, tensor.F32, o.TypeOf("blk.0.attn_norm.weight", tensor.TypeOf(tensor.F32, 512)))
	o = convert.Options{Type: tensor.Q8_0, Embedding: tensor.Q4_0}
	require.Equal(t, tensor.Q4_0, o.TypeOf("token_embd.weight", tensor.TypeOf(tensor.F32, 8, 512)))
	o = convert.Options{}
	require.Equal(t, tensor.Q5_0, o.TypeOf("blk.0.ffn_up.weight", tensor.TypeOf(tensor.Q5_0, 8, 512)))
	for _, o := range []convert.Options{{Type: tensor.Q5_K}, {Embedding: tensor.I32}, {Rules: []convert.Rule{{Pattern: "[", Type: tensor.F32}}}, {Rules: []convert.Rule{{Pattern: "*", Type: tensor.IQ4_XS}}}} {
		require.Error(t, o.Check())
	}
}

var errFull = errors.New("no space left")

// full is a disk that takes a number of bytes.
type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestFullDisk(t *testing.T) {
	m := sources(t)["gguf"]
	for _, n := range []int{0, 100, 2 << 20} {
		w, err := convert.GGUF(m, convert.Options{Type: tensor.F32})
		require.NoError(t, err)
		_, err = w.WriteTo(&full{n})
		require.ErrorIs(t, err, errFull)
	}
}

func TestWeightsThatCannotBeStored(t *testing.T) {
	m := sources(t)["folder"]
	p := m.Tensors["blk.2.ffn_up.weight"]
	bad := append([]byte(nil), p.Data...)
	copy(bad[400:], []byte{0, 0, 0xc0, 0x7f}) // a NaN
	m.Tensors["blk.2.ffn_up.weight"] = gemma3.Tensor{Type: p.Type, Data: bad}
	w, err := convert.GGUF(m, convert.Options{Type: tensor.Q8_0})
	require.NoError(t, err)
	_, err = w.WriteTo(&full{1 << 30})
	require.ErrorContains(t, err, "blk.2.ffn_up.weight")
	require.ErrorContains(t, err, "row 1")
}

func TestQAT(t *testing.T) {
	grid := make([]byte, tensor.Q4_0.RowBytes(64*4))
	for i := range 8 {
		grid[18*i], grid[18*i+1] = 0, 0x20 // a half
		for j := range 16 {
			grid[18*i+2+j] = byte(7+(i+j)%4) | byte(6+j%5)<<4 // steps −2 to 2: the ends are unused
		}
	}
	x := make([]float32, 64*4)
	require.NoError(t, tensor.Dequantise(tensor.Q4_0, x, grid))
	data := make([]byte, 4*len(x))
	require.NoError(t, tensor.Quantise(tensor.F32, data, x))
	p := gemma3.Tensor{Type: tensor.TypeOf(tensor.F32, 4, 64), Data: data}
	got, err := convert.Store(tensor.Q4_0, p, true)
	require.NoError(t, err)
	y := make([]float32, len(x))
	require.NoError(t, tensor.Dequantise(tensor.Q4_0, y, got))
	require.Equal(t, x, y)
	plain, err := convert.Store(tensor.Q4_0, p, false)
	require.NoError(t, err)
	require.NoError(t, tensor.Dequantise(tensor.Q4_0, y, plain))
	require.NotEqual(t, x, y)
}
