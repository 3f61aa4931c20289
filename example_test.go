package gemma_test

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"

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
	for tok, err := range s.Chat(ctx, []chat.Message{{Role: chat.User, Content: "Name a colour."}}, gemma.Recommended()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(tok.Text)
	}
}

// The user chooses the device: -backend vulkan:1.
func ExampleBackendFlag() {
	device := gemma.BackendFlag(flag.CommandLine)
	flag.Parse()
	m, err := gemma.Open(context.Background(), "hf:ggml-org/gemma-3-270m-it-GGUF:Q8_0", device)
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()
	fmt.Println(m.Device().Name)
}

// A session that is saved goes on in another process.
func ExampleSession_Save() {
	ctx := context.Background()
	m, err := gemma.Open(ctx, "gemma-3-270m-it.gguf")
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()
	s, err := m.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Score(ctx, "A long text that is asked about again and again."); err != nil {
		log.Fatal(err)
	}
	file, err := os.Create("text.kv")
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Save(ctx, file); err != nil {
		log.Fatal(err)
	}
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}

// How likely a text is, token by token.
func ExampleSession_Score() {
	ctx := context.Background()
	m, err := gemma.Open(ctx, "gemma-3-270m-it.gguf")
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()
	s, err := m.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	scores, err := s.Score(ctx, "The capital of France is Paris.")
	if err != nil {
		log.Fatal(err)
	}
	for _, x := range scores {
		fmt.Println(x.ID, x.LogProb)
	}
}
