package results

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
)

// Limits of what is read.
const (
	maxFile    = 256 << 20
	maxResults = 1 << 17
)

// ReadFile reads results that this package or llama-bench wrote: JSON, JSON lines, CSV or SQLite, told
// apart by their contents.
func ReadFile(path string) ([]*Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	rs, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rs, nil
}

// Read is ReadFile for data in memory.
func Read(data []byte) ([]*Result, error) {
	if len(data) > maxFile {
		return nil, fmt.Errorf("results: larger than %d MiB", maxFile>>20)
	}
	var rs []*Result
	var err error
	body := bytes.TrimLeft(data, " \t\r\n\ufeff")
	switch {
	case bytes.HasPrefix(data, []byte(sqliteMagic)):
		rs, err = readSQLite(data)
	case len(body) == 0:
		err = errors.New("no results")
	case body[0] == '[', body[0] == '{':
		rs, err = readJSON(body)
	default:
		rs, err = readCSV(body)
	}
	if err == nil && len(rs) == 0 {
		err = errors.New("no results")
	}
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	return rs, nil
}

// readJSON reads an array of objects or objects one after the other.
func readJSON(data []byte) ([]*Result, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	array := data[0] == '['
	if array {
		if _, err := d.Token(); err != nil {
			return nil, err
		}
	}
	var rs []*Result
	for d.More() {
		var raw map[string]json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, fmt.Errorf("result %d: %w", len(rs)+1, err)
		}
		r, err := fromJSON(raw)
		if err != nil {
			return nil, fmt.Errorf("result %d: %w", len(rs)+1, err)
		}
		if rs = append(rs, r); len(rs) > maxResults {
			return nil, fmt.Errorf("more than %d results", maxResults)
		}
	}
	if array { // a file that an interruption cut off is reported
		if _, err := d.Token(); err != nil {
			return nil, fmt.Errorf("after result %d: %w", len(rs), err)
		}
	}
	return rs, nil
}

// needed are the fields without which a row says nothing.
var needed = []string{"n_prompt", "n_gen", "avg_ts"}

func fromJSON(raw map[string]json.RawMessage) (*Result, error) {
	r := &Result{}
	for _, name := range needed {
		if _, ok := raw[name]; !ok {
			return nil, fmt.Errorf("no field %s", name)
		}
	}
	for i := range fields {
		v, ok := raw[fields[i].name]
		if !ok {
			continue
		}
		s := string(v)
		if len(v) > 0 && v[0] == '"' {
			if err := json.Unmarshal(v, &s); err != nil {
				return nil, err
			}
		}
		if err := fields[i].set(r, s); err != nil {
			return nil, err
		}
		delete(raw, fields[i].name)
	}
	for name, to := range map[string]any{"samples_ns": &r.SamplesNS, "samples_ts": &r.SamplesTS} {
		if v, ok := raw[name]; ok {
			if err := json.Unmarshal(v, to); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			delete(raw, name)
		}
	}
	rest, err := json.Marshal(raw)
	if err == nil {
		err = json.Unmarshal(rest, &r.Extra)
	}
	if err != nil {
		return nil, err
	}
	return r, r.check()
}

func readCSV(data []byte) ([]*Result, error) {
	c := csv.NewReader(bytes.NewReader(data))
	names, err := c.Read()
	if err != nil {
		return nil, err
	}
	for _, name := range needed {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("no column %s: neither JSON nor SQLite nor CSV of results", name)
		}
	}
	var rs []*Result
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return rs, nil
		}
		if err != nil {
			return nil, err
		}
		r, err := fromText(names, row)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", len(rs)+1, err)
		}
		if rs = append(rs, r); len(rs) > maxResults {
			return nil, fmt.Errorf("more than %d results", maxResults)
		}
	}
}

// fromText makes a result of named values. Columns that are not known are ignored.
func fromText(names, values []string) (*Result, error) {
	r, seen := &Result{}, map[string]bool{}
	for i, name := range names {
		if i >= len(values) {
			break
		}
		seen[name] = true
		for f := range fields {
			if fields[f].name == name {
				if err := fields[f].set(r, values[i]); err != nil {
					return nil, err
				}
			}
		}
		switch name {
		case "wrong":
			r.Wrong = values[i]
		case "device":
			r.Device = values[i]
		case "samples_ns":
			for _, s := range strings.Fields(values[i]) {
				ns, err := strconv.Atoi(s)
				if err != nil {
					return nil, fmt.Errorf("samples_ns: %.40q is no number", s)
				}
				r.SamplesNS = append(r.SamplesNS, ns)
			}
		}
	}
	for _, name := range needed {
		if !seen[name] {
			return nil, fmt.Errorf("no column %s", name)
		}
	}
	for _, ns := range r.SamplesNS {
		if ns > 0 {
			r.SamplesTS = append(r.SamplesTS, 1e9*float64(r.Prompt+r.Gen)/float64(ns))
		}
	}
	return r, r.check()
}

// check rejects numbers that no benchmark produces.
func (r *Result) check() error {
	for _, v := range r.SamplesTS {
		if v < 0 {
			return fmt.Errorf("samples_ts: %v is negative", v)
		}
	}
	if r.Prompt < 0 || r.Gen < 0 || r.Depth < 0 || r.AvgTS < 0 || r.StdDevTS < 0 {
		return errors.New("a negative number of tokens or speed")
	}
	return nil
}
