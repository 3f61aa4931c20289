package bench

import (
	"flag"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func parse(t testing.TB, args ...string) (*Params, error) {
	t.Helper()
	var p Params
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	p.Register(fs)
	return &p, fs.Parse(Names(args))
}

func TestRanges(t *testing.T) {
	for text, want := range map[string][]int{
		"512": {512}, "1,2,3": {1, 2, 3}, "1-4": {1, 2, 3, 4}, "0-512+128": {0, 128, 256, 384, 512}, "1-9*2": {1, 2, 4, 8},
		"7-3": nil, "1-3,8,10-20+5": {1, 2, 3, 8, 10, 15, 20}, "4,": {4},
	} {
		var p Ints
		require.NoError(t, p.Set(text), text)
		require.Equal(t, want, p.Values, text)
	}
	for text, want := range map[string]string{
		"": "want a number", "x": "want a number", "-3": "no negative number", "0-8*2": "does not grow", "1-9+0": "does not grow",
		"1-5*1": "does not grow", "1-99999999": "more than 10000", "1-2-3": "want a number", "99999999999": "want a number", "1-": "want a number",
	} {
		var p Ints
		require.ErrorContains(t, p.Set(text), want, text)
	}
	p := Ints{Negative: true}
	require.NoError(t, p.Set("-1,99"))
	require.Equal(t, []int{-1, 99}, p.Values)
}

func TestDefaults(t *testing.T) {
	p, err := parse(t)
	require.NoError(t, err)
	require.Equal(t, []Setup{{"", 2048, 512, "f16", "f16", 0, -1}}, p.Setups())
	require.Equal(t, []Test{{Prompt: 512, Tokens: Random}, {Gen: 128, Tokens: Random}}, p.Tests())
	require.Empty(t, p.Columns())
	p, err = parse(t, "-p", "0", "-n", "64")
	require.NoError(t, err)
	require.Equal(t, []Test{{Gen: 64, Tokens: Random}}, p.Tests())
}

// Combinations come in llama-bench's order: prompts, then decoding, then pairs, for each depth; the
// later a parameter among the loops the faster it changes.
func TestCartesianProduct(t *testing.T) {
	p, err := parse(t, "-m", "a,b", "--model", "c", "-t", "1-2", "-ub", "128-512*2", "-ctk", "f16,f32", "-p", "16", "-p", "32,0", "--n_gen", "4",
		"-pg", "8,2", "-pg", "0,0", "-d", "0,64")
	require.NoError(t, err)
	s := p.Setups()
	require.Len(t, s, 3*3*2*2)
	require.Equal(t, []Setup{{"a", 2048, 128, "f16", "f16", 1, -1}, {"a", 2048, 128, "f16", "f16", 2, -1}, {"a", 2048, 128, "f32", "f32", 1, -1}}, s[:3])
	require.Equal(t, "c", s[len(s)-1].Model)
	require.Equal(t, []Test{
		{16, 0, 0, Random}, {32, 0, 0, Random}, {0, 4, 0, Random}, {8, 2, 0, Random},
		{16, 0, 64, Random}, {32, 0, 64, Random}, {0, 4, 64, Random}, {8, 2, 64, Random},
	}, p.Tests())
	require.Equal(t, []string{"n_ubatch", "type_k", "type_v"}, p.Columns())
	require.Equal(t, 74, p.Tests()[7].Need())
}

// Parameters that this engine cannot do say so by name; values that change nothing are accepted.
func TestUnsupportedByName(t *testing.T) {
	for _, args := range []string{
		"-sm row", "--split-mode tensor", "-nkvo 1", "-fa off", "-rpc host:1", "--numa isolate", "-C 0x3", "--poll 0", "-ot a=b",
		"-mmp 0", "--prio 2", "-ncmoe 4", "-embd 1", "-ts 1/1", "-lm none", "-lzm on", "--repack 0", "-fitt 1024", "-hft x", "--no-host 1", "-dio 1", "-hff x",
	} {
		_, err := parse(t, strings.Fields(args)...)
		name := strings.TrimLeft(strings.Fields(args)[0], "-")
		require.ErrorContains(t, err, "-"+name+" is not supported here: ", args)
	}
	p, err := parse(t, strings.Fields("-sm none -nkvo 0 -fa on -C 0x0 --poll 50 -mmp 1 --prio 0 -ncmoe 0 -embd 0 -ts 0 -lm mmap -lzm auto "+
		"--repack 1 -fitt 0 --no_host 0 -dio 0 -nopo 0 -mg 0 --offline -ngl 99")...)
	require.NoError(t, err)
	require.Equal(t, "none", p.Fixed()["split_mode"])
	require.True(t, p.Offline)
	columns := p.Columns()
	slices.Sort(columns)
	require.Equal(t, []string{"flash_attn", "load_mode", "n_gpu_layers", "split_mode"}, columns)
	p, err = parse(t, "-hf", "a/b:Q8_0", "-m", "file", "--hf-repo", "c/d")
	require.NoError(t, err)
	require.Equal(t, []string{"hf:a/b:Q8_0", "file", "hf:c/d"}, p.Models.Values)
	_, err = parse(t, "-ctk", "q4_0")
	require.ErrorContains(t, err, "want one of f16, f32")
	_, err = parse(t, "-pg", "512")
	require.ErrorContains(t, err, "want two numbers")
}

// theirs are all flags of llama-bench 0c1e570 that take part in tests or output, from its usage text.
const theirs = `numa prio fitt fit-target fitc fit-ctx rpc m model hf hfr hf-repo hff hf-file hft hf-token offline p n-prompt n n-gen pg d
	n-depth b batch-size ub ubatch-size ctk cache-type-k ctv cache-type-v t threads C cpu-mask cpu-strict poll ngl n-gpu-layers ncmoe n-cpu-moe
	sm split-mode mg main-gpu nkvo no-kv-offload fa flash-attn dev device lm load-mode lzm lazy-mode embd embeddings ts tensor-split ot
	override-tensor nopo no-op-offload no-host repack mmp mmap dio direct-io`

func TestEveryFlagIsKnown(t *testing.T) {
	var p Params
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	p.Register(fs)
	for _, name := range strings.Fields(theirs) {
		require.NotNil(t, fs.Lookup(name), name)
	}
}

func FuzzInts(f *testing.F) {
	for _, s := range []string{"1", "1-8", "0-512+128", "1-64*2", "1,2,", "-1", "1-2147483647*2", "2147483646-2147483647"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := Ints{Negative: true}
		if p.Set(s) == nil {
			require.LessOrEqual(t, len(p.Values), maxValues)
		}
	})
}
