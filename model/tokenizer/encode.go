package tokenizer

import (
	"strings"
	"unicode/utf8"
)

// EncodeOptions say how Encode reads its text. The zero value is right for text of unknown origin.
type EncodeOptions struct {
	// Special makes control tokens out of their names: "<start_of_turn>" becomes one id. Without it names
	// are ordinary text, and no control id comes out.
	Special bool
	// BOS puts the begin-of-text id first. It is not put where it is already: before a text that itself
	// begins with it, or into a dst that is not empty, whose sequence has begun.
	BOS bool
}

// maxWord is where a stretch of text without word boundary is cut, in bytes: it bounds the scratch
// memory (about 40 bytes for each byte) by a constant.
const maxWord = 8 << 20

// Encode appends the ids of text to dst and returns the extended slice. Each id is in 0:Len().
// It allocates nothing once dst is large enough and scratch memory exists.
func (t *Tokenizer) Encode(dst []int32, text string, o EncodeOptions) []int32 {
	s, _ := t.states.Get().(*state)
	if s == nil {
		s = &state{}
	}
	s.Tokenizer, s.out = t, dst
	s.added, s.runs = t.added[0], t.runs[0]
	if o.Special {
		s.added, s.runs = t.added[1], t.runs[1]
	}
	if o.BOS && t.bos != None && len(dst) == 0 && !t.beginsWithBOS(s.added, text) {
		s.out = append(s.out, t.bos)
	}
	s.encode(text)
	dst = s.out
	s.out = nil
	if s.small() {
		t.states.Put(s)
	}
	return dst
}

func (t *Tokenizer) beginsWithBOS(added *matcher, text string) bool {
	id, _ := added.longest(text)
	return id == t.bos
}

// state is the scratch memory of one Encode.
type state struct {
	*Tokenizer
	added, runs *matcher
	out         []int32
	used        []bool // see Trace, which does not return its state; else nil

	norm  []byte // text between two added tokens, with spaces replaced
	word  word
	cache [cacheSize]cached
	made  [pairSize]rememberedPair
}

// small reports whether the memory is worth keeping: what one long text needed would otherwise stay for ever.
func (s *state) small() bool { return cap(s.norm) <= 1<<20 && cap(s.word.symbols) <= 1<<16 }

// encode cuts text at added tokens.
func (s *state) encode(text string) {
	from := 0
	for p := 0; p < len(text); {
		if !s.added.first[text[p]] {
			p++
			continue
		}
		id, n := s.added.longest(text[p:])
		if n == 0 {
			p++
			continue
		}
		s.gap(text[from:p])
		s.out = append(s.out, id)
		p += n
		from = p
	}
	s.gap(text[from:])
}

// gap encodes text without added tokens: it replaces spaces, cuts out runs of them and splits into words.
func (s *state) gap(text string) {
	if text == "" {
		return
	}
	s.norm = appendMeta(s.norm[:0], text)
	norm := s.norm
	from := 0
	for p := 0; p < len(norm); {
		if norm[p] != meta[0] && !s.runs.first[norm[p]] {
			p++
			continue
		}
		if id, n := s.runs.longest(viewString(norm[p:])); n > 0 {
			s.words(norm[from:p])
			s.out = append(s.out, id)
			p += n
			from = p
			continue
		}
		if !isMeta(norm[p:]) {
			p++
			continue
		}
		if p > from && !s.joins[norm[p-1]] {
			s.words(norm[from:p])
			from = p
		}
		p += len(meta)
	}
	s.words(norm[from:])
}

// words encodes one word, or the parts of one that is too long.
func (s *state) words(text []byte) {
	for len(text) > maxWord {
		n := maxWord
		for n > maxWord-utf8.UTFMax && !utf8.RuneStart(text[n]) {
			n--
		}
		s.encodeWord(text[:n])
		text = text[n:]
	}
	if len(text) > 0 {
		s.encodeWord(text)
	}
}

func isMeta(b []byte) bool {
	return len(b) >= 3 && b[0] == meta[0] && b[1] == meta[1] && b[2] == meta[2]
}

// appendMeta appends text with each space replaced.
func appendMeta(dst []byte, text string) []byte {
	for {
		i := strings.IndexByte(text, ' ')
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		dst = append(dst, meta...)
		text = text[i+1:]
	}
}
