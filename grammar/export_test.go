package grammar

// Work returns how many nodes, tokens and new transitions the matcher and its constraint have looked at so far.
func (m *Matcher) Work() int {
	m.c.mu.Lock()
	defer m.c.mu.Unlock()
	n := m.w.work + m.c.w.work + exploring*m.c.m.explored
	if m.m != nil {
		n += exploring * m.m.explored
	}
	return n
}
