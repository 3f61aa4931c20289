package gemma_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model/chat"
	"github.com/stretchr/testify/require"
)

// TestConcurrentSessions: of 64 sessions that chat at the same time, a third of them cancelled at any moment, each
// says what it says alone, and closing leaves nothing behind: no goroutine, file, mapping of the file, program, buffer
// or memory of the device.
func TestConcurrentSessions(t *testing.T) {
	path := tinymodel.Path(t)
	for _, spec := range gemma.Backends() {
		switch spec {
		case gemma.Auto, "tally", "null":
		case "cpu":
			t.Run("cpu in Go", func(t *testing.T) {
				t.Setenv("GEMMA_CPU", "go")
				shareAndClose(t, path, spec, 64)
			})
			t.Run(spec, func(t *testing.T) { shareAndClose(t, path, spec, 64) })
		case "ref": // it is slow
			t.Run(spec, func(t *testing.T) { shareAndClose(t, path, spec, 8) })
		default:
			t.Run(spec, func(t *testing.T) { shareAndClose(t, path, spec, 64) })
		}
	}
}

// shareAndClose runs n sessions at the same time and looks for what is left of them.
func shareAndClose(t *testing.T, path, spec string, n int) {
	open := func(opts ...gemma.Option) *gemma.Model {
		m, err := gemma.Open(context.Background(), path, append(opts, gemma.WithBackend("tally:"+spec), gemma.WithContext(96))...)
		var no *gemma.UnavailableError
		if errors.As(err, &no) && !testmodel.Required(spec) {
			t.Skip(err)
		}
		require.NoError(t, err)
		return m
	}
	require.NoError(t, open().Close()) // what a driver keeps for the process is there from now on
	require.Empty(t, leaks())
	before, files := runtime.NumGoroutine(), openFiles()
	alone, m := open(), open(gemma.WithSessions(n))
	shareSteps(t, alone, m, n)
	for range 2 {
		require.NoError(t, m.Close())
		require.NoError(t, alone.Close())
	}
	require.Empty(t, leaks())
	for deadline := time.Now().Add(time.Minute); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		require.True(t, time.Now().Before(deadline), "%d goroutines, %d before", runtime.NumGoroutine(), before)
	}
	require.Equal(t, files, openFiles())
	if maps, err := os.ReadFile("/proc/self/maps"); err == nil {
		require.NotContains(t, string(maps), path)
	}
}

// shareSteps compares what n sessions of m say at the same time with what each says in a model of its own.
func shareSteps(t *testing.T, alone, m *gemma.Model, n int) {
	say := func(ctx context.Context, m *gemma.Model, i int) (string, error) {
		s, err := m.NewSession()
		if err != nil {
			return "", err
		}
		defer s.Close()
		var text strings.Builder
		messages := []chat.Message{{Role: chat.User, Content: strings.Repeat("hello ", i%7) + string(rune('a'+i%26))}}
		for tok, err := range s.Chat(ctx, messages, gemma.Params{MaxTokens: 5 + i%5, Temperature: 1, TopK: 10, Seed: int64(i)}) {
			if err != nil {
				return "", err
			}
			fmt.Fprint(&text, tok.ID, " ")
		}
		return text.String(), nil
	}
	want, began := make([]string, n), time.Now()
	for i := range want {
		var err error
		want[i], err = say(context.Background(), alone, i)
		require.NoError(t, err)
	}
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(want))), n, "texts differ, or a mix-up would not be noticed")
	limit := time.Since(began)
	var wg sync.WaitGroup
	for i := range want {
		cancelled, after := i%3 == 0, rand.N(limit)
		wg.Go(func() {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if cancelled {
				time.AfterFunc(after, cancel)
			}
			got, err := say(ctx, m, i)
			switch {
			case err != nil && !(cancelled && errors.Is(err, context.Canceled)):
				t.Errorf("%d: %v", i, err)
			case err == nil && got != want[i]:
				t.Errorf("%d: %q, alone %q", i, got, want[i])
			}
		})
	}
	wg.Wait()
}

// TestNoMemory: whichever allocation fails, the session says so, it goes on when there is room again, and nothing is left
// behind.
func TestNoMemory(t *testing.T) {
	ctx := context.Background()
	say := func(m *gemma.Model) (err error) {
		s, err := m.NewSession()
		if err != nil {
			return err
		}
		defer s.Close()
		for _, err = range s.Generate(ctx, "some words", gemma.Params{MaxTokens: 3}) {
		}
		return err
	}
	for n := 1; ; n++ {
		m := tiny(t, gemma.WithBackend("tally:cpu"))
		tallies.fail = n
		err := say(m)
		over := tallies.fail > 0
		tallies.fail = 0
		if !over {
			require.ErrorIs(t, err, errFull, "call %d", n)
			err = say(m)
		}
		require.NoError(t, err)
		require.NoError(t, m.Close())
		require.Empty(t, leaks())
		if over {
			require.Greater(t, n, 20)
			return
		}
	}
}

// openFiles returns what the descriptors of the process stand for, sorted; nothing where there is no /proc.
func openFiles() (all []string) {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if name, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}
