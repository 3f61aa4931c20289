package results

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Reading of SQLite files, as far as rows of one table need it: table B-trees and overflow chains.
// ref: https://www.sqlite.org/fileformat2.html

const sqliteMagic = "SQLite format 3\x00"

type sqliteFile struct {
	data   []byte
	page   int // bytes per page
	usable int // of them without the reserved ones
	seen   int // pages visited: each belongs to one place, so links in a circle end
}

// readSQLite reads the table llama_bench.
func readSQLite(data []byte) ([]*Result, error) {
	f, err := openSQLite(data)
	if err != nil {
		return nil, err
	}
	root, columns := 0, []string(nil)
	err = f.rows(1, func(_ int64, v []string) error { // sqlite_schema: type, name, tbl_name, rootpage, sql
		if len(v) >= 5 && v[0] == "table" && v[1] == "llama_bench" {
			n, err := strconv.Atoi(v[3])
			if err != nil {
				return errors.New("sqlite: no root page")
			}
			root = n
			columns, err = columnNames(v[4])
			return err
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if root == 0 {
		return nil, errors.New("sqlite: no table llama_bench")
	}
	var rs []*Result
	err = f.rows(root, func(_ int64, v []string) error {
		r, err := fromText(columns, v)
		if err != nil {
			return fmt.Errorf("row %d: %w", len(rs)+1, err)
		}
		if rs = append(rs, r); len(rs) > maxResults {
			return fmt.Errorf("more than %d results", maxResults)
		}
		return nil
	})
	return rs, err
}

// columnNames returns the names in CREATE TABLE t (name type, …).
func columnNames(sql string) ([]string, error) {
	_, list, ok := strings.Cut(sql, "(")
	end := strings.LastIndexByte(list, ')')
	if !ok || end < 0 {
		return nil, errors.New("sqlite: no list of columns")
	}
	var names []string
	for part := range strings.SplitSeq(list[:end], ",") {
		words := strings.Fields(part)
		if len(words) == 0 {
			return nil, errors.New("sqlite: a column without a name")
		}
		names = append(names, strings.Trim(words[0], "\"`[]"))
	}
	return names, nil
}

func openSQLite(data []byte) (*sqliteFile, error) {
	if len(data) < 512 {
		return nil, errors.New("sqlite: shorter than a page")
	}
	f := &sqliteFile{data: data, page: int(binary.BigEndian.Uint16(data[16:]))}
	if f.page == 1 {
		f.page = 1 << 16
	}
	f.usable = f.page - int(data[20])
	if f.page < 512 || f.page&(f.page-1) != 0 || f.usable < 480 {
		return nil, fmt.Errorf("sqlite: pages of %d bytes", f.page)
	}
	if enc := binary.BigEndian.Uint32(data[56:]); enc > 1 {
		return nil, errors.New("sqlite: text is not UTF-8")
	}
	return f, nil
}

// at returns page n, counted from 1.
func (f *sqliteFile) at(n int) ([]byte, error) {
	if f.seen++; f.seen > len(f.data)/f.page {
		return nil, errors.New("sqlite: a page in two places")
	}
	if n < 1 || n > len(f.data)/f.page {
		return nil, fmt.Errorf("sqlite: page %d of %d", n, len(f.data)/f.page)
	}
	return f.data[(n-1)*f.page : n*f.page], nil
}

// rows calls do with each row of the table whose B-tree starts at page root.
func (f *sqliteFile) rows(root int, do func(id int64, values []string) error) error {
	return f.walk(root, 0, do)
}

func (f *sqliteFile) walk(n, depth int, do func(int64, []string) error) error {
	p, err := f.at(n)
	if err != nil {
		return err
	}
	if depth > 32 {
		return errors.New("sqlite: a tree deeper than 32")
	}
	h := p
	if n == 1 {
		h = p[100:] // the file's header comes first
	}
	cells, kind, head := int(binary.BigEndian.Uint16(h[3:])), h[0], 8
	if kind == 5 {
		head = 12
	}
	if kind != 5 && kind != 13 || head+2*cells > len(h) {
		return fmt.Errorf("sqlite: page %d is no page of a table", n)
	}
	for c := range cells {
		at := int(binary.BigEndian.Uint16(h[head+2*c:]))
		if at+4 > f.usable {
			return fmt.Errorf("sqlite: page %d: a cell at %d", n, at)
		}
		if kind == 5 {
			err = f.walk(int(binary.BigEndian.Uint32(p[at:])), depth+1, do)
		} else {
			err = f.cell(p[at:f.usable], do)
		}
		if err != nil {
			return err
		}
	}
	if kind == 5 {
		return f.walk(int(binary.BigEndian.Uint32(h[8:])), depth+1, do)
	}
	return nil
}

// cell decodes one row.
func (f *sqliteFile) cell(p []byte, do func(int64, []string) error) error {
	size, n := varint(p)
	id, m := varint(p[n:])
	if n == 0 || m == 0 || size < 1 || size > int64(len(f.data)) {
		return errors.New("sqlite: a row that does not fit in the file")
	}
	payload, err := f.payload(p[n+m:], int(size))
	if err != nil {
		return err
	}
	values, err := record(payload)
	if err != nil {
		return err
	}
	return do(id, values)
}

// payload joins what a cell holds itself and its overflow pages. ref: fileformat2.html, 1.6.
func (f *sqliteFile) payload(p []byte, size int) ([]byte, error) {
	local, U := size, f.usable
	if X := U - 35; size > X {
		M := (U-12)*32/255 - 23
		if local = M + (size-M)%(U-4); local > X {
			local = M
		}
	}
	if local > len(p) || local < size && local+4 > len(p) {
		return nil, errors.New("sqlite: a row beyond its page")
	}
	if local == size {
		return p[:size], nil
	}
	out, next := append([]byte(nil), p[:local]...), int(binary.BigEndian.Uint32(p[local:]))
	for len(out) < size {
		page, err := f.at(next)
		if err != nil {
			return nil, err
		}
		next = int(binary.BigEndian.Uint32(page))
		out = append(out, page[4:4+min(size-len(out), U-4)]...)
	}
	return out, nil
}

// record decodes the values of a row as text; NULL is empty. ref: fileformat2.html, 2.1.
func record(p []byte) ([]string, error) {
	bad := errors.New("sqlite: a row that is cut off")
	head, n := varint(p)
	if n == 0 || head < int64(n) || head > int64(len(p)) {
		return nil, bad
	}
	types, body := p[n:head], p[head:]
	var values []string
	for len(types) > 0 {
		t, n := varint(types)
		if n == 0 || t < 0 {
			return nil, bad
		}
		types = types[n:]
		size := serialSize(t)
		if size < 0 || size > int64(len(body)) {
			return nil, bad
		}
		values = append(values, serialText(t, body[:size]))
		body = body[size:]
	}
	return values, nil
}

// serialSize returns the bytes of a value of serial type t, −1 for an unknown type.
func serialSize(t int64) int64 {
	if t >= 12 {
		return (t - 12) / 2
	}
	return [...]int64{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1}[t]
}

func serialText(t int64, p []byte) string {
	switch {
	case t == 0:
		return ""
	case t >= 12:
		return string(p)
	case t == 7:
		return strconv.FormatFloat(math.Float64frombits(binary.BigEndian.Uint64(p)), 'g', -1, 64)
	case t >= 8:
		return strconv.FormatInt(t-8, 10)
	}
	v := int64(int8(p[0]))
	for _, b := range p[1:] {
		v = v<<8 | int64(b)
	}
	return strconv.FormatInt(v, 10)
}

// varint decodes SQLite's big-endian numbers of 1 to 9 bytes; n is 0 if p ends early.
func varint(p []byte) (v int64, n int) {
	for i := range min(9, len(p)) {
		if i == 8 {
			return v<<8 | int64(p[i]), 9
		}
		v = v<<7 | int64(p[i]&0x7f)
		if p[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
