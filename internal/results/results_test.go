package results

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// theirs is the header that llama-bench 0c1e570 prints.
const theirs = "build_commit,build_number,cpu_info,gpu_info,backends,model_filename,model_type,model_size,model_n_params,n_batch,n_ubatch," +
	"n_threads,cpu_mask,cpu_strict,poll,type_k,type_v,n_gpu_layers,n_cpu_moe,split_mode,main_gpu,no_kv_offload,flash_attn,devices," +
	"tensor_split,tensor_buft_overrides,load_mode,lazy_mode,embeddings,no_op_offload,no_host,repack,fit_target,fit_min_ctx,n_prompt," +
	"n_gen,n_depth,test_time,avg_ns,stddev_ns,avg_ts,stddev_ts"

// example is a result with characters that every format must escape.
func example() *Result {
	r := &Result{}
	r.Defaults()
	r.BuildCommit, r.BuildNumber, r.CPUInfo, r.Backends = "abc1234", 20261125, `Some "CPU", 2'`, "cpu"
	r.ModelFile, r.ModelType, r.ModelSize, r.Params = "dir\\a,b.gguf", "gemma3 270M Q4_K - Medium", 246587904, 268098176
	r.Threads, r.Prompt, r.TestTime = 2, 512, "2026-11-25T12:00:00Z"
	r.AvgNS, r.StdDevNS, r.AvgTS, r.StdDevTS = 512e6, 1e6, 1000.5, 2.25
	r.SamplesNS, r.SamplesTS = []int{511e6, 513e6}, []float64{1001.956947, 998.050682}
	yes := true
	r.Valid, r.MedianTS, r.Device = &yes, 1000, "a device"
	return r
}

func write(t *testing.T, format string, rs ...*Result) string {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, format, nil)
	require.NoError(t, err)
	for _, r := range rs {
		require.NoError(t, w.Add(r))
	}
	require.NoError(t, w.Close())
	return b.String()
}

func TestFieldsAreLlamaBenchs(t *testing.T) {
	require.Len(t, Fields(), 42)
	require.Equal(t, theirs, strings.Join(Fields(), ","))
	header, _, _ := strings.Cut(write(t, "csv", example()), "\n")
	require.True(t, strings.HasPrefix(header, theirs+","), header)

	d := json.NewDecoder(strings.NewReader(write(t, "jsonl", example())))
	var order []string
	_, err := d.Token()
	require.NoError(t, err)
	for d.More() {
		name, err := d.Token()
		require.NoError(t, err)
		order = append(order, name.(string))
		var v json.RawMessage
		require.NoError(t, d.Decode(&v))
	}
	require.Equal(t, append(strings.Split(theirs, ","), "samples_ns", "samples_ts"), order[:44])
	require.Contains(t, order[44:], "valid")
}

