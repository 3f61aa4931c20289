package tokenizer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"unicode/utf8"
)

var (
	// ErrVocab is wrapped by every error about a vocabulary that contradicts itself: ids out of range,
	// duplicates, missing byte tokens.
	ErrVocab = errors.New("invalid vocabulary")
	// ErrUnsupported is wrapped by every error about a valid tokenizer of a kind that is not Gemma's.
	ErrUnsupported = errors.New("unsupported tokenizer")
)

// RangeError reports a token id outside of the vocabulary.
type RangeError struct {
	ID int32
	V  int // size of the vocabulary
}

func (e *RangeError) Error() string {
	return fmt.Sprintf("tokenizer: id %d outside the vocabulary of %d tokens", e.ID, e.V)
}

// Type is what a token is for, numbered as in GGUF.
//
// ref: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, tokenizer.ggml.token_type
type Type uint8

const (
	TypeNormal      Type = 1 // text, made by merging
	TypeUnknown     Type = 2 // stands for what has no token
	TypeControl     Type = 3 // structure, never text
	TypeUserDefined Type = 4 // text, cut out before merging
	TypeUnused      Type = 5
	TypeByte        Type = 6 // one byte, spelled <0xNN>
)

// None is the id of a token that a vocabulary does not have.
const None int32 = -1

const (
	// maxTokens leaves 8 bits of an index slot for a tag; the largest published vocabulary is 1/64 of it.
	maxTokens = 1<<24 - 1
	// maxTokenLen bounds the bytes compared per candidate, whatever the file says. Gemma 3's longest
	// token has 48 bytes.
	maxTokenLen = 1024
)

// Strings is a list of byte strings. Its strings need to stay valid only while New runs.
// gguf.Strings is one.
type Strings interface {
	Len() int
	Bytes(i int) []byte
}

// Vocab is the vocabulary as GGUF files store it. Its arrays have V elements each, index = id.
type Vocab struct {
	Tokens Strings
	Scores []float32 // higher merges first
	Types  []int32   // a Type each

	BOS, EOS int32 // None if absent
	EOT      int32 // None: the token <end_of_turn>, if there is one
}

// Token is one entry of the vocabulary.
type Token struct {
	Text  string  // as stored: "▁" for a space in normal tokens, <0xNN> for bytes
	Score float32 // 0 from tokenizer.json, which has none
	Type  Type
}

// Tokenizer encodes and decodes. See the package documentation for its rules.
type Tokenizer struct {
	text    []byte   // all tokens, back to back
	offsets []uint32 // [V+1] into text
	scores  []float32
	types   []Type
	control []uint64 // bit set of the ids for which IsControl holds

	bos, eos, eot int32

	chars  index       // token of one symbol or of a merge, by its text
	ascii  [128]int32  // chars for single bytes
	byteID [256]int32  // <0xNN>
	ranks  []uint32    // [V] GGUF: order of the scores; nil if the ids are in that order
	pairs  *pairs      // tokenizer.json: the merges; nil from GGUF
	added  [2]*matcher // cut from raw text; [0] user-defined only, [1] with control tokens
	runs   [2]*matcher // cut from text with spaces replaced, in the same two ways
	joins  [256]bool   // last bytes of what may precede "▁" inside a token
	maxLen int         // bytes of the longest token that merging can make
	states sync.Pool   // of *state
}

// meta is what a space becomes.
const meta = "▁"

// inert lists the tokens that are control tokens whatever the file declares: the markers of image input and of functions.
// Published files disagree about their type, and none may come from a user's text.
// ref: https://ai.google.dev/gemma/docs/core/prompt-structure
var inert = []string{"[multimodal]", "<start_of_image>", "<end_of_image>", "<image_soft_token>",
	"<start_function_declaration>", "<end_function_declaration>", "<start_function_call>", "<end_function_call>",
	"<start_function_response>", "<end_function_response>", "<escape>"}

