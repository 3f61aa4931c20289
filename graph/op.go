package graph

import (
	"fmt"

	"github.com/gemma-bench/gemma/tensor"
)

// An Op names an operation. The zero Op is invalid.
type Op uint8

// The operations. Leaves have no inputs; primitives have no decomposition; fused operations carry
// one, so that a backend without a kernel for them still runs them.
const (
	OpInvalid Op = iota

	OpInput
	OpWeight
	OpState

	OpEmbed
	OpRMSNorm
	OpMatMul
	OpRoPE
	OpGELU
	OpAdd
	OpMul
	OpRows
	OpKVWrite
	OpAttnScores
	OpSoftmax
	OpAttnMix
	OpTopK

	OpAttention
	OpRMSNormAdd
	OpRMSNormRoPE
	OpGeGLU
	OpMatMulGeGLU
	OpMatMulTopK

	numOps
)

// A Tolerance is the class that decides how far a backend's result may be from the reference.
type Tolerance uint8

// The tolerance classes, from strictest to loosest. backend/backendtest gives each its numbers.
const (
	TolExact       Tolerance = iota // copies and selections: bit for bit
	TolElementwise                  // a few roundings per value
	TolReduce                       // sums over a row, transcendental functions
	TolMatMul                       // dot products, possibly with quantised activations
)

// String returns the class's name.
func (t Tolerance) String() string {
	return [...]string{"exact", "elementwise", "reduce", "matmul"}[t]
}

// An ArgKind says what may be passed as an argument of an operation.
type ArgKind uint8

// The argument kinds.
const (
	ArgX ArgKind = iota // F32 activation [rows, cols]
	ArgI                // I32 vector, one entry per row
	ArgW                // weight: a matrix of any float or quantised type, or an F32 vector
	ArgS                // state: a cache value [B, S, G*E] of F32 or F16
)

// An Arg is a named argument of an operation.
type Arg struct {
	Name string
	Kind ArgKind
}

type opInfo struct {
	name    string
	doc     string // the formula, for docs/OPS.md
	args    []Arg
	rows    int  // index of the argument whose rows the result has; -1: none
	attr    Attr // zero value of the attribute struct, nil when the operation takes none
	tol     Tolerance
	infer   func(in []tensor.Type, a Attr) (tensor.Type, error)
	expand  func(b *Builder, in []Value, a Attr) Value                // decomposition, nil for primitives
	pattern func(g *Graph, uses []int, n *Node) ([]Value, Attr, bool) // fusion, nil when the model names the op itself
}

func x(name string) Arg { return Arg{name, ArgX} }
func i(name string) Arg { return Arg{name, ArgI} }
func w(name string) Arg { return Arg{name, ArgW} }
func s(name string) Arg { return Arg{name, ArgS} }

var ops [numOps]opInfo

