package engine

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"

	"github.com/gemma-bench/gemma/backend"
)

// A saved sequence is, in little endian: magic, version, fingerprint of model and cache type, number of
// tokens, first position of local layers, number of unfed tokens, all tokens, the rows of each layer's
// keys and values, and the SHA-256 of all that.
const (
	saveMagic   = "gemma-kv"
	saveVersion = 1
	maxUnfed    = 1 << 16
)

type saveHeader struct {
	Magic       [8]byte
	Version     uint32
	Tokens      uint32
	First       uint32
	Unfed       uint32
	Fingerprint [sha256.Size]byte
}

// A SaveError says why a saved sequence cannot be loaded.
type SaveError struct {
	What string
	Err  error // cause, may be nil
}

func (e *SaveError) Error() string {
	if e.Err != nil {
		return "engine: saved sequence: " + e.What + ": " + e.Err.Error()
	}
	return "engine: saved sequence: " + e.What
}

// Unwrap returns the cause.
func (e *SaveError) Unwrap() error { return e.Err }

// fingerprint identifies the model, the type of the cache and the adapter: the configuration, of each tensor
// the name, the type and both ends of the data, and the adapter's factors.
func (e *Engine) fingerprint(a *Adapter) (sum [sha256.Size]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "%+v %v\n", e.model.Config, e.opts.KV)
	for _, name := range slices.Sorted(maps.Keys(e.model.Tensors)) {
		t := e.model.Tensors[name]
		n := min(64, len(t.Data))
		fmt.Fprintf(h, "%s %v %x %x\n", name, t.Type, t.Data[:n], t.Data[len(t.Data)-n:])
	}
	if a != nil {
		fmt.Fprintf(h, "adapter %x\n", a.sum)
	}
	h.Sum(sum[:0])
	return sum
}

// Save writes the sequence, and tokens that were chosen but not fed, so that Load restores it on an
// engine with the same model and cache type in a sequence with the same adapter. In local layers it writes no more than the next token sees.
func (s *Sequence) Save(ctx context.Context, w io.Writer, unfed []int32) error {
	if s.slot < 0 {
		return backend.ErrClosed
	}
	if len(unfed) > maxUnfed {
		return fmt.Errorf("engine: %d unfed tokens, want at most %d", len(unfed), maxUnfed)
	}
	snap, err := s.hostCopy(ctx)
	if err != nil {
		return err
	}
	h := saveHeader{
		Version: saveVersion, Tokens: uint32(len(snap.ids)), First: uint32(snap.first), Unfed: uint32(len(unfed)), Fingerprint: s.e.fingerprint(s.adapter),
	}
	copy(h.Magic[:], saveMagic)
	sum := sha256.New()
	out := io.MultiWriter(w, sum)
	for _, v := range []any{&h, snap.ids, unfed} {
		if err := binary.Write(out, binary.LittleEndian, v); err != nil {
			return err
		}
	}
	for _, rows := range snap.rows {
		if _, err := out.Write(rows); err != nil {
			return err
		}
	}
	_, err = w.Write(sum.Sum(nil))
	return err
}

func (s *Sequence) hostCopy(ctx context.Context) (*snapshot, error) {
	if err := s.e.take(ctx); err != nil {
		return nil, err
	}
	defer s.e.leave()
	return s.snapshot(ctx, true)
}

// Load replaces the sequence's text by a saved one and returns its unfed tokens. A file that is damaged,
// of another version, of another model or longer than the context is a *SaveError, and the sequence stays
// as it was.
func (s *Sequence) Load(ctx context.Context, r io.Reader) (unfed []int32, err error) {
	if s.slot < 0 {
		return nil, backend.ErrClosed
	}
	if err := s.e.take(ctx); err != nil {
		return nil, err
	}
	defer s.e.leave()
	snap, unfed, err := s.e.readSaved(r, s.adapter)
	if err != nil {
		return nil, err
	}
	return unfed, s.restore(snap, len(snap.ids))
}

// readSaved reads and checks a saved sequence. Memory grows with what is there, not with what is claimed.
func (e *Engine) readSaved(r io.Reader, a *Adapter) (*snapshot, []int32, error) {
	all, err := e.caches()
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.New()
	var h saveHeader
	if err := binary.Read(io.TeeReader(r, sum), binary.LittleEndian, &h); err != nil {
		return nil, nil, &SaveError{"reading the header", err}
	}
	n, first := int(h.Tokens), int(h.First)
	windowed := e.opts.Context > e.model.Config.Window
	switch {
	case string(h.Magic[:]) != saveMagic:
		return nil, nil, &SaveError{What: "not a saved sequence"}
	case h.Version != saveVersion:
		return nil, nil, &SaveError{What: fmt.Sprintf("version %d, want %d", h.Version, saveVersion)}
	case h.Fingerprint != e.fingerprint(a):
		return nil, nil, &SaveError{What: "of another model, adapter or cache type"}
	case h.Tokens > uint32(e.opts.Context) || h.Unfed > maxUnfed:
		return nil, nil, &SaveError{What: fmt.Sprintf("%d tokens and %d unfed, want at most %d and %d", h.Tokens, h.Unfed, e.opts.Context, maxUnfed)}
	case h.First > h.Tokens || !e.reaches(first, n) || !windowed && first > 0:
		return nil, nil, &SaveError{What: fmt.Sprintf("local layers from position %d on do not serve %d tokens", h.First, h.Tokens)}
	}
	snap := &snapshot{first: first}
	if snap.ids, err = e.readIDs(r, sum, n); err != nil {
		return nil, nil, err
	}
	unfed, err := e.readIDs(r, sum, int(h.Unfed))
	if err != nil {
		return nil, nil, err
	}
	for _, c := range all {
		rows := n
		if c.local {
			rows = n - first
		}
		p, err := readSome(r, sum, rows*c.size)
		if err != nil {
			return nil, nil, err
		}
		snap.rows = append(snap.rows, p)
	}
	want, err := readSome(r, nil, sha256.Size)
	if err != nil {
		return nil, nil, err
	}
	if !bytes.Equal(want, sum.Sum(nil)) {
		return nil, nil, &SaveError{What: "the checksum does not match"}
	}
	return snap, unfed, nil
}

// readIDs reads n token ids.
func (e *Engine) readIDs(r io.Reader, sum hash.Hash, n int) ([]int32, error) {
	p, err := readSome(r, sum, 4*n)
	if err != nil {
		return nil, err
	}
	ids := make([]int32, n)
	for i := range ids {
		ids[i] = int32(binary.LittleEndian.Uint32(p[4*i:]))
	}
	if err := checkIDs(ids, e.model.Config.Vocab); err != nil {
		return nil, &SaveError{"tokens", err}
	}
	return ids, nil
}

// readSome reads n bytes and adds them to sum, unless that is nil.
func readSome(r io.Reader, sum hash.Hash, n int) ([]byte, error) {
	p, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err == nil && len(p) < n {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, &SaveError{"reading", errors.Join(err)}
	}
	if sum != nil {
		_, _ = sum.Write(p) // a hash never fails
	}
	return p, nil
}
