package gemma_test

import (
	"context"
	"fmt"
	"log"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/model/chat"
)

func Example() {
	ctx := context.Background()
	m, err := gemma.Open(ctx, "gemma-3-270m-it.gguf", gemma.WithBackend("cpu"))
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()
	s, err := m.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	for tok, err := range s.Chat(ctx, []chat.Message{{Role: chat.User, Content: "Name a colour."}}, gemma.GemmaParams()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(tok.Text)
	}
}
