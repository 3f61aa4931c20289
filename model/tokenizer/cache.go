package tokenizer

import (
	"encoding/binary"
	"unsafe"
)

const (
	// cacheSize, cacheText and cacheIDs: 2048 entries of 32 bytes stay in a second-level cache, and
	// 15 bytes and 4 ids hold nearly every word of ordinary text.
	cacheSize = 2048
	cacheText = 15
	cacheIDs  = 4
)

// cached is a word and its ids. Words repeat: this saves merging them anew. The zero value holds nothing.
type cached struct {
	text [16]byte // the word, padded with zeros, its length last
	ids  [cacheIDs]int32
	n    uint8
}

// lookup returns the entry where a word would be, or nil if it is too long to be kept. The two words that
// stand for its bytes are hashed; a collision costs time only.
func (s *state) lookup(text []byte) *cached {
	if len(text) > cacheText {
		return nil
	}
	key := padded(text)
	a, b := binary.LittleEndian.Uint64(key[:8]), binary.LittleEndian.Uint64(key[8:])
	// 2⁶⁴ divided by the golden ratio, and an odd constant of murmur3.
	h := (a*0x9e3779b97f4a7c15 ^ b) * 0xff51afd7ed558ccd
	return &s.cache[h>>32%cacheSize]
}

func padded(text []byte) (key [16]byte) {
	copy(key[:cacheText], text)
	key[cacheText] = byte(len(text))
	return key
}

func (c *cached) holds(text []byte) bool { return c.n > 0 && c.text == padded(text) }

func (c *cached) keep(text []byte, ids []int32) {
	if len(ids) <= cacheIDs {
		c.text, c.n = padded(text), uint8(len(ids))
		copy(c.ids[:], ids)
	}
}

// pairSize is the number of remembered pairs: 64 KiB, for the second-level cache.
const pairSize = 4096

// rememberedPair is what two tokens make. The zero value holds nothing.
type rememberedPair struct {
	key   uint64 // pairKey
	made  int32
	order uint32
}

func pairKey(left, right int32) uint64 { return uint64(left)<<32 | uint64(right) | 1<<63 }

// remembered returns the entry where a pair would be: looking there is several times cheaper than finding
// the text of both in the index, whose memory is far away.
func (s *state) remembered(left, right int32) *rememberedPair {
	return &s.made[pairKey(left, right)*0x9e3779b97f4a7c15>>32%pairSize]
}

// viewString returns b as a string without copying.
func viewString(b []byte) string {
	// SAFETY: the string is used only while b is not written to; it is never kept.
	return unsafe.String(unsafe.SliceData(b), len(b))
}