// The text of each field is what llama-bench prints: the real program's rows come back unchanged.
func TestRowsOfLlamaBenchComeBack(t *testing.T) {
	data, err := os.ReadFile("testdata/llama-bench.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, theirs, strings.Join(rows[0], ","))
	rs, err := Read(data)
	require.NoError(t, err)
	require.Len(t, rs, len(rows)-1)
	again, err := csv.NewReader(strings.NewReader(write(t, "csv", rs...))).ReadAll()
	require.NoError(t, err)
	for i, row := range rows {
		require.Equal(t, row, again[i][:42])
	}
	data, err = os.ReadFile("testdata/llama-bench.json")
	require.NoError(t, err)
	rs, err = Read(data)
	require.NoError(t, err)
	lines := strings.Split(string(data), "\n")
	for i, line := range strings.Split(write(t, "json", rs...), "\n")[:44] { // up to the samples
		require.Equal(t, lines[i], line)
	}
	require.Equal(t, []int{2335958059, 4012015007}, rs[0].SamplesNS)
}

func TestReadWhatLlamaBenchWrites(t *testing.T) {
	for _, name := range []string{"csv", "json", "jsonl", "sqlite"} {
		rs, err := ReadFile("testdata/llama-bench." + name)
		require.NoError(t, err, name)
		require.NotEmpty(t, rs, name)
		r := rs[0]
		require.Equal(t, "pp16", r.Test(), name)
		require.Equal(t, "0c1e570", r.BuildCommit)
		require.Equal(t, 246587904, r.ModelSize)
		require.Equal(t, "gemma-3-270m-q4_k_m.gguf", r.ModelFile)
		require.Equal(t, -1, r.FlashAttn)
		require.Positive(t, r.AvgTS)
		require.False(t, r.Repack)
		require.Nil(t, r.Valid)
	}
}

func TestFormatsComeBack(t *testing.T) {
	want := example()
	for _, format := range []string{"csv", "json", "jsonl"} {
		rs, err := Read([]byte(write(t, format, want, want)))
		require.NoError(t, err, format)
		require.Len(t, rs, 2)
		got := rs[1]
		require.Equal(t, want.SamplesNS, got.SamplesNS, format)
		require.InDeltaSlice(t, want.SamplesTS, got.SamplesTS, 1e-5)
		for _, name := range Fields() {
			a, _ := want.Value(name)
			b, _ := got.Value(name)
			require.Equal(t, a, b, "%s: %s", format, name)
		}
		if format != "csv" {
			want.SamplesTS = got.SamplesTS
			require.Equal(t, want, got)
		}
	}
}

func TestMarkdown(t *testing.T) {
	var b bytes.Buffer
	w, err := NewWriter(&b, "md", []string{"n_ubatch"})
	require.NoError(t, err)
	r := example()
	require.NoError(t, w.Add(r))
	r.Gen, r.Depth, r.Wrong = 128, 4096, "logits differs by 3"
	require.NoError(t, w.Add(r))
	require.NoError(t, w.Close())
	// ref: the table of llama-bench 0c1e570 -ub 256,512.
	require.Equal(t, ""+
		"| model                          |       size |     params | backend    | threads | n_ubatch |            test |                  t/s |\n"+
		"| ------------------------------ | ---------: | ---------: | ---------- | ------: | -------: | --------------: | -------------------: |\n"+
		"| gemma3 270M Q4_K - Medium      | 235.16 MiB |   268.10 M | cpu        |       2 |      512 |           pp512 |       1000.50 ± 2.25 |\n"+
		"| gemma3 270M Q4_K - Medium      | 235.16 MiB |   268.10 M | cpu        |       2 |      512 |           check | WRONG: logits differs by 3 |\n"+
		"\nbuild: abc1234 (20261125)\n", b.String())
	require.Equal(t, "pp512+tg128 @ d4096", r.Test())
	require.Empty(t, write(t, "md"))
}

// A result that is wrong has no speed in any format.
func TestWrongHasNoSpeed(t *testing.T) {
	r := example()
	r.Wrong = "logits differs by 3"
	for _, format := range Formats {
		out := write(t, format, r)
		require.NotContains(t, out, "1000.5", format)
		require.Contains(t, out, "logits differs by 3", format)
		if format == "md" || format == "sql" {
			continue
		}
		rs, err := Read([]byte(out))
		require.NoError(t, err, format)
		require.Equal(t, r.Wrong, rs[0].Wrong)
		require.Zero(t, rs[0].AvgTS)
	}
}

func TestEnergyString(t *testing.T) {
	require.Empty(t, (*Energy)(nil).String())
	require.Empty(t, (&Energy{Method: "unavailable: no meter"}).String())
	e := &Energy{Method: "powercap", PerToken: 0.5, IdleWatts: 3, NetPerToken: 0.25}
	require.Equal(t, "0.5 J a token, 0.25 above idle (powercap)", e.String())
	e = &Energy{Method: "estimate: 5 W all the time", PerToken: 0.5, Conversations: &Battery{Conversations: 25, Joules: 494.1, Percent: 0.75, WattHours: 18.3}}
	require.Equal(t, "0.5 J a token (estimate: 5 W all the time); 25 conversations: 494 J, 0.75 % of 18.3 Wh", e.String())
}

// An interrupted benchmark leaves files that can be read.
func TestEmptyOutputs(t *testing.T) {
	text := write(t, "json")
	require.NoError(t, json.Unmarshal([]byte(text), &[]Result{}))
	_, err := Read([]byte(text))
	require.ErrorContains(t, err, "no results", "not a mistake of form")
}

func TestSQLite(t *testing.T) {
	tool, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("no sqlite3 to import with")
	}
	path := filepath.Join(t.TempDir(), "results.sqlite")
	r := example()
	bad := example()
	bad.Wrong = "it's wrong"
	many := []*Result{r, bad}
	for range 300 { // several pages, and an interior one
		many = append(many, r)
	}
	for n := 3000; n < 25000; n += 701 { // overflow pages, with every way of sharing a row out
		long := example()
		long.ModelFile = strings.Repeat("l", n)
		many = append(many, long)
	}
	cmd := exec.Command(tool, path)
	cmd.Stdin = strings.NewReader("PRAGMA synchronous=off; BEGIN;\n" + write(t, "sql", many...) + "COMMIT;\n")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	require.Empty(t, string(out))
	rs, err := ReadFile(path)
	require.NoError(t, err)
	require.Len(t, rs, len(many))
	for i := range rs {
		require.Equal(t, many[i].ModelFile, rs[i].ModelFile)
	}
	for _, name := range Fields() {
		a, _ := r.Value(name)
		b, _ := rs[0].Value(name)
		require.Equal(t, a, b, name)
	}
	out, err = exec.Command(tool, path, "SELECT n_prompt, device, valid, samples_ns FROM llama_bench JOIN gemma_bench "+
		"ON llama_bench.rowid = llama_bench_rowid LIMIT 1; SELECT avg_ts IS NULL FROM llama_bench WHERE rowid = 2").Output()
	require.NoError(t, err)
	require.Equal(t, "512|a device|1|511000000 513000000\n1\n", string(out))
}

