package gemma_test

import (
	"context"
	"fmt"
	"log"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/model/chat"
)

// FunctionGemma calls Go functions.
func ExampleSession_Run() {
	type Place struct {
		Location string `json:"location" schema:"The city and state, e.g. San Francisco, CA"`
		Unit     string `json:"unit,omitempty" schema:"The unit to return the temperature in.; enum=celsius|fahrenheit"`
	}
	weather, err := gemma.NewTool("get_current_weather", "Gets the current weather in a given location.",
		func(ctx context.Context, p Place) (any, error) {
			return map[string]any{"temperature": 15, "weather": "sunny"}, nil
		})
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	m, err := gemma.Open(ctx, "functiongemma-270m-it.gguf")
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()
	s, err := m.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	var p gemma.Params
	if p.Constraint, err = m.Calls(weather); err != nil { // it calls the tool in any case
		log.Fatal(err)
	}
	added, err := s.Run(ctx, []chat.Message{{Role: chat.User, Content: "Hey, what's the weather in Tokyo right now?"}}, []gemma.Tool{weather}, p)
	if err != nil {
		log.Fatal(err)
	}
	for _, call := range added[0].Calls {
		fmt.Printf("%s %s\n", call.Name, call.Arguments)
	}
	fmt.Println(added[len(added)-1].Content)
}