// The table is filled in init because decompositions call Builder methods, which read the table.
func init() {
	ops = [numOps]opInfo{
		OpInvalid: {name: "invalid", rows: -1},
		OpInput:   {name: "input", doc: "a value bound at each run", rows: -1},
		OpWeight:  {name: "weight", doc: "a parameter bound at compile time", rows: -1},
		OpState:   {name: "state", doc: "a cache that lives across runs", rows: -1},

		OpEmbed: {name: "embed", doc: "y[t] = scale · w[ids[t]]", args: []Arg{w("w"), i("ids")}, rows: 1,
			attr: EmbedAttr{}, tol: TolElementwise, infer: inferEmbed},
		OpRMSNorm: {name: "rms_norm", doc: "y = x / √(mean(x²)+ε) · w over each run of len(w) values", args: []Arg{x("x"), w("w")}, rows: 0,
			attr: RMSNormAttr{}, tol: TolReduce, infer: inferRMSNorm},
		OpMatMul: {name: "matmul", doc: "y[t,n] = Σₖ x[t,k] · w[n,k]", args: []Arg{x("x"), w("w")}, rows: 0,
			tol: TolMatMul, infer: inferMatMul},
		OpRoPE: {name: "rope", doc: "rotates the pairs (j, j+E/2) of each head by pos · scale · base^(-2j/E)", args: []Arg{x("x"), i("pos")}, rows: 0,
			attr: RoPEAttr{}, tol: TolReduce, infer: inferRoPE},
		OpGELU: {name: "gelu", doc: "y = x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³)))", args: []Arg{x("x")}, rows: 0,
			tol: TolReduce, infer: inferSame},
		OpAdd: {name: "add", doc: "y = a + b", args: []Arg{x("a"), x("b")}, rows: 0, tol: TolElementwise, infer: inferSame},
		OpMul: {name: "mul", doc: "y = a · b", args: []Arg{x("a"), x("b")}, rows: 0, tol: TolElementwise, infer: inferSame},
		OpRows: {name: "rows", doc: "y[r] = x[idx[r]]", args: []Arg{x("x"), i("idx")}, rows: 1,
			tol: TolExact, infer: inferRows},
		OpKVWrite: {name: "kv_write", doc: "state[seq[t], pos[t] mod S] = x[t]", args: []Arg{s("state"), x("x"), i("pos"), i("seq")}, rows: -1,
			tol: TolElementwise, infer: inferKVWrite},
		OpAttnScores: {name: "attn_scores", doc: "y[t,h,s] = scale · q[t,h]·k[seq[t],s,g]; −∞ where row s holds no position in (pos−window, pos]",
			args: []Arg{x("q"), s("k"), i("pos"), i("seq")}, rows: 0, attr: AttentionAttr{}, tol: TolReduce, infer: inferAttnScores},
		OpSoftmax: {name: "softmax", doc: "y = exp(x−max) / Σ exp(x−max) over each run of cols values", args: []Arg{x("x")}, rows: 0,
			attr: SoftmaxAttr{}, tol: TolReduce, infer: inferSoftmax},
		OpAttnMix: {name: "attn_mix", doc: "y[t,h] = Σₛ p[t,h,s] · v[seq[t],s,g], rows with p = 0 skipped", args: []Arg{x("p"), s("v"), i("seq")}, rows: 0,
			attr: AttentionAttr{}, tol: TolReduce, infer: inferAttnMix},
		OpTopK: {name: "top_k", doc: "the k largest as pairs (column, value), largest first, ties by lower column", args: []Arg{x("x")}, rows: 0,
			attr: TopKAttr{}, tol: TolExact, infer: inferTopK},

		OpAttention: {name: "attention", doc: "attn_mix(softmax(attn_scores(q, k)), v)",
			args: []Arg{x("q"), s("k"), s("v"), i("pos"), i("seq")}, rows: 0,
			attr: AttentionAttr{}, tol: TolReduce, infer: inferAttention, expand: expandAttention},
		OpRMSNormAdd: {name: "rms_norm_add", doc: "r + rms_norm(x, w)", args: []Arg{x("x"), w("w"), x("r")}, rows: 0,
			attr: RMSNormAttr{}, tol: TolReduce, infer: inferRMSNormAdd, expand: expandRMSNormAdd, pattern: matchRMSNormAdd},
		OpRMSNormRoPE: {name: "rms_norm_rope", doc: "rope(rms_norm(x, w), pos)", args: []Arg{x("x"), w("w"), i("pos")}, rows: 0,
			attr: RMSNormRoPEAttr{}, tol: TolReduce, infer: inferRMSNormRoPE, expand: expandRMSNormRoPE, pattern: matchRMSNormRoPE},
		OpGeGLU: {name: "geglu", doc: "gelu(g) · u", args: []Arg{x("g"), x("u")}, rows: 0,
			tol: TolReduce, infer: inferSame, expand: expandGeGLU, pattern: matchGeGLU},
		OpMatMulGeGLU: {name: "matmul_geglu", doc: "geglu(matmul(x, wg), matmul(x, wu))", args: []Arg{x("x"), w("wg"), w("wu")}, rows: 0,
			tol: TolMatMul, infer: inferMatMulGeGLU, expand: expandMatMulGeGLU, pattern: matchMatMulGeGLU},
		OpMatMulTopK: {name: "matmul_top_k", doc: "top_k(matmul(x, w))", args: []Arg{x("x"), w("w")}, rows: 0,
			attr: TopKAttr{}, tol: TolMatMul, infer: inferMatMulTopK, expand: expandMatMulTopK, pattern: matchMatMulTopK},
	}
}

// Ops lists every operation that computes something, in table order: primitives, then fused.
func Ops() []Op {
	var all []Op
	for op := OpEmbed; op < numOps; op++ {
		all = append(all, op)
	}
	return all
}

// String returns the operation's name, such as "rms_norm".
func (op Op) String() string {
	if op >= numOps {
		return fmt.Sprintf("Op(%d)", uint8(op))
	}
	return ops[op].name
}

// Doc returns the operation's formula.
func (op Op) Doc() string { return ops[op].doc }

// Args returns the operation's arguments. Callers must not modify the slice.
func (op Op) Args() []Arg { return ops[op].args }

// Tolerance returns the operation's tolerance class.
func (op Op) Tolerance() Tolerance { return ops[op].tol }

// Fused reports whether the operation has a decomposition.
func (op Op) Fused() bool { return ops[op].expand != nil }

// Leaf reports whether the operation is an input, a weight or a state.
func (op Op) Leaf() bool { return op >= OpInput && op <= OpState }
