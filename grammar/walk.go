package grammar

// A walker walks trees of tokens along automata. Its memory is reused.
type walker struct {
	u      union
	path   [maxToken + 1]int32 // state or config at each depth
	follow *byteSet            // what may come after the rule; nil: its ends do not matter
	tails  []entry             // what is left of tokens where the rule may have ended
	locals []*local
	work   int // nodes and tokens looked at
}

// all is the range of numbers of characters that holds all of them.
func (w *walker) all() span { return span{0, maxToken} }

// accept takes the entries that end at node i and have a number of characters in a range.
func (w *walker) accept(t *trie, i int32, chars span) {
	for _, e := range t.ends[t.nodes[i].first:t.nodes[i+1].first] {
		if chars.lo <= e.chars && e.chars <= chars.hi {
			w.u.add(e.id)
		}
	}
}

// end notes what is left of tokens at node i, where the rule may have ended, as far as it may follow.
func (w *walker) end(g *Grammar, t *trie, i int32, chars span) {
	nodes := t.nodes
	for j := i + 1; j < nodes[i].skip; j = nodes[j].skip {
		w.work++
		if !w.follow.has(g.class[nodes[j].byte]) {
			continue
		}
		for _, e := range t.ends[nodes[j].first:nodes[nodes[j].skip].first] {
			if chars.lo <= e.chars && e.chars <= chars.hi {
				w.tails = append(w.tails, entry{id: e.id, off: e.off + nodes[i].depth})
			}
		}
	}
}

// walk runs the entries of a tree that begin after a number of characters in a range from a state within whose
// rule there are no calls.
func (g *Grammar) walk(t *trie, state int32, chars span, w *walker) {
	nodes, path := t.nodes, &w.path
	path[0] = state
	if w.follow != nil && g.accept[state] && chars.hi > 0 {
		w.end(g, t, 0, span{max(chars.lo, 1), chars.hi})
	}
	for i := int32(1); i < nodes[0].skip; {
		n := &nodes[i]
		w.work++
		to := g.next[int(path[n.depth-1])*g.classes+int(g.class[n.byte])]
		if to < 0 {
			i = n.skip
			continue
		}
		path[n.depth] = to
		if nodes[i+1].first > n.first {
			w.accept(t, i, chars)
		}
		if i+1 < n.skip && w.follow != nil && g.accept[to] {
			w.end(g, t, i, chars)
		}
		i++
	}
}

// walk runs the entries of a tree that begin after a number of characters in a range from a config.
func (m *machine) walk(t *trie, conf int32, chars span, w *walker) {
	nodes, path := t.nodes, &w.path
	path[0] = conf
	if w.follow != nil && m.confs.at(conf).escape && chars.hi > 0 {
		w.end(m.g, t, 0, span{max(chars.lo, 1), chars.hi})
	}
	for i := int32(1); i < nodes[0].skip; {
		n := &nodes[i]
		w.work++
		to := m.step(path[n.depth-1], n.byte)
		if to < 0 {
			i = n.skip
			continue
		}
		path[n.depth] = to
		if nodes[i+1].first > n.first {
			w.accept(t, i, chars)
		}
		if i+1 < n.skip && w.follow != nil && m.confs.at(to).escape {
			w.end(m.g, t, i, chars)
		}
		i++
	}
}
