package safetensors_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/model/safetensors"
)

func errorAs[T error](err error, target *T) bool { return errors.As(err, target) }

// FuzzParse: no input panics, errors are typed, and of what is accepted every byte can be read.
func FuzzParse(f *testing.F) {
	whole := encode(f, map[string]string{"a": "b"}, sample())
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	for _, h := range hostile {
		f.Add(h.file)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := safetensors.Parse(data)
		if err != nil {
			var format *safetensors.FormatError
			var typ *safetensors.TypeError
			require.True(t, errorAs(err, &format) || errorAs(err, &typ), "%T", err)
			return
		}
		left := len(data)
		for _, info := range file.Tensors() {
			left -= len(bytes.Clone(file.Bytes(info)))
			if typ, err := info.Type(); err == nil {
				require.Equal(t, int(info.Size), typ.Bytes())
			}
		}
		require.GreaterOrEqual(t, left, 8+2)
	})
}

// FuzzParseIndex: no input panics, and no accepted name leaves the folder.
func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(`{"weight_map":{"a":"m-1.safetensors"}}`))
	f.Add([]byte(`{"weight_map":{"a":"../m-1.safetensors"}}`))
	f.Add([]byte(`{"weight_map":{"a":"..\\m.safetensors"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		index, err := safetensors.ParseIndex(data)
		if err != nil {
			return
		}
		for _, name := range index {
			require.NotContains(t, name, "/")
			require.NotContains(t, name, `\`)
		}
	})
}
