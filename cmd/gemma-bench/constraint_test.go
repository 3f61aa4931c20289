package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

func TestGenerateUnderConstraint(t *testing.T) {
	path := tinymodel.Path(t)
	file := func(name, text string) string {
		p := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(p, []byte(text), 0o600))
		return p
	}
	call := func(args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		args = append([]string{"generate", "-m", path, "-backend", "ref", "-p", "a", "-seed", "3"}, args...)
		code := run(context.Background(), &environ{nil, &out, &errs}, args)
		return code, out.String(), errs.String()
	}
	schema := file("schema.json", `{"type":"object","properties":{"n":{"type":"integer","minimum":3,"maximum":5}},"required":["n"]}`)
	code, out, errs := call("-schema", schema, "-compact")
	require.Zero(t, code, errs)
	require.Regexp(t, `^\{"n":[345]\}\n$`, out)
	code, out, _ = call("-schema", schema, "-json")
	require.Zero(t, code)
	var got generated
	require.NoError(t, json.Unmarshal([]byte(out), &got))
	require.EqualValues(t, "stop", got.Finish)
	_, out, _ = call("-regex", `[xy]{3}`)
	require.Regexp(t, `^[xy]{3}\n$`, out)
	_, out, _ = call("-choices", "up", "-choices", "down")
	require.Regexp(t, `^(up|down)\n$`, out)
	_, out, _ = call("-grammar", file("g.gbnf", `root ::= "<" [0-9]+ ">"`), "-n", "60", "-temp", "2")
	require.Regexp(t, `^<[0-9]+>?\n$`, out)

	for want, args := range map[string][]string{
		"exclude each other": {"-regex", "a", "-choices", "b"},
		"-compact needs":     {"-compact"},
		"contentEncoding":    {"-schema", file("bad.json", `{"type":"string","contentEncoding":"x"}`)},
		"error parsing":      {"-regex", "("},
		"no such file":       {"-grammar", filepath.Join(t.TempDir(), "none")},
	} {
		code, _, errs := call(args...)
		require.NotZero(t, code, want)
		if want != "no such file" { // the system's words
			require.Contains(t, errs, want)
		}
	}
}
