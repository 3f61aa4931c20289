package grammar

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

type inner struct {
	X int8 `json:"x"`
}

type everything struct {
	inner
	Name  string             `json:"name" schema:"of the thing; maxLength=5"`
	Mood  string             `json:"mood" schema:"enum=good|bad"`
	N     int                `json:"n,omitempty" schema:"minimum=-3; maximum=12"`
	U     uint16             `json:"u"`
	F     float64            `json:"f" schema:"minimum=0;maximum=1"`
	B     bool               `json:"b"`
	P     *inner             `json:"p"`
	L     []string           `json:"l" schema:"maxItems=2"`
	A     [2]bool            `json:"a"`
	M     map[string]float32 `json:"m"`
	T     time.Time          `json:"t"`
	Any   json.RawMessage    `json:"any"`
	Next  *everything        `json:"next"`
	Skip  func()             `json:"-"`
	Plain uint8
	quiet int
}

// What the schema of a type lets through, encoding/json reads into the type and knows every name of.
func TestSchemaOf(t *testing.T) {
	src, err := SchemaOf(reflect.TypeFor[everything]())
	require.NoError(t, err)
	g, err := Schema(src, SchemaOptions{})
	require.NoError(t, err, string(src))
	tokens := jsonTokens()
	c := NewConstraint(g, vocabOf(tokens))
	rng := rand.New(rand.NewPCG(1, 1))
	ended := 0
	for range 400 {
		text, ok := sample(t, c, tokens, rng)
		if !ok {
			continue
		}
		ended++
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		var v everything
		require.NoError(t, d.Decode(&v), text)
		require.Contains(t, []string{"good", "bad"}, v.Mood)
		require.LessOrEqual(t, len(v.L), 2)
		require.Zero(t, v.quiet)
	}
	require.Greater(t, ended, 5)
	for _, bad := range []any{func() {}, map[int]string{}, []byte{}, make(chan int), struct {
		X error `json:"x"`
	}{}, struct {
		X int `schema:"maximum=many"`
	}{}, struct {
		X int `schema:"color=red"`
	}{}} {
		_, err := SchemaOf(reflect.TypeOf(bad))
		var unsupported *UnsupportedError
		require.ErrorAs(t, err, &unsupported, "%T", bad)
	}
	_, err = SchemaOf(nil)
	require.Error(t, err)
}
