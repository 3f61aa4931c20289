package graph

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"

	"github.com/gemma-bench/gemma/tensor"
)

// MaxNodes caps the size of a graph.
const MaxNodes = 1 << 16

// A Builder makes a graph node by node. Errors are sticky: after the first one every method is a
// no-op and Finish reports it, so model code needs no error handling per line.
type Builder struct {
	g     Graph
	scope string
	name  string
	err   error
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder { return &Builder{} }

// Scope sets the prefix of the names given with As from now on, such as "blk.3.".
func (b *Builder) Scope(prefix string) { b.scope = prefix }

// As names the next node that is built.
func (b *Builder) As(name string) *Builder {
	b.name = b.scope + name
	return b
}

// Finish verifies and returns the graph, or the first error.
func (b *Builder) Finish() (*Graph, error) {
	if b.err != nil {
		return nil, b.err
	}
	if len(b.g.Outputs) == 0 && len(b.g.leaves(OpState)) == 0 {
		return nil, errors.New("graph: no outputs and no state: nothing to compute")
	}
	g := &Graph{Nodes: b.g.Nodes, Outputs: b.g.Outputs}
	if err := Verify(g); err != nil {
		return nil, err
	}
	return g, nil
}

// Input declares a value that is bound at each run. Its first dimension runs along axis.
func (b *Builder) Input(name string, t tensor.Type, axis Axis) Value {
	return b.leaf(Node{Op: OpInput, Name: name, Type: t, Axis: axis})
}

// Weight declares a parameter under its file name, such as "blk.3.attn_q.weight".
// Declaring the same name twice returns the first value.
func (b *Builder) Weight(name string, t tensor.Type) Value {
	for v := range b.g.Nodes {
		if n := &b.g.Nodes[v]; n.Op == OpWeight && n.Name == name {
			if n.Type != t {
				b.fail(Node{Op: OpWeight, Name: name}, fmt.Errorf("declared as %v and as %v", n.Type, t))
			}
			return Value(v)
		}
	}
	return b.leaf(Node{Op: OpWeight, Name: name, Type: t})
}

// State declares a cache [B,S,C] of F32 or F16 that lives across runs.
func (b *Builder) State(name string, t tensor.Type) Value {
	return b.leaf(Node{Op: OpState, Name: name, Type: t})
}

// Output makes v a result under the given name.
func (b *Builder) Output(name string, v Value) {
	if b.err == nil {
		b.g.Outputs = append(b.g.Outputs, Output{name, v})
	}
}

// Embed looks ids[T] up in w[V,D] and multiplies by scale: [T,D].
func (b *Builder) Embed(w, ids Value, scale float32) Value {
	return b.op(OpEmbed, EmbedAttr{scale}, w, ids)
}

// RMSNorm normalises each run of len(w) values of x: same shape.
func (b *Builder) RMSNorm(x, w Value, eps float32) Value {
	return b.op(OpRMSNorm, RMSNormAttr{eps}, x, w)
}

// MatMul multiplies x[T,K] by the rows of w[N,K]: [T,N].
func (b *Builder) MatMul(x, w Value) Value { return b.op(OpMatMul, nil, x, w) }

// RoPE rotates the heads of x[T,H*E] by their position pos[T]: same shape.
func (b *Builder) RoPE(x, pos Value, a RoPEAttr) Value { return b.op(OpRoPE, a, x, pos) }

// GELU applies the tanh approximation of the Gaussian error linear unit.
func (b *Builder) GELU(x Value) Value { return b.op(OpGELU, nil, x) }

// Add returns x + y.
func (b *Builder) Add(x, y Value) Value { return b.op(OpAdd, nil, x, y) }

// Mul returns x · y, element by element.
func (b *Builder) Mul(x, y Value) Value { return b.op(OpMul, nil, x, y) }

// Rows selects rows idx[R] of x[T,D]: [R,D].
func (b *Builder) Rows(x, idx Value) Value { return b.op(OpRows, nil, x, idx) }

// KVWrite stores x[T,C] into the cache at row pos mod S of sequence seq and returns the cache's new value.
func (b *Builder) KVWrite(state, x, pos, seq Value) Value {
	return b.op(OpKVWrite, nil, state, x, pos, seq)
}

// AttnScores returns the masked, scaled scores of q[T,H*E] against every cache row: [T,H*S].
func (b *Builder) AttnScores(q, k, pos, seq Value, a AttentionAttr) Value {
	return b.op(OpAttnScores, a, q, k, pos, seq)
}

// Softmax normalises each run of cols values of x.
func (b *Builder) Softmax(x Value, cols int) Value { return b.op(OpSoftmax, SoftmaxAttr{cols}, x) }

// AttnMix sums cache rows weighted by p[T,H*S]: [T,H*E].
func (b *Builder) AttnMix(p, v, seq Value, a AttentionAttr) Value {
	return b.op(OpAttnMix, a, p, v, seq)
}

// TopK returns the k largest of each row of x as pairs (column, value): [R,2*k].
func (b *Builder) TopK(x Value, k int) Value { return b.op(OpTopK, TopKAttr{k}, x) }

// Attention is causal, grouped-query, optionally windowed attention of q[T,H*E] over the caches: [T,H*E].
func (b *Builder) Attention(q, k, v, pos, seq Value, a AttentionAttr) Value {
	return b.op(OpAttention, a, q, k, v, pos, seq)
}

// RMSNormAdd returns r + RMSNorm(x, w).
func (b *Builder) RMSNormAdd(x, w, r Value, eps float32) Value {
	return b.op(OpRMSNormAdd, RMSNormAttr{eps}, x, w, r)
}

// RMSNormRoPE returns RoPE(RMSNorm(x, w), pos); w has the head dimension.
func (b *Builder) RMSNormRoPE(x, w, pos Value, a RMSNormRoPEAttr) Value {
	return b.op(OpRMSNormRoPE, a, x, w, pos)
}

// GeGLU returns GELU(g) · u.
func (b *Builder) GeGLU(g, u Value) Value { return b.op(OpGeGLU, nil, g, u) }

// MatMulGeGLU returns GeGLU(MatMul(x, wg), MatMul(x, wu)).
func (b *Builder) MatMulGeGLU(x, wg, wu Value) Value { return b.op(OpMatMulGeGLU, nil, x, wg, wu) }

// MatMulTopK returns TopK(MatMul(x, w), k).
func (b *Builder) MatMulTopK(x, w Value, k int) Value { return b.op(OpMatMulTopK, TopKAttr{k}, x, w) }

func (b *Builder) leaf(n Node) Value {
	n.Site = site()
	if b.err != nil {
		return -1
	}
	return b.add(n)
}

// op appends a compute node after inferring its type.
func (b *Builder) op(op Op, a Attr, in ...Value) Value {
	n := Node{Op: op, In: in, Attr: a, Name: b.name, Site: site()}
	b.name = ""
	if b.err != nil {
		return -1
	}
	var err error
	if n.Type, n.Axis, err = inferNode(&b.g, &n); err != nil {
		return b.fail(n, err)
	}
	return b.add(n)
}

func (b *Builder) add(n Node) Value {
	if err := n.Type.Check(); err != nil {
		return b.fail(n, err)
	}
	if len(b.g.Nodes) >= MaxNodes {
		return b.fail(n, fmt.Errorf("more than %d nodes", MaxNodes))
	}
	b.g.Nodes = append(b.g.Nodes, n)
	return Value(len(b.g.Nodes) - 1)
}

func (b *Builder) fail(n Node, err error) Value {
	if b.err == nil {
		b.err = nodeError(len(b.g.Nodes), &n, err)
	}
	return -1
}

// inferNode checks a node's arguments against the op table and returns its type and axis.
func inferNode(g *Graph, n *Node) (tensor.Type, Axis, error) {
	info := &ops[n.Op]
	if len(n.In) != len(info.args) {
		return tensor.Type{}, 0, fmt.Errorf("%d arguments, want %d", len(n.In), len(info.args))
	}
	if reflect.TypeOf(n.Attr) != reflect.TypeOf(info.attr) {
		return tensor.Type{}, 0, fmt.Errorf("attribute %T, want %T", n.Attr, info.attr)
	}
	types := make([]tensor.Type, len(n.In))
	for i, v := range n.In {
		if v < 0 || int(v) >= len(g.Nodes) {
			return tensor.Type{}, 0, fmt.Errorf("argument %s is no value of this graph", info.args[i].Name)
		}
		types[i] = g.Nodes[v].Type
		if err := checkKind(info.args[i], &g.Nodes[v]); err != nil {
			return tensor.Type{}, 0, err
		}
	}
	t, err := info.infer(types, n.Attr)
	axis := AxisNone
	if info.rows >= 0 {
		axis = g.Nodes[n.In[info.rows]].Axis
	}
	return t, axis, err
}

func checkKind(a Arg, n *Node) error {
	t, ok := n.Type, false
	switch a.Kind {
	case ArgX:
		ok = t.DType == tensor.F32 && t.Shape.Rank() == 2 && n.Axis != AxisNone
	case ArgI:
		ok = t.DType == tensor.I32 && t.Shape.Rank() == 1 && n.Axis != AxisNone
	case ArgW:
		ok = n.Op == OpWeight && (t.DType.Float() || t.DType.Quantised())
	case ArgS:
		ok = (n.Op == OpState || n.Op == OpKVWrite) && t.DType.Cache() && t.Shape.Rank() == 3
	}
	if !ok {
		kind := [...]string{"an F32 activation [rows, cols]", "an I32 vector", "a weight", "a cache [B,S,C] of F32, F16 or Q8_0"}[a.Kind]
		return fmt.Errorf("%s is %s %v, want %s", a.Name, n.Op, t, kind)
	}
	return nil
}

// site returns the program counter of the first caller outside this file's methods.
func site() uintptr {
	var pcs [8]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		if !strings.Contains(f.Function, "graph.(*Builder).") || !more {
			return f.PC + 1 // CallersFrames takes return addresses
		}
	}
}
