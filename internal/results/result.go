// Package results holds what a benchmark measured, and writes and reads it in the formats of llama.cpp's
// llama-bench: Markdown, CSV, JSON, JSON lines and SQL, and SQLite files for reading. The first 42 fields
// have llama-bench's names, types and order, so that tools made for its files take these; what only
// gemma-bench measures comes after them.
package results

import (
	"fmt"
	"time"
)

// A Result is one test on one device.
type Result struct {
	// ref: llama-bench.cpp, test::get_fields, llama.cpp 0c1e570.
	BuildCommit string
	BuildNumber int
	CPUInfo     string
	GPUInfo     string
	Backends    string
	ModelFile   string
	ModelType   string
	ModelSize   int
	Params      int
	Batch       int
	UBatch      int
	Threads     int
	CPUMask     string
	CPUStrict   bool
	Poll        int
	TypeK       string
	TypeV       string
	GPULayers   int
	CPUMoE      int
	SplitMode   string
	MainGPU     int
	NoKVOffload bool
	FlashAttn   int
	Devices     string
	TensorSplit string
	Overrides   string
	LoadMode    string
	LazyMode    string
	Embeddings  bool
	NoOpOffload int
	NoHost      bool
	Repack      bool
	FitTarget   int
	FitMinCtx   int
	Prompt      int
	Gen         int
	Depth       int
	TestTime    string // RFC 3339, UTC
	AvgNS       int
	StdDevNS    int
	AvgTS       float64 // tokens per second
	StdDevTS    float64

	SamplesNS []int     // duration of each repetition
	SamplesTS []float64 // tokens per second of each repetition

	Extra
}

// Extra is what llama-bench does not have. A number that could not be measured is 0 and absent from files.
type Extra struct {
	Tokens    string       `json:"tokens,omitempty"` // what is fed: "" random tokens as llama-bench does, "text", "sampled"
	Screen    string       `json:"screen,omitempty"` // state of the head's screen after the test, if the engine has screens
	Device    string       `json:"device,omitempty"`
	Driver    string       `json:"driver,omitempty"`
	Wrong     string       `json:"wrong,omitempty"` // first tensor that differs from the reference; no speed is given then
	Valid     *bool        `json:"valid,omitempty"` // nil if nothing was watched
	Reasons   []string     `json:"invalid_reasons,omitempty"`
	Warmups   int          `json:"warmups,omitempty"`
	MedianTS  float64      `json:"median_ts,omitempty"`
	CILowTS   float64      `json:"ci95_low_ts,omitempty"` // 95 % confidence interval of the mean
	CIHighTS  float64      `json:"ci95_high_ts,omitempty"`
	TTFTNS    int          `json:"ttft_ns,omitempty"` // from the start of the prompt to the first token, median
	ITLP50NS  int          `json:"itl_p50_ns,omitempty"`
	ITLP90NS  int          `json:"itl_p90_ns,omitempty"`
	ITLP99NS  int          `json:"itl_p99_ns,omitempty"`
	ITLMaxNS  int          `json:"itl_max_ns,omitempty"`
	ITL       []int        `json:"itl_ns,omitempty"` // time of every decoding step
	LoadCold  int          `json:"load_cold_ns,omitempty"`
	LoadWarm  int          `json:"load_warm_ns,omitempty"`
	PeakHost  int          `json:"peak_host_bytes,omitempty"`
	PeakGPU   int          `json:"peak_device_bytes,omitempty"`
	Phases    *Phases      `json:"phases,omitempty"`
	Roofline  *Roof        `json:"roofline,omitempty"`
	Energy    *Energy      `json:"energy,omitempty"`
	Profile   []OpTime     `json:"profile,omitempty"`
	Tensors   []TensorTime `json:"profile_tensors,omitempty"`
	Threading []ThreadTime `json:"profile_threads,omitempty"`
	Memory    []Moment     `json:"memory_over_time,omitempty"`
	Counters  Counters     `json:"counters,omitempty"`
	ModelHash string       `json:"model_sha256,omitempty"`

	Environment any `json:"environment,omitempty"` // of package environment when written, maps and slices when read
}

// Counters are numbers that the engine keeps, such as accepted speculated tokens, by name.
type Counters map[string]float64

// Phases are the parts of one generation from text to text.
type Phases struct {
	PromptTokens int `json:"prompt_tokens"`
	Tokens       int `json:"tokens"`
	TokenizeNS   int `json:"tokenize_ns"`
	PrefillNS    int `json:"prefill_ns"`
	DecodeNS     int `json:"decode_ns"` // all tokens but the first, without sampling and detokenising
	SampleNS     int `json:"sample_ns"`
	DetokenizeNS int `json:"detokenize_ns"`
}

// Roof compares a test with what the machine gives at best.
type Roof struct {
	BytesPerToken float64 `json:"bytes_per_token"`
	OpsPerToken   float64 `json:"ops_per_token"`
	GBs           float64 `json:"gb_per_s"`                  // moved, as the graph counts it
	Gops          float64 `json:"gop_per_s"`                 // done, a multiply-add counting as two
	PeakGBs       float64 `json:"peak_gb_per_s,omitempty"`   // measured on this machine with as many threads
	PeakSpread    float64 `json:"peak_gb_spread,omitempty"`  // half the distance of the quartiles of that, of the median
	PeakGops      float64 `json:"peak_gop_per_s,omitempty"`  // measured, of int8 products
	MemoryShare   float64 `json:"memory_share,omitempty"`    // GBs of PeakGBs
	ComputeShare  float64 `json:"compute_share,omitempty"`   // Gops of PeakGops
	PeakMethod    string  `json:"peak_gop_method,omitempty"` // the instruction
}

