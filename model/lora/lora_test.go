package lora_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/convert"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/lora"
	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

const config = `{"peft_type":"LORA","r":2,"lora_alpha":8,"bias":"none","target_modules":["q_proj","down_proj"]}`

// matrix returns values from 1 on, divided by 64.
func matrix(name string, rows, cols int) safetensors.Tensor {
	x := make([]float32, rows*cols)
	for i := range x {
		x[i] = float32(i%13+1) / 64
	}
	data := make([]byte, 4*len(x))
	if err := tensor.Quantise(tensor.F32, data, x); err != nil {
		panic(err)
	}
	return safetensors.Tensor{Name: name, Type: tensor.TypeOf(tensor.F32, rows, cols), Data: data}
}

const peft = "base_model.model.model.layers."

func good() []safetensors.Tensor {
	return []safetensors.Tensor{
		matrix(peft+"1.self_attn.q_proj.lora_A.weight", 2, 64), matrix(peft+"1.self_attn.q_proj.lora_B.weight", 128, 2),
		matrix(peft+"4.mlp.down_proj.lora_A.weight", 2, 256), matrix(peft+"4.mlp.down_proj.lora_B.weight", 64, 2),
	}
}

func folder(t testing.TB, config string, tensors []safetensors.Tensor) string {
	dir := t.TempDir()
	var buf bytes.Buffer
	require.NoError(t, safetensors.Write(&buf, nil, tensors))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "adapter_config.json"), []byte(config), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "adapter_model.safetensors"), buf.Bytes(), 0o600))
	return dir
}

// ggufFile writes the same adapter in llama.cpp's form.
func ggufFile(t testing.TB, edit func(w *gguf.Writer)) string {
	var w gguf.Writer
	w.Set("general.architecture", "gemma3")
	w.Set("general.type", "adapter")
	w.Set("adapter.type", "lora")
	w.Set("adapter.lora.alpha", float32(8))
	for i, name := range []string{"blk.1.attn_q.weight.lora_a", "blk.1.attn_q.weight.lora_b", "blk.4.ffn_down.weight.lora_a", "blk.4.ffn_down.weight.lora_b"} {
		w.Add(name, good()[i].Type, good()[i].Data)
	}
	if edit != nil {
		edit(&w)
	}
	path := filepath.Join(t.TempDir(), "a.gguf")
	require.NoError(t, os.WriteFile(path, tinymodel.Encode(t, &w), 0o600))
	return path
}

func base(t testing.TB) *model.Model {
	m, err := model.Open(tinymodel.Folder(t, tinymodel.New(t), tensor.F32, "model."))
	require.NoError(t, err)
	t.Cleanup(func() { m.Close() })
	return m
}

func TestOpen(t *testing.T) {
	m := base(t)
	want, err := lora.Open(folder(t, config, good()), m.Model)
	require.NoError(t, err)
	require.Len(t, want.Modules, 2)
	l := want.Modules["blk.1.attn_q.weight"]
	require.Equal(t, 2, l.Rank)
	require.Equal(t, float32(4)/64, l.B[0], "alpha/r is part of B")
	fromGGUF, err := lora.Open(ggufFile(t, nil), m.Model)
	require.NoError(t, err)
	require.Equal(t, want, fromGGUF)
	stable, err := lora.Open(folder(t, strings.Replace(config, "{", `{"use_rslora":true,`, 1), good()), m.Model)
	require.NoError(t, err)
	require.InDelta(t, 8/math.Sqrt(2)/64, stable.Modules["blk.1.attn_q.weight"].B[0], 1e-6)
}