// New builds a Tokenizer from a vocabulary. It copies what it needs.
func New(v Vocab) (*Tokenizer, error) {
	t, err := load(v)
	if err != nil {
		return nil, fmt.Errorf("tokenizer: %w", err)
	}
	if err := t.addMatchers(); err != nil {
		return nil, fmt.Errorf("tokenizer: %w", err)
	}
	if err := t.rankScores(); err != nil {
		return nil, fmt.Errorf("tokenizer: %w", err)
	}
	if err := t.indexMerged(func(id int32) bool { return t.types[id] == TypeNormal && !t.IsControl(id) }); err != nil {
		return nil, fmt.Errorf("tokenizer: %w", err)
	}
	return t, nil
}

// load checks a vocabulary and copies it, without anything about merging.
func load(v Vocab) (*Tokenizer, error) {
	n := v.Tokens.Len()
	switch {
	case n == 0 || n > maxTokens:
		return nil, fmt.Errorf("%w: %d tokens (1 to %d supported)", ErrVocab, n, maxTokens)
	case len(v.Scores) != n && v.Scores != nil:
		return nil, fmt.Errorf("%w: %d tokens but %d scores", ErrVocab, n, len(v.Scores))
	case len(v.Types) != n:
		return nil, fmt.Errorf("%w: %d tokens but %d types", ErrVocab, n, len(v.Types))
	}
	t := &Tokenizer{
		offsets: make([]uint32, n+1),
		scores:  slices.Clone(v.Scores),
		types:   make([]Type, n),
		control: make([]uint64, (n+63)/64),
	}
	for b := range t.byteID {
		t.byteID[b] = None
	}
	size := 0
	for i := range n {
		size += min(len(v.Tokens.Bytes(i)), maxTokenLen)
	}
	if size > math.MaxUint32 {
		return nil, fmt.Errorf("%w: %d bytes of text (at most %d supported)", ErrVocab, size, uint32(math.MaxUint32))
	}
	t.text = make([]byte, 0, size)
	for i := range n {
		if err := t.load(int32(i), v.Tokens.Bytes(i), v.Types[i]); err != nil {
			return nil, err
		}
	}
	if err := t.checkUTF8(); err != nil {
		return nil, err
	}
	for b, id := range t.byteID {
		if id == None {
			return nil, fmt.Errorf("%w: no byte token <0x%02X>, so not every text can be encoded", ErrVocab, b)
		}
	}
	return t, t.loadSpecial(v)
}

func (t *Tokenizer) load(id int32, text []byte, typ int32) error {
	if len(text) > maxTokenLen {
		return fmt.Errorf("%w: token %d has %d bytes (at most %d supported)", ErrVocab, id, len(text), maxTokenLen)
	}
	t.text = append(t.text, text...)
	t.offsets[id+1] = uint32(len(t.text))
	if typ < int32(TypeNormal) || typ > int32(TypeByte) {
		return fmt.Errorf("%w: token %d has unknown type %d", ErrVocab, id, typ)
	}
	t.types[id] = Type(typ)
	switch t.types[id] {
	case TypeByte:
		b, ok := byteOf(text)
		if !ok {
			return fmt.Errorf("%w: token %d is declared a byte but reads %q", ErrVocab, id, text)
		}
		if t.byteID[b] != None {
			return fmt.Errorf("%w: tokens %d and %d are both %q", ErrVocab, t.byteID[b], id, text)
		}
		t.byteID[b] = id
	case TypeControl, TypeUnknown:
		t.markControl(id)
	case TypeNormal, TypeUserDefined:
		if len(text) == 0 {
			return fmt.Errorf("%w: token %d is empty", ErrVocab, id)
		}
		// "[" and "<" are the first bytes of all that is in inert.
		if text[0] == '[' || text[0] == '<' {
			if slices.Contains(inert, string(text)) {
				t.markControl(id)
			}
		}
	}
	return nil
}

