package tokenizer

import (
	"hash/maphash"
	"math/bits"
	"slices"
)

// index finds a token by its text: open addressing, linear probing, at most half full. A slot is
// tag<<24 | id+1, or 0 if free; the tag saves most looks at the text of tokens with another hash.
// The hash is seeded at random, so that no file can be made to collide.
type index struct {
	slots   []uint32
	seed    maphash.Seed
	touched uint32 // keeps the reads that fetch slots from being left out
}

func newIndex(n int) index {
	return index{slots: make([]uint32, 1<<bits.Len(uint(2*n))), seed: maphash.MakeSeed()}
}

// fill enters tokens. If two have the same text it returns their ids, else None twice.
func (x *index) fill(t *Tokenizer, ids []int32) (int32, int32) {
	// In batches, so that the processor waits for many slots at a time: they are all over the memory.
	var hashes [32]uint64
	mask := uint64(len(x.slots) - 1)
	for batch := range slices.Chunk(ids, len(hashes)) {
		touched := uint32(0)
		for i, id := range batch {
			hashes[i] = maphash.Bytes(x.seed, t.bytes(id))
			touched |= x.slots[hashes[i]&mask]
		}
		x.touched = touched
		for i, id := range batch {
			slot, old := x.probe(t, t.bytes(id), hashes[i])
			if old != None {
				return old, id
			}
			x.slots[slot] = uint32(hashes[i]>>56)<<24 | uint32(id+1)
		}
	}
	return None, None
}

// find returns the id of the token with this text, or None.
func (x *index) find(t *Tokenizer, text []byte) int32 {
	_, id := x.probe(t, text, maphash.Bytes(x.seed, text))
	return id
}

// probe returns the slot where the text is, or belongs, and the id there, or None.
func (x *index) probe(t *Tokenizer, text []byte, hash uint64) (slot, id int32) {
	mask := uint64(len(x.slots) - 1)
	tag := uint32(hash >> 56)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := x.slots[i]
		if s == 0 {
			return int32(i), None
		}
		if s>>24 == tag {
			id := int32(s&maxTokens) - 1
			if string(t.bytes(id)) == string(text) {
				return int32(i), id
			}
		}
	}
}

// pairs holds the merges of a tokenizer.json: which two tokens become which, and their rank in the list.
type pairs struct {
	keys []uint64 // left<<32 | right+1, or 0 if free
	made []uint64 // rank<<32 | id of the merged token
}

func newPairs(n int) *pairs {
	size := 1 << bits.Len(uint(2*n))
	return &pairs{keys: make([]uint64, size), made: make([]uint64, size)}
}

func (p *pairs) slot(left, right int32) (i uint64, key uint64) {
	key = uint64(left)<<32 | uint64(right+1)
	mask := uint64(len(p.keys) - 1)
	// A finaliser of 64-bit murmur3: spreads the low bits of both ids over the mask.
	h := key
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	for i = h & mask; p.keys[i] != 0 && p.keys[i] != key; i = (i + 1) & mask {
	}
	return i, key
}

// add enters a merge; of two for the same pair the later counts, as in Hugging Face's map.
func (p *pairs) add(left, right, id int32, rank uint32) {
	i, key := p.slot(left, right)
	p.keys[i], p.made[i] = key, uint64(rank)<<32|uint64(id)
}

// find returns the token that left and right make and the rank of the merge, or None and noMerge.
func (p *pairs) find(left, right int32) (id int32, order uint32) {
	i, key := p.slot(left, right)
	if p.keys[i] != key {
		return None, noMerge
	}
	return int32(uint32(p.made[i])), uint32(p.made[i] >> 32)
}
