package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	pixel "image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/internal/results"
	"github.com/stretchr/testify/require"
)

// everything are results that fill every plot.
func everything() []*results.Result {
	yes, no := true, false
	var rs []*results.Result
	for i, depth := range []int{0, 1024, 4096} {
		r := &results.Result{}
		r.Defaults()
		r.Backends, r.Threads, r.Gen, r.Depth, r.AvgTS, r.StdDevTS = "cpu", 2, 128, depth, 90-10*float64(i), 1.5
		r.CILowTS, r.CIHighTS = r.AvgTS-2, r.AvgTS+2
		r.ITL = []int{10e6, 11e6, 12e6, 30e6}
		r.ITLP50NS, r.ITLP90NS, r.ITLP99NS = 11e6, 12e6, 30e6
		r.Memory = []results.Moment{{MS: 0, Bytes: 100 << 20}, {MS: 100, Bytes: 300 << 20}, {MS: 200, Bytes: 320 << 20}}
		r.Roofline = &results.Roof{BytesPerToken: 250e6, OpsPerToken: 540e6, GBs: 22, Gops: 48, PeakGBs: 28, PeakGops: 900}
		r.Energy = &results.Energy{Method: "powercap", PerToken: 0.12, Joules: 15}
		r.Phases = &results.Phases{PromptTokens: 256, Tokens: 32, TokenizeNS: 256e3, PrefillNS: 256e6, DecodeNS: 310e6, SampleNS: 320e3, DetokenizeNS: 32e3}
		r.Valid, r.Environment = &yes, map[string]any{"cpu": "A <b>CPU</b>", "caches": []any{1.0}}
		rs = append(rs, r)
	}
	prompt := &results.Result{}
	prompt.Defaults()
	prompt.Backends, prompt.Threads, prompt.Prompt, prompt.AvgTS, prompt.TTFTNS = "cpu", 2, 512, 900, 11e9
	prompt.PeakHost, prompt.PeakGPU = 100<<20, 50<<20
	rs = append(rs, prompt)
	wrong := *rs[0]
	wrong.Wrong, wrong.Backends = "blk.0.attn_norm differs by 3", "vulkan"
	rs[2].Valid, rs[2].Reasons = &no, []string{"on battery"}
	return append(rs, &wrong)
}

func render(t testing.TB, rs []*results.Result) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, `<script>alert(1)</script>`, rs))
	return b.String()
}

var sections = regexp.MustCompile(`(?s)<section id="(\w+)">.*?(<svg.*?</svg>)`)

// held are the marks that the plots of everything must show: bars, points and curves.
var held = map[string]int{"decoding": 3, "prompts": 1, "depth": 1 + 3, "latency": 3, "roofline": 1 + 3, "energy": 3, "memory": 3, "phases": 5}

// marks counts the marks of each plot of a page.
func marks(page string) map[string]int {
	got := map[string]int{}
	for _, m := range sections.FindAllStringSubmatch(page, -1) {
		got[m[1]] = strings.Count(m[2], "data-mark")
	}
	return got
}

// Each plot is well-formed and holds as many marks as there are data.
func TestPlotsHoldTheData(t *testing.T) {
	out := render(t, everything())
	for _, m := range sections.FindAllStringSubmatch(out, -1) {
		d := xml.NewDecoder(strings.NewReader(m[2]))
		for {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err, m[1])
		}
		require.NotContains(t, m[2], "NaN")
		require.NotContains(t, m[2], "Inf")
	}
	require.Equal(t, held, marks(out))
	require.Contains(t, out, "WRONG")
	require.Contains(t, out, "not valid: on battery")
	require.Contains(t, out, "first token 11s")
	require.Contains(t, out, "50.00 MiB on the device")
	require.NotContains(t, out, "<script>", "a title is no markup")
	require.NotContains(t, out, "<b>CPU")
	require.NotRegexp(t, `(?:src|href)=|url\(|@import|https?://`, out, "nothing from the network")
	require.Contains(t, out, "prefers-color-scheme: dark")
}

