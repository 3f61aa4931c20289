package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/convert"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/hub"
	"github.com/gemma-bench/gemma/model/lora"
	"github.com/gemma-bench/gemma/tensor"
)

// typeFlag is a flag that holds an element type.
type typeFlag struct{ dtype tensor.DType }

func (f *typeFlag) String() string {
	if f.dtype == tensor.Invalid {
		return ""
	}
	return f.dtype.String()
}

func (f *typeFlag) Set(s string) (err error) {
	f.dtype, err = tensor.ParseDType(strings.ToUpper(s))
	return err
}

// rulesFlag collects -tensor PATTERN=TYPE.
type rulesFlag []convert.Rule

func (f *rulesFlag) String() string { return fmt.Sprint([]convert.Rule(*f)) }

func (f *rulesFlag) Set(s string) error {
	pattern, name, ok := strings.Cut(s, "=")
	var t typeFlag
	if err := t.Set(name); !ok || err != nil {
		return fmt.Errorf("want PATTERN=TYPE")
	}
	*f = append(*f, convert.Rule{Pattern: pattern, Type: t.dtype})
	return nil
}

func runQuantize(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "quantize", "quantize -m MODEL -o FILE.gguf -type Q8_0")
	source := fs.String("m", "", "model: a GGUF `file`, a folder with config.json, tokenizer.json and safetensors, or hf:owner/name")
	out := fs.String("o", "", "GGUF `file` to write")
	var typ, embedding typeFlag
	var o convert.Options
	fs.Var(&typ, "type", "`type` of matrices: F32, F16, BF16, Q8_0, Q6_K, Q5_1, Q5_0, Q4_K, Q4_1, Q4_0; the source's by default")
	fs.Var(&embedding, "embedding", "`type` of the embedding and output matrix; Q8_0 by default if -type is quantised")
	fs.Var((*rulesFlag)(&o.Rules), "tensor", "`PATTERN=TYPE` for tensors of other types, such as blk.*.ffn_down.weight=Q6_K; may be repeated")
	fs.BoolVar(&o.QAT, "qat", false, "weights were trained for Q4_0: find the grid that they lie on")
	adapter := fs.String("lora", "", "merge this adapter: a `folder` of PEFT or a GGUF file")
	if err := fs.parse(args); err != nil {
		return err
	}
	if *source == "" || *out == "" {
		return usagef("quantize: -m MODEL and -o FILE are required")
	}
	o.Type, o.Embedding = typ.dtype, embedding.dtype
	if err := o.Check(); err != nil {
		return usageError{err}
	}
	m, err := openSource(ctx, *source)
	if err != nil {
		return interrupted(ctx, err)
	}
	defer m.Close()
	if *adapter != "" {
		if o.Adapter, err = lora.Open(*adapter, m.Model); err != nil {
			return err
		}
	}
	w, err := convert.GGUF(m, o)
	if err != nil {
		return err
	}
	return writeGGUF(ctx, env, *out, w, m.Bytes())
}

// openSource opens a model to be converted.
func openSource(ctx context.Context, source string) (*model.Model, error) {
	path, err := hub.Resolve(ctx, source)
	if err != nil {
		return nil, err
	}
	return model.Open(path)
}

// writeGGUF writes a file and says how large it and its source are.
func writeGGUF(ctx context.Context, env *environ, path string, w *gguf.Writer, before int) error {
	err := writeFile(ctx, path, func(out io.Writer) error { _, err := w.WriteTo(out); return err })
	if err != nil {
		return interrupted(ctx, err)
	}
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s: %.1f MB; the tensors of the source have %.1f MB\n", path, float64(st.Size())/1e6, float64(before)/1e6)
	return nil
}