func TestMergeToFile(t *testing.T) {
	m := base(t)
	a, err := lora.Open(folder(t, config, good()), m.Model)
	require.NoError(t, err)
	w, err := convert.GGUF(m, convert.Options{Adapter: a})
	require.NoError(t, err)
	var buf bytes.Buffer
	_, err = w.WriteTo(&buf)
	require.NoError(t, err)
	got, err := model.Read(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	require.NoError(t, err)
	for name, p := range m.Tensors {
		q := got.Tensors[name]
		l, ok := a.Modules[name]
		if !ok {
			require.True(t, bytes.Equal(p.Data, q.Data), name)
			continue
		}
		x, y := make([]float32, p.Type.Shape.Elems()), make([]float32, p.Type.Shape.Elems())
		require.NoError(t, tensor.Dequantise(tensor.F32, x, p.Data))
		require.NoError(t, tensor.Dequantise(tensor.F32, y, q.Data))
		cols := p.Type.Shape.Cols()
		for i := range x {
			var add float64
			for r := range l.Rank {
				add += float64(l.B[i/cols*l.Rank+r]) * float64(l.A[r*cols+i%cols])
			}
			require.InDelta(t, float64(x[i])+add, y[i], 1e-6)
		}
	}
}

func TestHostile(t *testing.T) {
	m := base(t)
	edit := func(i int, f func(p *safetensors.Tensor)) []safetensors.Tensor {
		all := good()
		f(&all[i])
		return all
	}
	nan := edit(1, func(p *safetensors.Tensor) { copy(p.Data, []byte{0, 0, 0xc0, 0x7f}) })
	for _, c := range []struct {
		want, config string
		tensors      []safetensors.Tensor
	}{
		{"adapter_config.json", `[]`, good()}, {"peft_type", `{"peft_type":"IA3"}`, good()},
		{"use_dora", strings.Replace(config, "{", `{"use_dora":true,`, 1), good()}, {"bias all", strings.Replace(config, "none", "all", 1), good()},
		{"modules_to_save", strings.Replace(config, "{", `{"modules_to_save":["lm_head"],`, 1), good()},
		{"alpha_pattern", strings.Replace(config, "{", `{"alpha_pattern":{"x":1},`, 1), good()},
		{"lora_alpha", strings.Replace(config, `"lora_alpha":8`, `"lora_alpha":1e300`, 1), good()}, {"lora_alpha", strings.Replace(config, `"lora_alpha":8`, `"lora_alpha":0`, 1), good()},
		{"changes nothing", config, good()[:0]}, {"no factor B", config, good()[:1]}, {"no factor A", config, good()[1:2]},
		{"not supported", config, edit(0, func(p *safetensors.Tensor) { p.Name = "base_model.model.model.embed_tokens.lora_embedding_A" })},
		{"not supported", config, edit(0, func(p *safetensors.Tensor) { p.Name = peft + "1.self_attn.x_proj.lora_A.weight" })},
		{"two factors", config, edit(0, func(p *safetensors.Tensor) { p.Name = peft + "1.self_attn.q_proj.lora_B.default.weight" })},
		{"no matrix that an adapter", config, []safetensors.Tensor{matrix(peft+"99.mlp.up_proj.lora_A.weight", 2, 64), matrix(peft+"99.mlp.up_proj.lora_B.weight", 256, 2)}},
		{"no matrix that an adapter", config, []safetensors.Tensor{matrix(peft+"0.input_layernorm.lora_A.weight", 2, 64), matrix(peft+"0.input_layernorm.lora_B.weight", 64, 2)}},
		{"rank 3 and 2", config, edit(0, func(p *safetensors.Tensor) { *p = matrix(p.Name, 3, 64) })},
		{"does not fit", config, edit(0, func(p *safetensors.Tensor) { *p = matrix(p.Name, 2, 65) })},
		{"does not fit", config, edit(1, func(p *safetensors.Tensor) { *p = matrix(p.Name, 127, 2) })},
		{"is a matrix", config, edit(0, func(p *safetensors.Tensor) { p.Type = tensor.TypeOf(tensor.F32, 128) })},
		{"value 0 is NaN", config, nan},
		{"rank 5000", config, []safetensors.Tensor{matrix(good()[0].Name, 5000, 1), matrix(good()[1].Name, 1, 5000)}},
	} {
		if strings.HasPrefix(c.want, "is a matrix") {
			c.want = "that is a matrix"
		}
		_, err := lora.Open(folder(t, c.config, c.tensors), m.Model)
		require.ErrorContains(t, err, c.want)
	}
	_, err := lora.Open(ggufFile(t, func(w *gguf.Writer) { w.Add("other", tensor.TypeOf(tensor.F32, 1), make([]byte, 4)) }), m.Model)
	require.ErrorContains(t, err, "other")
	_, err = lora.Open(tinymodel.Path(t), m.Model)
	require.ErrorContains(t, err, "general.type")
	_, err = lora.Open(filepath.Join(t.TempDir(), "absent"), m.Model)
	require.Error(t, err)
}

// FuzzFromPEFT: whatever the configuration and the file say, the result fits the model or is an error.
func FuzzFromPEFT(f *testing.F) {
	m := base(f)
	var buf bytes.Buffer
	one := []safetensors.Tensor{matrix(peft+"1.self_attn.k_proj.lora_A.weight", 1, 64), matrix(peft+"1.self_attn.k_proj.lora_B.weight", 64, 1)}
	require.NoError(f, safetensors.Write(&buf, nil, one))
	f.Add([]byte(`{"peft_type":"LORA","r":1,"lora_alpha":8}`), buf.Bytes())
	f.Add([]byte(`{"peft_type":"LORA","lora_alpha":1e5}`), buf.Bytes()[:200])
	f.Fuzz(func(t *testing.T, config, data []byte) {
		file, err := safetensors.Parse(data)
		if err != nil {
			return
		}
		if a, err := lora.FromPEFT(config, file, m.Model); err == nil {
			require.NoError(t, a.Check(m.Model))
		}
	})
}

// FuzzFromGGUF is the same for llama.cpp's form.
func FuzzFromGGUF(f *testing.F) {
	m := base(f)
	data, err := os.ReadFile(ggufFile(f, nil))
	require.NoError(f, err)
	f.Add(data)
	f.Add(data[:len(data)-700])
	f.Add(bytes.Replace(data, []byte("lora_b"), []byte("lora_a"), 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := gguf.Parse(data)
		if err != nil {
			return
		}
		if a, err := lora.FromGGUF(file, m.Model); err == nil {
			require.NoError(t, a.Check(m.Model))
		}
	})
}
