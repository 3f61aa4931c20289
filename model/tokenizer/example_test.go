package tokenizer_test

import (
	"fmt"
	"os"

	"github.com/gemma-bench/gemma/model/tokenizer"
)

// open loads the small tokenizer.json of the tests; for a GGUF file use tokenizer.FromGGUF.
func open() *tokenizer.Tokenizer {
	data, err := os.ReadFile("testdata/small.json")
	if err != nil {
		panic(err)
	}
	tok, err := tokenizer.ParseJSON(data)
	if err != nil {
		panic(err)
	}
	return tok
}

// Text from users stays text; only Special reads the names of control tokens.
func ExampleTokenizer_Encode() {
	tok := open()
	fmt.Println(tok.Encode(nil, "low lower", tokenizer.EncodeOptions{BOS: true}))
	fmt.Println(tok.Encode(nil, "<eos>", tokenizer.EncodeOptions{Special: true}))
	fmt.Println(len(tok.Encode(nil, "<eos>", tokenizer.EncodeOptions{})))
	// Output:
	// [0 266 267 271]
	// [1]
	// 5
}

// A character that is spread over several ids appears when its last byte is there.
func ExampleDetokenizer() {
	tok := open()
	d := tok.Detokenizer(false)
	for _, id := range tok.Encode(nil, "low É", tokenizer.EncodeOptions{}) {
		text, err := d.Write(id)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%d %q\n", id, text)
	}
	fmt.Printf("%q\n", d.Flush())
	// Output:
	// 266 "low"
	// 274 " "
	// 202 ""
	// 144 "É"
	// ""
}
