// Package convert writes models as GGUF files that llama.cpp opens too: in other element types, with the
// weights of an adapter merged, or with a smaller vocabulary.
//
// Writers that this package returns compute a tensor when it is written, so that a conversion needs the
// memory of the largest tensor and not of the model.
package convert

import (
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
)

// A Rule gives the tensors whose GGUF names match a pattern of package path, such as "blk.*.ffn_down.weight",
// an element type.
type Rule struct {
	Pattern string
	Type    tensor.DType
}

// Options say how tensors are stored. The zero value keeps every type.
type Options struct {
	Type      tensor.DType    // of matrices; Invalid: as they are
	Embedding tensor.DType    // of the embedding and the output matrix; Invalid: see below
	Rules     []Rule          // the first that matches a matrix decides, before the two above
	Adapter   *gemma3.Adapter // merged into its matrices, or nil
	QAT       bool            // Q4_0 finds the grid that quantisation-aware training left (see tensor.QuantiseQ4_0Grid)
	Keep      []int32         // ids of the tokens that stay, ascending; nil: all (see Needed)
}

// Types lists what a matrix can be stored in.
func Types() []tensor.DType {
	return []tensor.DType{tensor.F32, tensor.F16, tensor.BF16, tensor.Q8_0, tensor.Q6_K, tensor.Q5_1, tensor.Q5_0, tensor.Q4_K, tensor.Q4_1, tensor.Q4_0}
}

// Check reports options that cannot be met.
func (o *Options) Check() error {
	for _, r := range o.Rules {
		if _, err := path.Match(r.Pattern, ""); err != nil {
			return fmt.Errorf("convert: pattern %q: %w", r.Pattern, err)
		}
	}
	for _, d := range append([]tensor.DType{o.Type, o.Embedding}, ruleTypes(o.Rules)...) {
		if d != tensor.Invalid && !slices.Contains(Types(), d) {
			return fmt.Errorf("convert: nothing can be stored as %v; want one of %v", d, Types())
		}
	}
	return nil
}

func ruleTypes(rules []Rule) (all []tensor.DType) {
	for _, r := range rules {
		all = append(all, r.Type)
	}
	return all
}

// TypeOf returns the type that a tensor gets. Vectors stay as they are. The embedding, which is the output
// matrix too and suffers most, is Q8_0 in files of a smaller type, as in llama.cpp's of this model. Where
// rows are not whole blocks of 256 values, Q4_K becomes Q5_0 and Q6_K becomes Q8_0, as there.
func (o *Options) TypeOf(name string, t tensor.Type) tensor.DType {
	if t.Shape.Rank() != 2 {
		return t.DType
	}
	d := o.Type
	if name == "token_embd.weight" || name == "output.weight" {
		switch {
		case o.Embedding != tensor.Invalid:
			d = o.Embedding
		case d.Quantised():
			d = tensor.Q8_0
		}
	}
	for _, r := range o.Rules {
		if ok, _ := path.Match(r.Pattern, name); ok {
			d = r.Type
			break
		}
	}
	if d == tensor.Invalid {
		return t.DType
	}
	if t.Shape.Cols()%d.BlockValues() != 0 {
		switch d {
		case tensor.Q4_K:
			d = tensor.Q5_0
		case tensor.Q6_K:
			d = tensor.Q8_0
		}
		if t.Shape.Cols()%d.BlockValues() != 0 {
			return tensor.F16 // rows of no multiple of 32: no block type holds them
		}
	}
	return d
}

// GGUF returns a writer of m, its adapter merged, with its tensors stored as o says. m must stay open until it has written.
func GGUF(m *model.Model, o Options) (*gguf.Writer, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	if err := expressible(&m.Config); err != nil {
		return nil, err
	}
	if o.Adapter != nil {
		if err := o.Adapter.Check(m.Model); err != nil {
			return nil, err
		}
	}
	if err := checkKeep(m, o.Keep); err != nil {
		return nil, err
	}
	w := &gguf.Writer{}
	setMetadata(w, m, &o)
	setTokenizer(w, m, o.Keep)
	for _, name := range names(m.Model) {
		addTensor(w, &o, name, m.Tensors[name])
	}
	return w, nil
}

// addTensor adds one tensor in the type that o gives it.
func addTensor(w *gguf.Writer, o *Options, name string, t gemma3.Tensor) {
	trim := o.Keep != nil && (name == "token_embd.weight" || name == "output.weight")
	to := tensor.Type{DType: o.TypeOf(name, t.Type), Shape: t.Type.Shape}
	if trim {
		to.Shape = tensor.ShapeOf(len(o.Keep), to.Shape.Cols())
	}
	var merge func(row []float32, n int)
	if o.Adapter != nil {
		if l, ok := o.Adapter.Modules[name]; ok {
			merge = l.AddTo
		}
	}
	w.AddFunc(name, to, func() ([]byte, error) {
		if trim {
			return store(to.DType, rows(t, o.Keep), o.QAT, nil) // no adapter changes these matrices
		}
		return store(to.DType, t, o.QAT, merge)
	})
}

// names lists the tensors in the order in which they are written: the embedding first, layers by number.
func names(m *gemma3.Model) []string {
	var all []string
	for name := range m.Tensors {
		all = append(all, name)
	}
	layer := func(name string) int {
		l := -1
		fmt.Sscanf(name, "blk.%d.", &l)
		return l
	}
	slices.SortFunc(all, func(a, b string) int {
		if la, lb := layer(a), layer(b); la != lb {
			return la - lb
		}
		return strings.Compare(a, b)
	})
	return all
}

// Store returns the data of t as elements of type d. Rows are converted in parallel.
func Store(d tensor.DType, t gemma3.Tensor, qat bool) ([]byte, error) { return store(d, t, qat, nil) }

// store is Store with a change to each row on the way.
func store(d tensor.DType, t gemma3.Tensor, qat bool, change func(row []float32, n int)) ([]byte, error) {
	if d == t.Type.DType && change == nil {
		return t.Data, nil
	}
	to := tensor.Type{DType: d, Shape: t.Type.Shape}
	if err := to.Check(); err != nil {
		return nil, err
	}
	out := make([]byte, to.Bytes())
	rows := t.Type.Shape.Rows()
	if t.Type.Shape.Rank() == 1 {
		rows = 1
	}
	quantise := func(dst []byte, src []float32) error { return tensor.Quantise(d, dst, src) }
	if qat && d == tensor.Q4_0 {
		quantise = tensor.QuantiseQ4_0Grid
	}
	err := parallel(rows, func() func(row int) error {
		x := make([]float32, t.Type.Shape.Cols())
		from, into := t.Type.RowBytes(), to.RowBytes()
		return func(row int) error {
			if err := tensor.Dequantise(t.Type.DType, x, t.Data[row*from:(row+1)*from]); err != nil {
				return err
			}
			if change != nil {
				change(x, row)
			}
			if err := quantise(out[row*into:(row+1)*into], x); err != nil {
				return fmt.Errorf("row %d: %w", row, err)
			}
			return nil
		}
	})
	return out, err
}

// parallel calls what worker returns for each of n rows, in as many goroutines as can run.
func parallel(n int, worker func() func(row int) error) error {
	const share = 16 // rows at a time
	workers := max(1, min(runtime.GOMAXPROCS(0), n/share))
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			do := worker()
			for row := k * share; row < n && errs[k] == nil; row++ {
				if row%share == 0 && row/share%workers != k {
					row += (workers-1)*share - 1
					continue
				}
				errs[k] = do(row)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
