package tokenizer

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/stretchr/testify/require"
)

func gpl(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "gpl-3.txt"))
	require.NoError(t, err)
	return string(data)
}

// adversarial are texts that make careless tokenizers quadratic, n bytes each.
func adversarial(n int) map[string]string {
	r := rand.New(rand.NewPCG(1, 2))
	noise, letters := make([]byte, n), make([]byte, n)
	for i := range noise {
		noise[i] = byte(r.Uint32())
		letters[i] = byte('a' + r.Uint32()%26)
	}
	return map[string]string{
		"a":        strings.Repeat("a", n),
		"ab":       strings.Repeat("ab", n/2),
		"newlines": strings.Repeat("\n", n),
		"spaces":   strings.Repeat(" ", n),
		"meta":     strings.Repeat(meta, n/3),
		"less":     strings.Repeat("<", n),
		"unused":   strings.Repeat("<unused624", n/10),
		"emoji":    strings.Repeat("😀", n/4),
		"bad":      strings.Repeat("\xff", n),
		"noise":    string(noise),
		"letters":  string(letters),
		"joined":   strings.Repeat(">▁</", n/6),
	}
}

func BenchmarkEncode(b *testing.B) {
	tok := realModel(b)
	texts := adversarial(1 << 20)
	texts["gpl"] = gpl(b)
	texts["cjk"] = strings.Repeat("今日は良い天気です。你好,世界。안녕하세요 세계. ", 500)
	texts["code"] = strings.Repeat("\tif err != nil {\n\t\treturn fmt.Errorf(\"tokenizer: %w\", err)\n\t}\n", 500)
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			ids := tok.Encode(nil, text, EncodeOptions{})
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				ids = tok.Encode(ids[:0], text, EncodeOptions{})
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	tok := realModel(b)
	text := gpl(b)
	ids := tok.Encode(nil, text, EncodeOptions{})
	d := tok.Detokenizer(false)
	var out []byte
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		out = out[:0]
		for _, id := range ids {
			out, _ = d.Append(out, id)
		}
	}
	require.Equal(b, text, string(out))
}

func BenchmarkLoad(b *testing.B) {
	path := testmodel.Path(b)
	f, err := gguf.Open(path)
	require.NoError(b, err)
	defer f.Close()
	b.ReportAllocs()
	for b.Loop() {
		_, err := FromGGUF(f)
		require.NoError(b, err)
	}
}
