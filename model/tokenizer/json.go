package tokenizer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ParseJSON builds a tokenizer from the tokenizer.json that Hugging Face repositories of Gemma carry. It
// keeps nothing of data. A file that describes another algorithm than Gemma's (see the package
// documentation) is an error that wraps ErrUnsupported: nothing in it is silently ignored, but "truncation"
// and "padding", which describe a batch, and "post_processor", whose BOS is EncodeOptions.BOS.
//
// ref: https://huggingface.co/docs/tokenizers; the fields are those of its Rust structs.
func ParseJSON(data []byte) (*Tokenizer, error) {
	t, err := parseJSON(data)
	if err != nil {
		return nil, fmt.Errorf("tokenizer: tokenizer.json: %w", err)
	}
	return t, nil
}

type jsonFile struct {
	Version       string          `json:"version"`
	Truncation    json.RawMessage `json:"truncation"`
	Padding       json.RawMessage `json:"padding"`
	AddedTokens   []jsonAdded     `json:"added_tokens"`
	Normalizer    *jsonPart       `json:"normalizer"`
	PreTokenizer  *jsonPart       `json:"pre_tokenizer"`
	PostProcessor *jsonIgnored    `json:"post_processor"`
	Decoder       *jsonPart       `json:"decoder"`
	Model         jsonModel       `json:"model"`
}

type jsonAdded struct {
	ID         int32  `json:"id"`
	Content    string `json:"content"`
	SingleWord bool   `json:"single_word"`
	LStrip     bool   `json:"lstrip"`
	RStrip     bool   `json:"rstrip"`
	Normalized bool   `json:"normalized"`
	Special    bool   `json:"special"`
}

// jsonPart is any normalizer, pre-tokenizer or decoder, as far as Gemma uses them.
type jsonPart struct {
	Type        string            `json:"type"`
	Pattern     map[string]string `json:"pattern"`
	Content     string            `json:"content"`
	Behavior    string            `json:"behavior"`
	Invert      bool              `json:"invert"`
	Normalizers []jsonPart        `json:"normalizers"`
	Decoders    []jsonPart        `json:"decoders"`
}

// jsonIgnored is a part of which only the type matters.
type jsonIgnored struct{ Type string }

// UnmarshalJSON accepts any fields.
func (p *jsonIgnored) UnmarshalJSON(data []byte) error {
	var fields struct{ Type string }
	err := json.Unmarshal(data, &fields)
	p.Type = fields.Type
	return err
}

type jsonModel struct {
	Type         string     `json:"type"`
	Dropout      *float64   `json:"dropout"`
	UnkToken     *string    `json:"unk_token"`
	Prefix       *string    `json:"continuing_subword_prefix"`
	Suffix       *string    `json:"end_of_word_suffix"`
	FuseUnk      bool       `json:"fuse_unk"`
	ByteFallback bool       `json:"byte_fallback"`
	IgnoreMerges bool       `json:"ignore_merges"`
	Vocab        jsonVocab  `json:"vocab"`
	Merges       jsonMerges `json:"merges"`
}

func parseJSON(data []byte) (*Tokenizer, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("not valid UTF-8")
	}
	var f jsonFile
	if err := strictly(data, &f); err != nil {
		return nil, err
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	v, err := f.vocab()
	if err != nil {
		return nil, err
	}
	t, err := load(v)
	if err != nil {
		return nil, err
	}
	if err := f.addMatchers(t); err != nil {
		return nil, err
	}
	// Every token is findable by its text while the merges are read.
	if err := t.indexMerged(func(int32) bool { return true }); err != nil {
		return nil, err
	}
	if err := t.addMerges(f.Model.Merges); err != nil {
		return nil, err
	}
	return t, t.indexMerged(func(id int32) bool {
		return (t.types[id] == TypeNormal || t.types[id] == TypeUserDefined) && !t.IsControl(id)
	})
}

// strictly unmarshals one JSON value and nothing after it, without unknown fields.
func strictly(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errors.New("more than one value")
	}
	return nil
}

