package gemma_test

import (
	"context"
	"fmt"
	"log"

	"github.com/gemma-bench/gemma"
)

func ExampleExtract() {
	type Meeting struct {
		Topic string `json:"topic" schema:"a few words; maxLength=40"`
		Day   string `json:"day" schema:"format=date"`
		Hours int    `json:"hours" schema:"minimum=1; maximum=8"`
	}
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
	meeting, err := gemma.Extract[Meeting](ctx, s, "Budget talks on 3 May 2027, from two to four.", gemma.Params{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(meeting.Topic, meeting.Day, meeting.Hours)
}

func ExampleSession_Classify() {
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
	labels, err := s.Classify(ctx, "Review: I would buy it again.\nSentiment:", " positive", " negative")
	if err != nil {
		log.Fatal(err)
	}
	for _, l := range labels {
		fmt.Printf("%s %.2f\n", l.Text, l.Probability)
	}
}

func ExampleSession_Route() {
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
	to, err := s.Route(ctx, "My invoice is wrong.",
		gemma.Destination{Name: "billing", Description: "invoices and payments"},
		gemma.Destination{Name: "support", Description: "the product does not work"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(to.Name)
}

func ExampleModel_Regex() {
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
	date, err := m.Regex(`\d{4}-\d\d-\d\d`)
	if err != nil {
		log.Fatal(err)
	}
	for tok, err := range s.Generate(ctx, "The first of May 2027 is written ", gemma.Params{Constraint: date}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(tok.Text)
	}
}
