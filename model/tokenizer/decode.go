package tokenizer

import (
	"bytes"
	"unicode/utf8"
)

// replacement is U+FFFD.
const replacement = "\uFFFD"

// AppendBytes appends the exact bytes that id stands for to dst: "▁" as a space, <0xNN> as one byte, control
// tokens by name. Bytes of several ids together may or may not be valid UTF-8. An id outside of
// the vocabulary is a *RangeError.
func (t *Tokenizer) AppendBytes(dst []byte, id int32) ([]byte, error) {
	if !t.has(id) {
		return dst, &RangeError{id, t.Len()}
	}
	text := t.bytes(id)
	if t.types[id] == TypeByte {
		b, ok := byteOf(text)
		if !ok {
			panic("BUG: tokenizer: byte token " + string(text))
		}
		return append(dst, b), nil
	}
	for {
		i := bytes.Index(text, []byte(meta))
		if i < 0 {
			return append(dst, text...), nil
		}
		dst = append(append(dst, text[:i]...), ' ')
		text = text[i+len(meta):]
	}
}

// Decode returns the text of ids as a Detokenizer writes it, control tokens left out. An id outside of the
// vocabulary is a *RangeError.
func (t *Tokenizer) Decode(ids []int32) (string, error) {
	d := t.Detokenizer(false)
	out := make([]byte, 0, 4*len(ids))
	for _, id := range ids {
		var err error
		if out, err = d.Append(out, id); err != nil {
			return "", err
		}
	}
	return string(d.AppendFlush(out)), nil
}

// Detokenizer turns ids into text one by one. What it returns is valid UTF-8: of a character that is
// spread over several ids nothing appears until its last byte is there. Not for concurrent use.
type Detokenizer struct {
	t       *Tokenizer
	control bool
	raw     []byte // bytes not yet returned, at most an incomplete character between calls
}

// Detokenizer returns a new stream. With control, control tokens appear by name; otherwise they are left
// out, and end a character that was incomplete.
func (t *Tokenizer) Detokenizer(control bool) *Detokenizer {
	return &Detokenizer{t: t, control: control, raw: make([]byte, 0, 64)}
}

// Append appends the text that id completes to dst. It allocates nothing if dst has room and the token
// is of ordinary length. An id outside of the vocabulary is a *RangeError and changes nothing.
func (d *Detokenizer) Append(dst []byte, id int32) ([]byte, error) {
	if d.t.IsControl(id) {
		dst = d.AppendFlush(dst)
		if !d.control {
			return dst, nil
		}
	}
	var err error
	if d.raw, err = d.t.AppendBytes(d.raw, id); err != nil {
		return dst, err
	}
	n := 0
	for n < len(d.raw) && utf8.FullRune(d.raw[n:]) {
		_, size := utf8.DecodeRune(d.raw[n:])
		dst = appendRune(dst, d.raw[n:n+size])
		n += size
	}
	d.raw = d.raw[:copy(d.raw, d.raw[n:])]
	return dst, nil
}

// AppendFlush appends one U+FFFD for each byte held back, and empties the Detokenizer.
func (d *Detokenizer) AppendFlush(dst []byte) []byte {
	for range d.raw {
		dst = append(dst, replacement...)
	}
	d.raw = d.raw[:0]
	return dst
}

// Write is Append into a new string.
func (d *Detokenizer) Write(id int32) (string, error) {
	out, err := d.Append(nil, id)
	return string(out), err
}

// Flush is AppendFlush into a new string.
func (d *Detokenizer) Flush() string { return string(d.AppendFlush(nil)) }

// appendRune appends one character, or U+FFFD for a byte that is part of none.
func appendRune(dst, char []byte) []byte {
	if len(char) == 1 && char[0] >= utf8.RuneSelf {
		return append(dst, replacement...)
	}
	return append(dst, char...)
}