// checkUTF8 looks at single tokens only if all of them together are not valid UTF-8, or a token begins
// within a character.
func (t *Tokenizer) checkUTF8() error {
	all := utf8.Valid(t.text)
	for id, typ := range t.types {
		if typ != TypeNormal && typ != TypeUserDefined {
			continue
		}
		if text := t.bytes(int32(id)); all && !utf8.RuneStart(text[0]) || !all && !utf8.Valid(text) {
			return fmt.Errorf("%w: token %d is not UTF-8: %q", ErrVocab, id, text)
		}
	}
	return nil
}

func (t *Tokenizer) loadSpecial(v Vocab) error {
	t.bos, t.eos, t.eot = v.BOS, v.EOS, v.EOT
	if t.eot == None {
		t.eot = t.find("<end_of_turn>")
	}
	for _, s := range []struct {
		name string
		id   int32
	}{{"bos", t.bos}, {"eos", t.eos}, {"eot", t.eot}} {
		if s.id < None || int(s.id) >= t.Len() {
			return fmt.Errorf("%w: %s id %d outside the vocabulary of %d tokens", ErrVocab, s.name, s.id, t.Len())
		}
		if s.id == None {
			continue
		}
		if t.types[s.id] == TypeByte {
			return fmt.Errorf("%w: %s id %d is the byte token %q", ErrVocab, s.name, s.id, t.bytes(s.id))
		}
		t.markControl(s.id)
	}
	return nil
}

// markControl makes IsControl(id) hold.
func (t *Tokenizer) markControl(id int32) { t.control[id>>6] |= 1 << (id & 63) }

// addMatchers finds the tokens that are cut out before merging in the vocabulary of a GGUF file.
func (t *Tokenizer) addMatchers() error {
	var added, runs []match
	for id := range int32(t.Len()) {
		text := t.bytes(id)
		if t.types[id] != TypeUserDefined && !t.IsControl(id) || len(text) == 0 {
			continue
		}
		if isRun(text) {
			// Converters to GGUF write the "▁" of these tokens as spaces; the published text is restored.
			text = appendMeta(nil, string(text))
			runs = append(runs, match{text, id})
		}
		added = append(added, match{text, id})
	}
	return t.match(added, runs)
}

// match sets the matchers for all added tokens and, without control tokens, for plain text.
func (t *Tokenizer) match(added, runs []match) (err error) {
	for i, set := range [][]match{added, runs} {
		into := []*[2]*matcher{&t.added, &t.runs}[i]
		plain := slices.Clone(set)
		plain = slices.DeleteFunc(plain, func(m match) bool { return t.IsControl(m.id) })
		if into[0], err = newMatcher(plain); err != nil {
			return err
		}
		if into[1], err = newMatcher(set); err != nil {
			return err
		}
	}
	return nil
}

// rankScores orders the tokens by score. The scores of Gemma's normal tokens fall strictly with the id,
// so that the id is the rank and no table is needed.
func (t *Tokenizer) rankScores() error {
	if t.scores == nil {
		return fmt.Errorf("%w: no scores", ErrVocab)
	}
	var ids []int32
	inOrder, last := true, math.Inf(1)
	for id, typ := range t.types {
		if typ != TypeNormal {
			continue
		}
		score := float64(t.scores[id])
		if math.IsNaN(score) {
			return fmt.Errorf("%w: score of token %d is not a number", ErrVocab, id)
		}
		inOrder = inOrder && score < last
		last = score
	}
	if inOrder {
		return nil
	}
	for id, typ := range t.types {
		if typ == TypeNormal {
			ids = append(ids, int32(id))
		}
	}
	slices.SortStableFunc(ids, func(a, b int32) int { return cmp.Compare(t.scores[b], t.scores[a]) })
	t.ranks = make([]uint32, t.Len())
	rank := uint32(0)
	for i, id := range ids {
		if i > 0 && t.scores[id] != t.scores[ids[i-1]] {
			rank++
		}
		t.ranks[id] = rank
	}
	return nil
}