// script are the fields that llama.cpp's compare script asks for; it drops keys that it does not know.
// ref: scripts/compare-llama-bench.py, LLAMA_BENCH_DB_FIELDS and LLAMA_BENCH_KEY_PROPERTIES.
var script = strings.Fields(`build_commit build_number cpu_info gpu_info backends model_filename model_type model_size model_n_params
	n_batch n_ubatch n_threads cpu_mask cpu_strict poll type_k type_v n_gpu_layers split_mode main_gpu no_kv_offload flash_attn
	tensor_split tensor_buft_overrides load_mode embeddings no_op_offload n_prompt n_gen n_depth test_time avg_ns stddev_ns avg_ts
	stddev_ts n_cpu_moe fit_target fit_min_ctx`)

func TestCompareScriptsFields(t *testing.T) {
	require.Subset(t, Fields(), script)
	var m map[string]any
	require.NoError(t, json.Unmarshal([]byte(write(t, "jsonl", example())), &m))
	for _, name := range script {
		switch v := m[name].(type) { // what sqlite3.execute of Python can bind
		case string, float64, bool:
		default:
			t.Errorf("%s is %T", name, v)
		}
	}
}

func TestHostileFiles(t *testing.T) {
	for want, text := range map[string]string{
		"no results":            "  \n",
		"results: no results":   "[\n]\n",
		"no column n_gen":       "n_prompt,avg_ts\n",
		"nor CSV of results":    "\x7fELF\x02\x01",
		"no field n_gen":        `[{"n_prompt": 1, "avg_ts": 1}]`,
		"no column n_prompt":    "a,b\n1,2\n",
		"n_prompt: \"x\" is no": `{"n_prompt": "x", "n_gen": 0, "avg_ts": 1}`,
		"is no number":          `{"n_prompt": 1e99, "n_gen": 0, "avg_ts": 1}`,
		"negative":              `{"n_prompt": -1, "n_gen": 0, "avg_ts": 1}`,
		"after result 1":        `[{"n_prompt": 1, "n_gen": 0, "avg_ts": 1}`,
		"shorter than a page":   sqliteMagic,
		"pages of 0 bytes":      sqliteMagic + strings.Repeat("\x00", 600),
		"samples_ns":            `{"n_prompt": 1, "n_gen": 0, "avg_ts": 1, "samples_ns": "all"}`,
	} {
		_, err := Read([]byte(text))
		require.Error(t, err, text)
		require.Contains(t, strings.ToLower(err.Error()), strings.ToLower(want), text)
	}
}

// Pages that are linked in a circle are an error, and not a long wait.
func TestSQLiteCircle(t *testing.T) {
	data, err := os.ReadFile("testdata/llama-bench.sqlite")
	require.NoError(t, err)
	page := data[4096:8192]
	clear(page)
	page[0], page[11] = 5, 2 // an interior page whose last child is itself
	_, err = Read(data)
	require.ErrorContains(t, err, "a page in two places")
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"csv", "json", "jsonl", "sqlite"} {
		data, err := os.ReadFile("testdata/llama-bench." + name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"n_prompt": 1, "n_gen": 2, "avg_ts": 3, "valid": true, "phases": {}, "samples_ts": [1]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		rs, err := Read(data)
		if err != nil {
			return
		}
		for _, r := range rs {
			_ = r.Test()
			_ = r.cell(mdColumns[len(mdColumns)-1])
		}
	})
}