func TestWithoutData(t *testing.T) {
	out := render(t, nil)
	require.Contains(t, out, "Not drawn, for want of data: Speed of decoding, Speed of prompts, Speed at depth, Time between tokens")
	rs, err := results.ReadFile("../results/testdata/llama-bench.json")
	require.NoError(t, err)
	require.Contains(t, render(t, rs), `<section id="prompts">`)
}

// browser returns a Chromium that works here, or skips: a sandbox may forbid it to start.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium on this machine")
	return ""
}

// Chromium loads the page without an error, finds every mark of every plot in it, and paints it light or dark as
// the reader's system is, with the colours of that scheme. GEMMA_REPORT_PNG names a file for the light picture; the
// dark one gets -dark before its extension.
func TestInChromium(t *testing.T) {
	chromium := browser(t)
	dir, err := os.MkdirTemp("", "report") // a child of Chromium may still write when the test is over
	require.NoError(t, err)
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "report.html")
	require.NoError(t, os.WriteFile(path, []byte(render(t, everything())), 0o600))
	look := func(args ...string) (stdout string) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, chromium, append(args, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb",
			"--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1200,2400", "file://"+path)...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &errs, 10*time.Second
		if err := cmd.Run(); err != nil {
			t.Skipf("Chromium does not work here: %v: %.300s", err, errs.String())
		}
		require.NotContains(t, errs.String(), "Refused to", "the page's own policy forbids nothing that it uses")
		return out.String()
	}
	require.Equal(t, held, marks(look("--dump-dom")), "in the browser's document")
	for _, scheme := range []struct {
		setting, suffix    string
		background, series pixel.RGBA
	}{
		{"1", "", pixel.RGBA{0xff, 0xff, 0xff, 0xff}, pixel.RGBA{0x1f, 0x6f, 0xb2, 0xff}},
		{"0", "-dark", pixel.RGBA{0x16, 0x18, 0x1c, 0xff}, pixel.RGBA{0x6c, 0xb2, 0xee, 0xff}},
	} {
		file := filepath.Join(dir, "report"+scheme.suffix+".png")
		look("--blink-settings=preferredColorScheme="+scheme.setting, "--screenshot="+file)
		picture, err := os.ReadFile(file)
		if err != nil {
			t.Skipf("Chromium makes no picture here: %v", err)
		}
		img, err := png.Decode(bytes.NewReader(picture))
		require.NoError(t, err)
		count := map[pixel.RGBA]int{}
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				count[pixel.RGBAModel.Convert(img.At(x, y)).(pixel.RGBA)]++
			}
		}
		require.Greater(t, count[scheme.background], img.Bounds().Dx()*img.Bounds().Dy()/2, "most of the page is background: scheme %s", scheme.setting)
		require.Greater(t, count[scheme.series], 2000, "the bars have the first colour of the scheme: scheme %s", scheme.setting)
		if keep := os.Getenv("GEMMA_REPORT_PNG"); keep != "" {
			require.NoError(t, os.WriteFile(strings.TrimSuffix(keep, ".png")+scheme.suffix+".png", picture, 0o600))
		}
	}
}

func FuzzReport(f *testing.F) {
	f.Add([]byte(`{"n_prompt": 1, "n_gen": 2, "avg_ts": 3, "itl_ns": [1, 2], "roofline": {"bytes_per_token": 1, "ops_per_token": 1e308, "gop_per_s": 1}}`))
	f.Add([]byte(`[{"n_prompt": 0, "n_gen": 2, "avg_ts": 1e308, "memory_over_time": [{"ms": -1, "bytes": 5}, {}], "itl_ns": [-1, -2]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if rs, err := results.Read(data); err == nil {
			require.NoError(t, Write(io.Discard, "t", rs))
		}
	})
}