// indexMerged fills the index and what encode needs to know about the tokens that are in it.
func (t *Tokenizer) indexMerged(in func(id int32) bool) error {
	ids := make([]int32, 0, t.Len())
	for id := range int32(t.Len()) {
		if in(id) {
			ids = append(ids, id)
		}
	}
	t.chars = newIndex(len(ids))
	if a, b := t.chars.fill(t, ids); a != None {
		return fmt.Errorf("%w: tokens %d and %d are both %q", ErrVocab, a, b, t.bytes(b))
	}
	t.maxLen, t.joins = 0, [256]bool{}
	for _, id := range ids {
		text := t.bytes(id)
		t.maxLen = max(t.maxLen, len(text))
		for i := len(text) - len(meta); i > 0; i-- {
			if text[i] == meta[0] && isMeta(text[i:]) {
				t.joins[text[i-1]] = true
			}
		}
	}
	for b := range t.ascii {
		t.ascii[b] = t.chars.find(t, []byte{byte(b)})
	}
	return nil
}

// find is Find while the indexes are not there yet.
func (t *Tokenizer) find(text string) int32 {
	for id := range int32(t.Len()) {
		if string(t.bytes(id)) == text {
			return id
		}
	}
	return None
}

// isRun reports whether text is two or more spaces, or "▁" for spaces.
func isRun(text []byte) bool {
	n := 0
	for ; len(text) > 0; n++ {
		switch {
		case text[0] == ' ':
			text = text[1:]
		case bytes.HasPrefix(text, []byte(meta)):
			text = text[len(meta):]
		default:
			return false
		}
	}
	return n > 1
}

// byteOf parses <0xNN>.
func byteOf(text []byte) (b byte, ok bool) {
	if len(text) != 6 || string(text[:3]) != "<0x" || text[5] != '>' {
		return 0, false
	}
	for _, c := range text[3:5] {
		switch {
		case '0' <= c && c <= '9':
			b = b<<4 | (c - '0')
		case 'A' <= c && c <= 'F':
			b = b<<4 | (c - 'A' + 10)
		default:
			return 0, false
		}
	}
	return b, true
}

// Len returns V, the number of tokens: ids are 0 to V-1.
func (t *Tokenizer) Len() int { return len(t.types) }

// BOS returns the id that begins a text, or None.
func (t *Tokenizer) BOS() int32 { return t.bos }

// EOS returns the id that ends a text, or None.
func (t *Tokenizer) EOS() int32 { return t.eos }

// EOT returns the id that ends a turn of a conversation, or None.
func (t *Tokenizer) EOT() int32 { return t.eot }

// Token returns the entry of one id, or a *RangeError.
func (t *Tokenizer) Token(id int32) (Token, error) {
	if !t.has(id) {
		return Token{}, &RangeError{id, t.Len()}
	}
	tok := Token{Text: string(t.bytes(id)), Type: t.types[id]}
	if t.scores != nil {
		tok.Score = t.scores[id]
	}
	return tok, nil
}

// Find returns the id of the token stored with exactly this text, of whatever type, or None. Added tokens are
// found at once; for others it may read the whole vocabulary.
func (t *Tokenizer) Find(text string) int32 {
	if id, n := t.added[1].longest(text); n == len(text) && n > 0 && string(t.bytes(id)) == text {
		return id
	}
	return t.find(text)
}

// IsControl reports whether id is structure rather than text: a control or unknown token, BOS, EOS, EOT or
// a marker of image input or of functions. It is false for ids outside the vocabulary.
func (t *Tokenizer) IsControl(id int32) bool {
	return t.has(id) && t.control[id>>6]&(1<<(id&63)) != 0
}

func (t *Tokenizer) has(id int32) bool { return uint32(id) < uint32(len(t.types)) }

// bytes returns the text of a token as stored. id must be in range.
func (t *Tokenizer) bytes(id int32) []byte {
	return t.text[t.offsets[id]:t.offsets[id+1]]
}
