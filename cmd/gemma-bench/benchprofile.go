package main

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/bench"
	"github.com/gemma-bench/gemma/internal/results"
)

// profile runs the test once on an engine that times every operation, after a shorter run that compiles, lays out
// weights and touches memory for the first time.
func (b *benchRun) profile(ctx context.Context, s bench.Setup, d backend.Backend, r *results.Result) error {
	e, err := b.engine(s, d, true)
	if err != nil {
		return err
	}
	defer e.Close()
	t, err := b.timer(e, r)
	if err != nil {
		return err
	}
	defer t.s.Close()
	b.p.say("%s: %s: profiling", r.Backends, r.Test())
	for _, gen := range []int{min(r.Gen, warmupGen), r.Gen} {
		if err := t.rewind(ctx); err != nil {
			return err
		}
		p := &profile{tokens: r.Prompt + r.Gen, roof: r.Roofline, before: e.Stats(), screened: e.ScreenStats()}
		out := b.model.model.Output()
		p.head, p.headRow = int64(len(out.Data)), int64(out.Type.RowBytes())
		if err := t.run(ctx, gen); err != nil {
			return err
		}
		p.add(e.Stats())
		p.screen(e.ScreenStats())
		r.Profile, r.Tensors, r.Threading = p.operations(), p.tensors(), p.threads()
	}
	return nil
}

// A profile sums up what the nodes of all programs took between two looks at their totals.
type profile struct {
	tokens        int
	roof          *results.Roof
	before        []engine.ProgramStats
	screened      engine.ScreenStats
	head, headRow int64 // bytes of the head, and of one of its rows

	ops, classes map[string]*spent
	each         []backend.ThreadTime
	busy         time.Duration
}

// spent is what a group of nodes took.
type spent struct {
	nodes          int
	took           time.Duration
	work, wait     time.Duration // of all threads together
	read, all, ops int64         // bytes of weights and caches, bytes in all, operations
}

// add takes the totals after the run.
func (p *profile) add(after []engine.ProgramStats) {
	p.ops, p.classes = map[string]*spent{}, map[string]*spent{}
	was := map[string]*backend.Stats{}
	for i := range p.before {
		was[p.before[i].Step] = &p.before[i].Stats
	}
	for i := range after {
		now, old := &after[i].Stats, was[after[i].Step]
		p.busy += now.Busy
		if old != nil {
			p.busy -= old.Busy
		}
		for v := range now.Nodes {
			n := now.Nodes[v]
			if old != nil {
				n = since(n, &old.Nodes[v])
			}
			p.node(&n)
		}
	}
}

// since returns what n took beyond old. Times are shares of those of a group of nodes, and the shares move: what would be
// less than nothing is nothing.
func since(n backend.NodeStats, old *backend.NodeStats) backend.NodeStats {
	n.Time = max(n.Time-old.Time, 0)
	n.Screen = min(max(n.Screen-old.Screen, 0), n.Time)
	n.Cost = less(n.Cost, old.Cost)
	n.Threads = slices.Clone(n.Threads)
	for i := range n.Threads {
		n.Threads[i].Work = max(n.Threads[i].Work-old.Threads[i].Work, 0)
		n.Threads[i].Wait = max(n.Threads[i].Wait-old.Threads[i].Wait, 0)
	}
	return n
}

func (p *profile) node(n *backend.NodeStats) {
	s := spent{nodes: 1, took: n.Time, read: n.Cost.WeightBytes + n.Cost.CacheBytes, all: n.Cost.Bytes(), ops: n.Cost.FLOPs}
	for i, t := range n.Threads {
		if i == len(p.each) {
			p.each = append(p.each, backend.ThreadTime{})
		}
		p.each[i].Work += t.Work
		p.each[i].Wait += t.Wait
		s.work += t.Work
		s.wait += t.Wait
	}
	count(p.ops, n.Op.String(), s)
	if n.Op.Leaf() {
		return
	}
	if n.Screen > 0 {
		count(p.classes, "screen", spent{nodes: 1, took: n.Screen})
		s.took -= n.Screen
	}
	count(p.classes, class(n), s)
}

// count adds s to what a name has.
func count(m map[string]*spent, name string, s spent) {
	g := m[name]
	if g == nil {
		g = &spent{}
		m[name] = g
	}
	g.nodes += s.nodes
	g.took += s.took
	g.work += s.work
	g.wait += s.wait
	g.read += s.read
	g.all += s.all
	g.ops += s.ops
}

// The classes of tensors, in the order in which a step reads them.
var classes = []string{"embedding", "attn_q", "attn_k", "attn_v", "kv cache", "attn_output", "ffn_gate, ffn_up", "ffn_down", "screen", "head", "rest"}

// class says what a node reads most of: which matrix of the layers, the cache, or neither.
func class(n *backend.NodeStats) string {
	switch n.Op {
	case graph.OpEmbed:
		return "embedding"
	case graph.OpKVWrite, graph.OpAttention, graph.OpAttnScores, graph.OpAttnMix:
		return "kv cache"
	case graph.OpMatMulTopK:
		return "head"
	case graph.OpMatMul, graph.OpMatMulGeGLU:
		switch name := strings.TrimPrefix(path.Ext(strings.TrimSuffix(n.Weight, ".weight")), "."); name {
		case "ffn_gate", "ffn_up":
			return "ffn_gate, ffn_up"
		case "attn_q", "attn_k", "attn_v", "attn_output", "ffn_down":
			return name
		case "": // token_embd, output: no layer's
			return "head"
		}
	}
	return "rest"
}

