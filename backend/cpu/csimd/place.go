//go:build cgo

package csimd

import "slices"

// arenaAlign is the alignment of every value: a cache line, so that threads writing neighbouring values
// do not contend.
const arenaAlign = 64

// pack gives each of the slots an offset so that slots whose ranges first…last overlap share no bytes, the
// largest first, each at the lowest free offset. Slots of size 0 get −1.
func pack(first, last []int, size func(slot int) int) (offsets []int, total int) {
	offsets = make([]int, len(first))
	var order []int
	for s := range first {
		offsets[s] = -1
		if size(s) > 0 {
			order = append(order, s)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return size(b) - size(a) })
	type span struct{ from, to int }
	var placed []int
	for _, s := range order {
		n := (size(s) + arenaAlign - 1) &^ (arenaAlign - 1)
		var busy []span
		for _, u := range placed {
			if first[u] <= last[s] && first[s] <= last[u] {
				busy = append(busy, span{offsets[u], offsets[u] + (size(u)+arenaAlign-1)&^(arenaAlign-1)})
			}
		}
		slices.SortFunc(busy, func(a, b span) int { return a.from - b.from })
		at := 0
		for _, b := range busy {
			if at+n <= b.from {
				break
			}
			at = max(at, b.to)
		}
		offsets[s] = at
		total = max(total, at+n)
		placed = append(placed, s)
	}
	return offsets, total
}
