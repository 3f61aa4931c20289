package gpu

import "github.com/gemma-bench/gemma/graph"

// A Storage says who owns the memory behind a Span.
type Storage uint8

const (
	StoreNone    Storage = iota // the binding is not used
	StoreStep                   // the live counts
	StoreArena                  // Program.Arena bytes
	StoreScratch                // Program.Scratch bytes
	StoreTable                  // table Index
	StoreWeight                 // weight Value
	StoreInput                  // bound input Index
	StoreState                  // bound state Index
	StoreOutput                 // bound output Index
	StoreScreen                 // the screen of weight Value
	StoreCounts                 // four words
)

// A Span is a part of some storage: Size bytes at Off, or all that follows if Size is 0.
type Span struct {
	In        Storage
	Index     int
	Value     graph.Value
	Off, Size uint64
}

// Locate finds the storage behind a Ref.
func (p *Program) Locate(a Ref) Span {
	s := Span{Off: a.Off, Size: a.Size}
	switch a.Kind {
	case RefLive:
		s.In, s.Size = StoreStep, 8
	case RefTable:
		s.In, s.Index = StoreTable, a.Table
	case RefScratch:
		s.In = StoreScratch
	case RefScreen:
		s.In, s.Value = StoreScreen, a.Value
	case RefCounts:
		s.In = StoreCounts
	case RefQuants:
		s.In, s.Value = StoreWeight, a.Value
	case RefScales:
		s.In, s.Value = StoreWeight, a.Value
		s.Off += p.Packings[a.Value].ScalesAt
	case RefValue:
		return p.locateValue(a)
	}
	return s
}

// locateValue finds an activation in the arena, or the bound buffer of an input, state or output.
func (p *Program) locateValue(a Ref) Span {
	v := a.Value
	s := Span{Value: v, Off: a.Off, Size: a.Size}
	if s.Size == 0 {
		s.Size = (uint64(p.Graph.Nodes[v].Type.Bytes()) + 3) &^ 3 // kernels read words
	}
	if off := p.plan.Offsets[v]; off >= 0 {
		s.In, s.Off = StoreArena, s.Off+uint64(off)
		return s
	}
	root := p.Graph.Root(v)
	for i, in := range p.Inputs {
		if in == root {
			s.In, s.Index = StoreInput, i
			return s
		}
	}
	for i, st := range p.States {
		if st == root {
			s.In, s.Index = StoreState, i
			return s
		}
	}
	for i, o := range p.Graph.Outputs {
		if o.Value == v {
			s.In, s.Index = StoreOutput, i
			return s
		}
	}
	panic("BUG: gpu: a value has no storage")
}

// Stores are the memory behind the storages of a program, in a backend's own terms.
type Stores[M any] struct {
	Step, Arena, Scratch M
	Screen, Counts       M // of a screened program
	Tables               []M
	Weights              map[graph.Value]M
	Bound                []M // inputs, then states, then outputs
}

// Find locates a Ref of p and returns the memory that its span is a part of; ok is false if there is none.
func (o *Stores[M]) Find(p *Program, a Ref) (m M, s Span, ok bool) {
	s = p.Locate(a)
	switch s.In {
	case StoreNone:
		return m, s, false
	case StoreStep:
		m = o.Step
	case StoreArena:
		m = o.Arena
	case StoreScratch:
		m = o.Scratch
	case StoreTable:
		m = o.Tables[s.Index]
	case StoreWeight:
		m = o.Weights[s.Value]
	case StoreScreen:
		m = o.Screen
	case StoreCounts:
		m = o.Counts
	case StoreInput:
		m = o.Bound[s.Index]
	case StoreState:
		m = o.Bound[len(p.Inputs)+s.Index]
	case StoreOutput:
		m = o.Bound[len(p.Inputs)+len(p.States)+s.Index]
	}
	return m, s, true
}