// Energy is what a test took.
type Energy struct {
	Method        string   `json:"method"` // "unavailable: …" if nothing can be read
	Sources       []Source `json:"sources,omitempty"`
	Joules        float64  `json:"joules,omitempty"`     // all sources, host and device
	NetJoules     float64  `json:"net_joules,omitempty"` // less what the idle machine takes in that time
	IdleWatts     float64  `json:"idle_watts,omitempty"` //
	Watts         float64  `json:"watts,omitempty"`      // mean
	PerToken      float64  `json:"joules_per_token,omitempty"`
	NetPerToken   float64  `json:"net_joules_per_token,omitempty"`
	Seconds       float64  `json:"seconds,omitempty"`
	Tokens        int      `json:"tokens,omitempty"`
	Estimate      bool     `json:"estimate,omitempty"` // from -tdp, not measured
	Conversations *Battery `json:"conversations,omitempty"`
}

// String says what a token took, what of it is above what the idle machine takes, and how that was measured; empty
// without a number.
func (e *Energy) String() string {
	if e == nil || e.PerToken <= 0 {
		return ""
	}
	s := fmt.Sprintf("%.3g J a token", e.PerToken)
	if e.IdleWatts > 0 {
		s += fmt.Sprintf(", %.3g above idle", e.NetPerToken)
	}
	s += " (" + e.Method + ")"
	if c := e.Conversations; c != nil {
		s += fmt.Sprintf("; %d conversations: %.3g J, %.3g %% of %g Wh", c.Conversations, c.Joules, c.Percent, c.WattHours)
	}
	return s
}

// A Source is one meter.
type Source struct {
	Name   string  `json:"name"`
	Method string  `json:"method"`
	Joules float64 `json:"joules"`
}

// Battery relates energy to a battery.
type Battery struct {
	Conversations int     `json:"conversations"`
	Tokens        int     `json:"tokens"`
	Joules        float64 `json:"joules"`
	Seconds       float64 `json:"seconds"`
	WattHours     float64 `json:"battery_wh"`
	Percent       float64 `json:"battery_percent"`
}

// OpTime is the share of one kind of operation in a profiled run.
type OpTime struct {
	Op        string  `json:"op"`
	Count     int     `json:"count"`
	NS        int     `json:"ns"`
	Share     float64 `json:"share"`
	GBs       float64 `json:"gb_per_s"`
	WorkNS    int     `json:"work_ns,omitempty"`    // of all threads together, if the backend has threads and tells
	WaitNS    int     `json:"wait_ns,omitempty"`    // of all threads together, for each other
	WaitShare float64 `json:"wait_share,omitempty"` // WaitNS of both
}

// TensorTime is what a profiled run read of one class of tensors.
type TensorTime struct {
	Class         string  `json:"class"`           // such as "attn_q", "kv cache", "screen", "head"; "rest" is what reads next to nothing
	BytesPerToken float64 `json:"bytes_per_token"` // of weights and caches
	NS            int     `json:"ns"`              // of the nodes that read it
	Share         float64 `json:"share"`           // of the time of all nodes
	GBs           float64 `json:"gb_per_s"`
	MemoryShare   float64 `json:"memory_share,omitempty"` // GBs of what memory gave, measured beside tests that decode
	Gops          float64 `json:"gop_per_s,omitempty"`
	ComputeShare  float64 `json:"compute_share,omitempty"` // Gops of the multipliers' int8 peak, measured beside prompts
}

// ThreadTime is what a thread did while the steps of a profiled run ran.
type ThreadTime struct {
	WorkNS int `json:"work_ns"`
	WaitNS int `json:"wait_ns"` // for other threads to finish their part of an operation
	AwayNS int `json:"away_ns"` // the rest: waking up, and what one thread does before and after a step
}

// A Moment is the resident memory at a time after the start of the program.
type Moment struct {
	MS    int `json:"ms"`
	Bytes int `json:"bytes"`
}

// Test names the test as llama-bench does: pp512, tg128, pp512+tg128, with " @ d4096" at a depth. Tests that feed
// other than random tokens, which llama-bench does not have, say so at the end: "tg128 text".
func (r *Result) Test() string {
	var s string
	switch {
	case r.Gen == 0:
		s = fmt.Sprintf("pp%d", r.Prompt)
	case r.Prompt == 0:
		s = fmt.Sprintf("tg%d", r.Gen)
	default:
		s = fmt.Sprintf("pp%d+tg%d", r.Prompt, r.Gen)
	}
	if r.Depth > 0 {
		s += fmt.Sprintf(" @ d%d", r.Depth)
	}
	if r.Tokens != "" {
		s += " " + r.Tokens
	}
	return s
}

// Defaults fills the fields of llama-bench that have one value here: one device holds the whole model.
func (r *Result) Defaults() {
	r.CPUMask, r.Poll, r.TypeK, r.TypeV, r.GPULayers, r.SplitMode, r.FlashAttn = "0x0", 50, "f16", "f16", -1, "layer", -1
	r.Devices, r.TensorSplit, r.Overrides, r.LoadMode, r.LazyMode, r.Repack = "auto", "0.00", "none", "auto", "auto", true
	r.Batch, r.UBatch, r.TestTime = 2048, 512, time.Now().UTC().Format(time.RFC3339)
}
