// Package golden reads the reference results that other implementations computed, and compares
// text with checked-in files.
package golden

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite golden text files instead of comparing with them")

// Root returns the module's root folder: the nearest one above the working folder, which go test sets to
// that of the package, with a go.mod. (Names of source files would not do: -trimpath takes their folders.)
func Root() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		break
	}
	panic("BUG: golden: not below a folder with a go.mod")
}

// Path returns the path of a file under the module's testdata folder.
func Path(name string) string { return filepath.Join(Root(), "testdata", name) }

// A Case is a prompt and what transformers computes for it in float32 from the same weights.
type Case struct {
	Prompt        string    `json:"prompt"`
	IDs           []int32   `json:"ids"`
	TopIDs        []int32   `json:"top20_ids"`
	TopLogits     []float64 `json:"top20_logits"`
	LogitSum      float64   `json:"logit_sum"`
	LogitL2       float64   `json:"logit_l2"`
	NLL           float64   `json:"prompt_nll_per_token"`
	GreedyIDs     []int32   `json:"greedy_ids"`
	GreedyMargins []float64 `json:"greedy_margins"`
	GreedyText    string    `json:"greedy_text"`
}

// Logits are the reference logits of the 270M model's Q4_K_M file.
type Logits struct {
	Cases []Case `json:"cases"`
	Long  struct {
		IDs       []int32   `json:"ids"` // 1,536 of them: three windows
		NLL       float64   `json:"nll_per_token_all"`
		NLLTail   float64   `json:"nll_positions_600_1535"`
		TopIDs    []int32   `json:"top20_ids"`
		TopLogits []float64 `json:"top20_logits"`
	} `json:"long"`
}

// A Tap is one intermediate value of the reference.
type Tap struct {
	L2   []float64 `json:"l2_per_token"`
	Last []float64 `json:"last_token_first8"`
}

// Taps are intermediate values for one prompt.
type Taps struct {
	IDs  []int32        `json:"ids"`
	Taps map[string]Tap `json:"taps"`
}

// LoadLogits reads testdata/logits-270m-q4km.json.
func LoadLogits(t testing.TB) *Logits { return load[Logits](t, "logits-270m-q4km.json") }

// LoadTaps reads testdata/taps-270m-q4km.json.
func LoadTaps(t testing.TB) *Taps { return load[Taps](t, "taps-270m-q4km.json") }

func load[T any](t testing.TB, name string) *T {
	t.Helper()
	data, err := os.ReadFile(Path(name))
	require.NoError(t, err)
	v := new(T)
	require.NoError(t, json.Unmarshal(data, v))
	return v
}

// Text compares got with the file at path, relative to the test's package. With -update it writes the file.
func Text(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run with -update to make it")
	require.Equal(t, string(want), got, "run with -update if the change is meant")
}
