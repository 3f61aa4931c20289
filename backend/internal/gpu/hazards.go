package gpu

// A Range is a part of a buffer, which its backend numbers from 1 on; 0 is none.
type Range struct {
	Buffer   uint64
	Off, Len uint64
}

// Hazards are the ranges that launches since the last barrier read and write.
type Hazards struct{ reads, writes []Range }

func overlap(list []Range, r Range) bool {
	for _, o := range list {
		if o.Buffer == r.Buffer && o.Off < r.Off+r.Len && r.Off < o.Off+o.Len {
			return true
		}
	}
	return false
}

// Conflict reports whether a launch must wait for one since the last barrier.
func (h *Hazards) Conflict(ranges []Range, d *Launch) bool {
	for i, r := range ranges {
		if r.Buffer == 0 {
			continue
		}
		if overlap(h.writes, r) || d.Writes(i) && overlap(h.reads, r) {
			return true
		}
	}
	return false
}

// Add notes what a launch reads and writes.
func (h *Hazards) Add(ranges []Range, d *Launch) {
	for i, r := range ranges {
		switch {
		case r.Buffer == 0:
		case d.Writes(i):
			h.writes = append(h.writes, r)
		default:
			h.reads = append(h.reads, r)
		}
	}
}

// Clear forgets all, as after a barrier.
func (h *Hazards) Clear() { h.reads, h.writes = h.reads[:0], h.writes[:0] }