// check refuses what would give other ids than Gemma's algorithm.
func (f *jsonFile) check() error {
	m := &f.Model
	for _, c := range []struct {
		wrong bool
		what  string
	}{
		{f.Version != "" && f.Version != "1.0", fmt.Sprintf("version %q", f.Version)},
		{m.Type != "BPE" && m.Type != "", fmt.Sprintf("model type %q", m.Type)},
		{m.Dropout != nil && *m.Dropout != 0, "dropout"},
		{m.Prefix != nil && *m.Prefix != "", "continuing_subword_prefix"},
		{m.Suffix != nil && *m.Suffix != "", "end_of_word_suffix"},
		{!m.ByteFallback, "BPE without byte_fallback"},
		{m.IgnoreMerges, "ignore_merges"},
		{!f.Normalizer.replaces(" ", meta), `a normalizer that is not Replace " " by "▁"`},
		{!f.PreTokenizer.idle(), "a pre_tokenizer that splits more than at spaces"},
		{f.PostProcessor != nil && f.PostProcessor.Type != "TemplateProcessing", "a post_processor that is not TemplateProcessing"},
		{!f.Decoder.undoes(), `a decoder that is not Replace "▁" by " ", ByteFallback, Fuse`},
	} {
		if c.wrong {
			return fmt.Errorf("%w: %s", ErrUnsupported, c.what)
		}
	}
	for _, a := range f.AddedTokens {
		if a.SingleWord || a.LStrip || a.RStrip {
			return fmt.Errorf("%w: added token %q with single_word, lstrip or rstrip", ErrUnsupported, a.Content)
		}
	}
	return nil
}

func (p *jsonPart) replaces(from, to string) bool {
	if p == nil {
		return false
	}
	if p.Type == "Sequence" {
		return len(p.Normalizers) == 1 && p.Normalizers[0].Type != p.Type && p.Normalizers[0].replaces(from, to)
	}
	pattern, ok := p.Pattern["String"]
	return p.Type == "Replace" && ok && len(p.Pattern) == 1 && pattern == from && p.Content == to
}

// idle reports whether a pre-tokenizer does nothing: none, or Gemma's split at spaces, of which the
// normalizer leaves none.
func (p *jsonPart) idle() bool {
	return p == nil || p.Type == "Split" && len(p.Pattern) == 1 && p.Pattern["String"] == " " &&
		p.Behavior == "MergedWithPrevious" && !p.Invert
}

func (p *jsonPart) undoes() bool {
	return p != nil && p.Type == "Sequence" && len(p.Decoders) == 3 && p.Decoders[0].replaces(meta, " ") &&
		p.Decoders[1].Type == "ByteFallback" && p.Decoders[2].Type == "Fuse"
}

// vocab puts tokens in the order of their ids, which must be 0 to V-1, each once.
func (f *jsonFile) vocab() (v Vocab, err error) {
	n := len(f.Model.Vocab)
	seen := make(map[int32]bool, len(f.AddedTokens))
	for _, a := range f.AddedTokens {
		if a.ID < 0 || seen[a.ID] {
			return v, fmt.Errorf("%w: added token %q has id %d, which is negative or taken", ErrVocab, a.Content, a.ID)
		}
		seen[a.ID] = true
		if int(a.ID) >= len(f.Model.Vocab) {
			n++
		}
	}
	tokens := make(texts, n)
	types := make([]int32, n)
	for _, e := range f.Model.Vocab {
		if e.id < 0 || int(e.id) >= len(f.Model.Vocab) || types[e.id] != 0 {
			return v, fmt.Errorf("%w: token %q has id %d: ids must be 0 to %d, each once", ErrVocab, e.text, e.id, len(f.Model.Vocab)-1)
		}
		tokens[e.id], types[e.id] = e.text, int32(TypeNormal)
		if _, ok := byteOf([]byte(e.text)); ok {
			types[e.id] = int32(TypeByte)
		} else if f.Model.UnkToken != nil && e.text == *f.Model.UnkToken {
			types[e.id] = int32(TypeUnknown)
		}
	}
	for _, a := range f.AddedTokens {
		if int(a.ID) >= n || types[a.ID] != 0 && tokens[a.ID] != a.Content {
			return v, fmt.Errorf("%w: added token %q has id %d, which is another token or leaves a gap", ErrVocab, a.Content, a.ID)
		}
		tokens[a.ID], types[a.ID] = a.Content, int32(TypeUserDefined)
		if a.Special {
			types[a.ID] = int32(TypeControl)
		}
	}
	v = Vocab{Tokens: tokens, Types: types, BOS: None, EOS: None, EOT: None}
	for id, text := range tokens {
		switch text {
		case "<bos>":
			v.BOS = int32(id)
		case "<eos>":
			v.EOS = int32(id)
		}
	}
	return v, nil
}

