package graph

import "fmt"

// An Attr holds the constants of a node. Each operation has its own comparable struct, listed in
// the op table; operations without constants have a nil Attr.
type Attr interface{ String() string }

// EmbedAttr scales the rows of an embedding; Gemma uses √D.
type EmbedAttr struct{ Scale float32 }

// RMSNormAttr holds the ε added to the mean square.
type RMSNormAttr struct{ Eps float32 }

// RoPEAttr describes a rotary embedding over heads of HeadDim values: pair j turns by
// pos · Scale · Base^(-2j/HeadDim) radians. Scale is 1/factor for linear context scaling.
type RoPEAttr struct {
	HeadDim int
	Base    float32
	Scale   float32
}

// RMSNormRoPEAttr joins the two.
type RMSNormRoPEAttr struct {
	Norm RMSNormAttr
	RoPE RoPEAttr
}

// AttentionAttr describes grouped-query attention. Window is the number of positions that a query
// sees, its own included; 0 means all. Scale multiplies the scores.
type AttentionAttr struct {
	Heads, KVHeads, HeadDim int
	Window                  int
	Scale                   float32
}

// SoftmaxAttr gives the length of the runs that are normalised.
type SoftmaxAttr struct{ Cols int }

// TopKAttr gives the number of values to keep.
type TopKAttr struct{ K int }

func (a EmbedAttr) String() string   { return fmt.Sprintf("scale=%v", a.Scale) }
func (a RMSNormAttr) String() string { return fmt.Sprintf("eps=%v", a.Eps) }
func (a RoPEAttr) String() string {
	return fmt.Sprintf("head_dim=%d base=%v scale=%v", a.HeadDim, a.Base, a.Scale)
}
func (a RMSNormRoPEAttr) String() string { return a.Norm.String() + " " + a.RoPE.String() }
func (a AttentionAttr) String() string {
	return fmt.Sprintf("heads=%d kv_heads=%d head_dim=%d window=%d scale=%v", a.Heads, a.KVHeads, a.HeadDim, a.Window, a.Scale)
}
func (a SoftmaxAttr) String() string { return fmt.Sprintf("cols=%d", a.Cols) }
func (a TopKAttr) String() string    { return fmt.Sprintf("k=%d", a.K) }
