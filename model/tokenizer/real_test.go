package tokenizer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/stretchr/testify/require"
)

// loadReal builds the tokenizer of the real model, built once.
var loadReal = sync.OnceValues(func() (*Tokenizer, error) {
	path, err := testmodel.Find()
	if err != nil {
		return nil, err
	}
	f, err := gguf.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return FromGGUF(f)
})

func realModel(t testing.TB) *Tokenizer {
	t.Helper()
	testmodel.Path(t)
	tok, err := loadReal()
	require.NoError(t, err)
	return tok
}

type goldenCase struct {
	Text string
	IDs  []int32
}

func golden(t testing.TB) []goldenCase {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "golden.json"))
	require.NoError(t, err)
	var file struct{ Cases []goldenCase }
	require.NoError(t, json.Unmarshal(data, &file))
	require.Len(t, file.Cases, 98)
	return file.Cases
}

func TestGolden(t *testing.T) {
	tok := realModel(t)
	for _, c := range golden(t) {
		ids := tok.Encode(nil, c.Text, EncodeOptions{Special: true})
		require.Equal(t, c.IDs, append([]int32{}, ids...), "%q", c.Text)
		withBOS := tok.Encode(nil, c.Text, EncodeOptions{Special: true, BOS: true})
		if !strings.HasPrefix(c.Text, "<bos>") {
			ids = append([]int32{2}, ids...)
		}
		require.Equal(t, ids, withBOS, "%q with BOS", c.Text)
	}
}