// screen corrects the bytes of the head by those of the steps that a screen answered.
func (p *profile) screen(now engine.ScreenStats) {
	steps, read, exact := now.Steps-p.screened.Steps, now.Read-p.screened.Read, now.Exact-p.screened.Exact
	head := p.classes["head"]
	if head == nil {
		return
	}
	if steps == 0 { // what looked for a screen and found none
		if c := p.classes["screen"]; c != nil {
			head.took += c.took
			delete(p.classes, "screen")
		}
		return
	}
	rows := exact * p.headRow
	head.read += rows - steps*p.head
	count(p.classes, "screen", spent{read: read - rows})
	if o := p.ops[graph.OpMatMulTopK.String()]; o != nil {
		o.all += read - steps*p.head
	}
}

// operations returns the operations that took time, the longest first.
func (p *profile) operations() []results.OpTime {
	all := time.Duration(0)
	for _, o := range p.ops {
		all += o.took
	}
	var list []results.OpTime
	for name, o := range p.ops {
		if o.took == 0 {
			continue // inputs and weights
		}
		list = append(list, results.OpTime{Op: name, Count: o.nodes, NS: int(o.took), Share: float64(o.took) / float64(all),
			GBs: float64(o.all) / float64(o.took), WorkNS: int(o.work), WaitNS: int(o.wait), WaitShare: o.waited()})
	}
	slices.SortFunc(list, func(a, b results.OpTime) int { return cmp.Or(b.NS-a.NS, strings.Compare(a.Op, b.Op)) })
	return list
}

// waited returns the share of its threads' time that was spent waiting.
func (s *spent) waited() float64 { return float64(s.wait) / float64(max(s.work+s.wait, 1)) }

// tensors returns the classes of tensors that were read.
func (p *profile) tensors() []results.TensorTime {
	all := time.Duration(0)
	for _, c := range p.classes {
		all += c.took
	}
	var list []results.TensorTime
	for _, name := range classes {
		c := p.classes[name]
		if c == nil || c.took <= 0 {
			continue
		}
		t := results.TensorTime{Class: name, BytesPerToken: float64(c.read) / float64(max(p.tokens, 1)), NS: int(c.took),
			Share: float64(c.took) / float64(all), GBs: float64(c.read) / float64(c.took), Gops: float64(c.ops) / float64(c.took)}
		if name == "head" && p.classes["screen"] != nil {
			t.Gops = 0 // not counted
		}
		if f := p.roof; f != nil && f.PeakGBs > 0 {
			t.MemoryShare = t.GBs / f.PeakGBs
		}
		if f := p.roof; f != nil && f.PeakGops > 0 {
			t.ComputeShare = t.Gops / f.PeakGops
		}
		list = append(list, t)
	}
	return list
}

// threads returns what each thread did while steps ran.
func (p *profile) threads() []results.ThreadTime {
	var list []results.ThreadTime
	for _, t := range p.each {
		list = append(list, results.ThreadTime{WorkNS: int(t.Work), WaitNS: int(t.Wait), AwayNS: int(max(p.busy-t.Work-t.Wait, 0))})
	}
	return list
}

// profileTable formats the profile of a test.
func profileTable(r *results.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s by operation:\n", r.Backends, r.Test())
	for _, o := range r.Profile {
		fmt.Fprintf(&b, "  %-16s %5.1f %%  %10.3f ms  %6.1f GB/s  ", o.Op, 100*o.Share, float64(o.NS)/1e6, o.GBs)
		if o.WorkNS > 0 {
			fmt.Fprintf(&b, "threads wait %4.1f %%  ", 100*o.WaitShare)
		}
		fmt.Fprintf(&b, "in %d nodes\n", o.Count)
	}
	if len(r.Tensors) > 0 {
		b.WriteString("by what is read:\n")
	}
	for _, t := range r.Tensors {
		fmt.Fprintf(&b, "  %-16s %5.1f %%  %10.3f MB a token  %6.1f GB/s", t.Class, 100*t.Share, t.BytesPerToken/1e6, t.GBs)
		if t.MemoryShare > 0 {
			fmt.Fprintf(&b, "  %3.0f %% of memory's", 100*t.MemoryShare)
		}
		if t.ComputeShare > 0 {
			fmt.Fprintf(&b, "  %6.0f Gop/s  %3.0f %% of int8's", t.Gops, 100*t.ComputeShare)
		}
		b.WriteByte('\n')
	}
	for i, t := range r.Threading {
		all := float64(max(t.WorkNS+t.WaitNS+t.AwayNS, 1)) / 100
		fmt.Fprintf(&b, "thread %d: working %.1f %%, waiting for others %.1f %%, neither %.1f %%\n", i, float64(t.WorkNS)/all, float64(t.WaitNS)/all, float64(t.AwayNS)/all)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
