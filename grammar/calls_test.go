package grammar

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCalls(t *testing.T) {
	g, err := Calls([]Function{
		{"weather", []byte(`{"type":"object","additionalProperties":false,"required":["place"],"properties":{"unit":{"enum":["c","f"]},
			"place":{"type":"string","maxLength":6},"days":{"type":"array","items":{"type":"integer","minimum":1,"maximum":7},"maxItems":2}}}`)},
		{"any", []byte(`{"type":"object"}`)},
		{"tree", []byte(`{"type":"object","properties":{"kids":{"type":"array","items":{"$ref":"#"}},"x:y":{"const":{"b":[null,true],"a":"q"}}}}`)},
	})
	require.NoError(t, err)
	marked := strings.NewReplacer("<", markCall, ">", markEnd, "'", markEscape).Replace
	for _, s := range []string{"<call:weather{place:'Tokyo'}>", "<call:weather{days:[1,7],place:'',unit:'c'}><call:any{}>", "<call:weather{place:'},\n\"{'}>",
		"<call:any{a:1,b-c:'x',d:{e:None,f:[true,'y']}}>", "<call:tree{kids:[{},{kids:[{'x:y':{a:'q',b:[None,true]}}]}]}>"} {
		require.True(t, g.takes(marked(s)), s)
	}
	for _, s := range []string{"", "<call:weather{}>", "<call:weather{place:Tokyo}>", "<call:weather{unit:'c',place:'x'}>", "<call:weather{place:'Tokyo'}", "call:any{}",
		"<call:other{}>", "<call:weather{place:'Kyoto-shi'}>", "<call:weather{ place:'x'}>", "<call:weather{place:'x'}>>", "<call:any{a b:1}>", "<call:any{a:'''}>"} {
		require.False(t, g.takes(marked(s)), s)
	}
	var unsupported *UnsupportedError
	for _, bad := range []Function{{"", []byte(`{"type":"object"}`)}, {"a:b", []byte(`{"type":"object"}`)}, {"f", []byte(`{"type":"string"}`)}, {"f", []byte(`true`)},
		{"f", []byte(`{"type":"object","properties":{"a":{"not":{}}}}`)}} {
		_, err := Calls([]Function{bad})
		require.ErrorAs(t, err, &unsupported)
	}
	var syntax *SyntaxError
	_, err = Calls([]Function{{"f", []byte(`{`)}})
	require.ErrorAs(t, err, &syntax)
	_, err = Calls(nil)
	require.ErrorIs(t, err, ErrEmpty)
}
