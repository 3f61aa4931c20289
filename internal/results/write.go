package results

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Writer prints results as they come, in one format. Close completes the output, so that rows written
// before an interruption can be read.
type Writer interface {
	Add(r *Result) error
	Close() error
}

// Formats are what NewWriter takes.
var Formats = []string{"csv", "json", "jsonl", "md", "sql"}

// NewWriter returns a writer of one of Formats. columns are the fields that a Markdown table shows beside
// the usual ones.
func NewWriter(w io.Writer, format string, columns []string) (Writer, error) {
	switch format {
	case "csv":
		return &csvWriter{w: w}, nil
	case "json":
		return &jsonWriter{w: w}, nil
	case "jsonl":
		return &jsonlWriter{w: w}, nil
	case "md":
		return newMarkdown(w, columns), nil
	case "sql":
		return &sqlWriter{w: w}, nil
	}
	return nil, fmt.Errorf("results: format %q, want one of %s", format, strings.Join(Formats, ", "))
}

// csvWriter: the header is not quoted, every value is. ref: llama-bench.cpp, csv_printer.
type csvWriter struct {
	w      io.Writer
	header bool
}

func (c *csvWriter) Add(r *Result) error {
	var names, values []string
	add := func(name, value string) {
		names = append(names, name)
		values = append(values, `"`+strings.ReplaceAll(value, `"`, `""`)+`"`)
	}
	for i := range fields {
		add(fields[i].name, fields[i].value(r))
	}
	for _, f := range ours {
		add(f.name, f.get(r))
	}
	var s string
	if !c.header {
		c.header = true
		s = strings.Join(names, ",") + "\n"
	}
	_, err := io.WriteString(c.w, s+strings.Join(values, ",")+"\n")
	return err
}

func (c *csvWriter) Close() error { return nil }

// jsonWriter: an array of objects. ref: llama-bench.cpp, json_printer.
type jsonWriter struct {
	w     io.Writer
	began bool
}

func (j *jsonWriter) Add(r *Result) error {
	members, err := members(r)
	if err != nil {
		return err
	}
	sep := "[\n"
	if j.began {
		sep = ",\n"
	}
	j.began = true
	_, err = fmt.Fprintf(j.w, "%s  {\n    %s\n  }", sep, strings.Join(members, ",\n    "))
	return err
}

func (j *jsonWriter) Close() error {
	s := "\n]\n"
	if !j.began {
		s = "[\n]\n"
	}
	_, err := io.WriteString(j.w, s)
	return err
}

// jsonlWriter: the same objects, one a line.
type jsonlWriter struct{ w io.Writer }

func (j *jsonlWriter) Add(r *Result) error {
	members, err := members(r)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(j.w, "{%s}\n", strings.Join(members, ", "))
	return err
}

func (j *jsonlWriter) Close() error { return nil }

// members returns the members of r's JSON object in llama-bench's order, then those of Extra.
func members(r *Result) ([]string, error) {
	var all []string
	add := func(name, value string) { all = append(all, strconv.Quote(name)+": "+value) }
	for i := range fields {
		f := &fields[i]
		s := f.value(r)
		switch {
		case r.Wrong != "" && speeds[f.name]:
			s = "null"
		case f.kind == text:
			data, err := json.Marshal(s)
			if err != nil {
				return nil, err
			}
			s = string(data)
		case f.kind == boolean:
			s = strconv.FormatBool(s == "1")
		}
		add(f.name, s)
	}
	ns := make([]string, len(r.SamplesNS))
	for i, v := range r.SamplesNS {
		ns[i] = strconv.Itoa(v)
	}
	ts := make([]string, len(r.SamplesTS))
	for i, v := range r.SamplesTS {
		ts[i] = strconv.FormatFloat(v, 'f', 6, 64)
	}
	add("samples_ns", "[ "+strings.Join(ns, ", ")+" ]")
	add("samples_ts", "[ "+strings.Join(ts, ", ")+" ]")
	data, err := json.Marshal(r.Extra)
	if err != nil {
		return nil, err
	}
	if s := string(data[1 : len(data)-1]); s != "" {
		all = append(all, s)
	}
	return all, nil
}

// sqlWriter: llama-bench's table holds its fields alone, so that rows of both programs go into one
// database; the rest goes into a table of its own. ref: llama-bench.cpp, sql_printer.
type sqlWriter struct {
	w      io.Writer
	header bool
}

func (s *sqlWriter) Add(r *Result) error {
	var b strings.Builder
	if !s.header {
		s.header = true
		var columns []string
		for _, f := range fields {
			columns = append(columns, f.name+" "+f.kind.sql())
		}
		fmt.Fprintf(&b, "CREATE TABLE IF NOT EXISTS llama_bench (\n  %s\n);\n\n", strings.Join(columns, ",\n  "))
		columns = []string{"llama_bench_rowid INTEGER"}
		for _, f := range ours {
			columns = append(columns, f.name+" "+f.kind.sql())
		}
		fmt.Fprintf(&b, "CREATE TABLE IF NOT EXISTS gemma_bench (\n  %s\n);\n\n", strings.Join(columns, ",\n  "))
	}
	var values []string
	for i := range fields {
		if r.Wrong != "" && speeds[fields[i].name] {
			values = append(values, "NULL")
			continue
		}
		values = append(values, quoteSQL(fields[i].value(r)))
	}
	fmt.Fprintf(&b, "INSERT INTO llama_bench (%s) VALUES (%s);\n", strings.Join(Fields(), ", "), strings.Join(values, ", "))
	names, values := []string{"llama_bench_rowid"}, []string{"last_insert_rowid()"}
	for _, f := range ours {
		v := f.get(r)
		names = append(names, f.name)
		if v == "" {
			values = append(values, "NULL")
		} else {
			values = append(values, quoteSQL(v))
		}
	}
	fmt.Fprintf(&b, "INSERT INTO gemma_bench (%s) VALUES (%s);\n", strings.Join(names, ", "), strings.Join(values, ", "))
	_, err := io.WriteString(s.w, b.String())
	return err
}

func (s *sqlWriter) Close() error { return nil }

// quoteSQL returns v as a string literal, which SQL cannot end early.
func quoteSQL(v string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(v, "\x00", ""), "'", "''") + "'"
}