// addMatchers: tokens with "normalized" are looked for after spaces were replaced, the others before.
func (f *jsonFile) addMatchers(t *Tokenizer) error {
	var added, runs []match
	for _, a := range f.AddedTokens {
		switch {
		case a.Content == "":
		case a.Normalized:
			runs = append(runs, match{appendMeta(nil, a.Content), a.ID})
		default:
			added = append(added, match{[]byte(a.Content), a.ID})
		}
	}
	return t.match(added, runs)
}

// addMerges enters the merges, best first. Those of control tokens are left out: their names never merge.
func (t *Tokenizer) addMerges(merges jsonMerges) error {
	t.pairs = newPairs(len(merges))
	var text []byte
	for rank, m := range merges {
		left := t.chars.find(t, []byte(m[0]))
		right := t.chars.find(t, []byte(m[1]))
		text = append(append(text[:0], m[0]...), m[1]...)
		made := t.chars.find(t, text)
		if left == None || right == None || made == None {
			return fmt.Errorf("%w: merge %d of %q and %q needs a token that does not exist", ErrVocab, rank, m[0], m[1])
		}
		control := false
		for _, id := range []int32{left, right, made} {
			if t.types[id] == TypeByte {
				return fmt.Errorf("%w: merge %d has the byte token %q", ErrUnsupported, rank, t.bytes(id))
			}
			control = control || t.IsControl(id)
		}
		if !control {
			t.pairs.add(left, right, made, uint32(rank))
		}
	}
	return nil
}

// texts is a Strings.
type texts []string

func (s texts) Len() int           { return len(s) }
func (s texts) Bytes(i int) []byte { return []byte(s[i]) }

// jsonVocab is the object of tokens and ids, in the order of the file.
type jsonVocab []struct {
	text string
	id   int32
}

// UnmarshalJSON reads the object without building a map, which would hide duplicates.
func (v *jsonVocab) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return errors.New("vocab is not an object")
	}
	*v = (*v)[:0]
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var id int32
		if err := d.Decode(&id); err != nil {
			return fmt.Errorf("id of token %q: %w", key, err)
		}
		*v = append(*v, struct {
			text string
			id   int32
		}{key.(string), id})
	}
	return nil
}

// jsonMerges is the list of pairs, each written as "a b" or, by newer versions, as ["a", "b"].
type jsonMerges [][2]string

// UnmarshalJSON accepts both spellings, not mixed.
func (m *jsonMerges) UnmarshalJSON(data []byte) error {
	var lines []string
	if json.Unmarshal(data, &lines) == nil {
		*m = make(jsonMerges, len(lines))
		for i, line := range lines {
			left, right, ok := strings.Cut(line, " ")
			if !ok || strings.Contains(right, " ") {
				return fmt.Errorf("merge %d, %q, is not two tokens with a space between", i, line)
			}
			(*m)[i] = [2]string{left, right}
		}
		return nil
	}
	var pairs [][]string
	if err := json.Unmarshal(data, &pairs); err != nil {
		return fmt.Errorf("merges: %w", err)
	}
	*m = make(jsonMerges, len(pairs))
	for i, p := range pairs {
		if len(p) != 2 {
			return fmt.Errorf("merge %d has %d parts, not 2", i, len(p))
		}
		(*m)[i] = [2]string(p)
	}
	return nil
}
