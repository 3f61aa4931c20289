package cpu

import (
	"math"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// embedJob: y[t] = scale · w[ids[t]].
type embedJob struct {
	*program
	v   graph.Value
	n   *graph.Node
	ids []int32
	y   matrix
}

func (j *embedJob) prepare(l graph.Live) int {
	j.ids, j.y = j.i32(j.n.In[1]), j.f32(j.v)
	return j.rows(j.v, l)
}

func (j *embedJob) do(_ *scratch, t int) {
	w := j.n.In[0]
	typ, out := j.g.Nodes[w].Type, j.y.row(t)
	size, id := typ.RowBytes(), int(j.ids[t])
	if err := tensor.Dequantise(typ.DType, out, j.data[w][id*size:(id+1)*size]); err != nil {
		panic("BUG: cpu: " + err.Error())
	}
	scale := j.n.Attr.(graph.EmbedAttr).Scale
	for i := range out {
		out[i] *= scale
	}
}

// rowUnit is the number of values that make a unit of rows worth sharing, about 5 µs of work.
const rowUnit = 4096

// A rowJob is an operation that computes each row of its result from the same row of its arguments.
// A unit is several rows.
type rowJob struct {
	*program
	v       graph.Value
	n       *graph.Node
	table   *ropeTable
	y, a, b matrix
	c       matrix
	index   []int32
	rows    int
	run     int // rows a unit
}

func (j *rowJob) prepare(l graph.Live) int {
	n := j.n
	j.y, j.rows, j.a = j.f32(j.v), j.program.rows(j.v, l), j.f32(n.In[0])
	switch n.Op {
	case graph.OpRows:
		j.index = j.i32(n.In[1])
	case graph.OpRMSNorm, graph.OpRMSNormRoPE, graph.OpAdd, graph.OpMul, graph.OpGeGLU:
		j.b = j.f32(n.In[1])
	case graph.OpRMSNormAdd:
		j.b, j.c = j.f32(n.In[1]), j.f32(n.In[2])
	}
	j.run = max(1, rowUnit/j.y.cols)
	return (j.rows + j.run - 1) / j.run
}

func (j *rowJob) do(w *scratch, unit int) {
	for r := unit * j.run; r < min((unit+1)*j.run, j.rows); r++ {
		j.row(w, r)
	}
}

// row computes row r.
func (j *rowJob) row(w *scratch, r int) {
	y := j.y.row(r)
	switch n := j.n; n.Op {
	case graph.OpRMSNorm:
		j.rmsNorm(y, j.a.row(r), j.b.data, n.Attr.(graph.RMSNormAttr).Eps)
	case graph.OpRMSNormAdd:
		j.rmsNormAdd(y, j.a.row(r), j.b.data, j.c.row(r), n.Attr.(graph.RMSNormAttr).Eps)
	case graph.OpRMSNormRoPE:
		j.rmsNorm(y, j.a.row(r), j.b.data, n.Attr.(graph.RMSNormRoPEAttr).Norm.Eps)
		j.table.rotate(y, y, r)
	case graph.OpRoPE:
		j.table.rotate(y, j.a.row(r), r)
	case graph.OpGELU:
		for i, v := range j.a.row(r) {
			y[i] = gelu(v)
		}
	case graph.OpGeGLU:
		j.k.geglu(y, j.a.row(r), j.b.row(r))
	case graph.OpAdd:
		b := j.b.row(r)
		for i, v := range j.a.row(r) {
			y[i] = v + b[i]
		}
	case graph.OpMul:
		b := j.b.row(r)
		for i, v := range j.a.row(r) {
			y[i] = v * b[i]
		}
	case graph.OpRows:
		copy(y, j.a.row(int(j.index[r])))
	case graph.OpSoftmax:
		j.softmax(w, y, j.a.row(r), n.Attr.(graph.SoftmaxAttr).Cols)
	}
}

// rmsNorm: y = x / √(mean(x²)+ε) · w for each run of len(w) values. The mean is in float64: squares of
// Gemma's residual stream reach 5·10⁹, and the sum then keeps every bit that float32 values have.
// ref: Zhang & Sennrich, Root Mean Square Layer Normalization, 2019, eq. 4.
func (p *program) rmsNorm(y, x, w []float32, eps float32) {
	for at := 0; at < len(x); at += len(w) {
		run := x[at : at+len(w)]
		p.k.normalise(y[at:at+len(w)], run, w, p.inverseRMS(run, eps))
	}
}

func (p *program) inverseRMS(x []float32, eps float32) float32 {
	return float32(1 / math.Sqrt(p.k.sumSquares(x)/float64(len(x))+float64(eps)))
}

// rmsNormAdd: y = r + rmsNorm(x, w). y is none of the arguments.
func (p *program) rmsNormAdd(y, x, w, r []float32, eps float32) {
	p.rmsNorm(y, x, w, eps)
	for i, v := range r[:len(y)] {
		y[i] += v
	}
}

// softmax: exp(x−max)/Σ for each run of cols values. −∞ becomes 0.
func (p *program) softmax(w *scratch, y, x []float32, cols int) {
	for at := 0; at < len(x); at += cols {
		run, out := x[at:at+cols], y[at:at+cols]
		copy(out, run)
		top := maximum(out)
		sums := &w.attn.sum[0]
		*sums = [lanes]float32{}
		p.k.expSum(out, top, sums, 0)
		inv := 1 / tree(sums)
		for i := range out {
			out[i] *= inv
		}
	}
}

// maximum returns the largest value, or NaN if there is one.
func maximum(x []float32) float32 {
	top := float32(math.Inf(-1))
	for _, v := range x {
		top = max(top, v)
	}
	return top
}

// A tableKey says which sines and cosines a rotation needs.
type tableKey struct {
	pos  graph.Value
	attr graph.RoPEAttr
}

// A ropeTable holds, for each row of the step, the E/2 cosines and then the E/2 sines of its angles.
type ropeTable struct {
	E    int
	freq []float64 // radians per position
	data []float32 // [T][E]
}

// frequencies returns scale·base^(−2j/E) for each pair j.
func frequencies(a graph.RoPEAttr) []float64 {
	f := make([]float64, a.HeadDim/2)
	for j := range f {
		f[j] = float64(a.Scale) * math.Pow(float64(a.Base), -2*float64(j)/float64(a.HeadDim))
	}
	return f
}

// rotate turns the pairs (j, j+E/2) of each head of row r by its angles. y may be x.
// ref: Su et al., RoFormer, 2021, eq. 34, in the half-split order of the published Gemma weights.
func (t *ropeTable) rotate(y, x []float32, r int) {
	half := t.E / 2
	cos := t.data[r*t.E : r*t.E+half]
	sin := t.data[r*t.E+half : (r+1)*t.E]
	for h := 0; h < len(x); h += t.E {
		a, b := x[h:h+half], x[h+half:h+t.E]
		p, q := y[h:h+half], y[h+half:h+t.E]
		for j, c := range cos {
			u, v, s := a[j], b[j], sin[j]
			p[j] = float32(u*c) - float32(v*s)
			q[j] = float32(u*s) + float32(v*c)
		}
	}
}

// tableJob fills a ropeTable, a row a unit.
type tableJob struct {
	*program
	pos    graph.Value
	table  *ropeTable
	values []int32
}

func (j *tableJob) prepare(l graph.Live) int {
	j.values = j.i32(j.pos)
	return j.rows(j.pos, l)
}

func (j *tableJob) do(_ *scratch, r int) {
	t, half := j.table, j.table.E/2
	row := t.data[r*t.E : (r+1)*t.E]
	for i, f := range t.freq {
		sin, cos := math.Sincos(float64(j.values[r]) * f)
		row[i], row[i+half] = float32(cos), float32(sin)
	}
}
