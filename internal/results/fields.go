package results

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A kind is a column's type.
type kind uint8

const (
	text kind = iota
	boolean
	integer
	real
)

// sql returns the type's name in SQL. ref: llama-bench.cpp, sql_printer.
func (k kind) sql() string { return [...]string{"TEXT", "INTEGER", "INTEGER", "REAL"}[k] }

// A field is a column of every format.
type field struct {
	name string
	kind kind
	at   func(r *Result) any // *string, *bool, *int or *float64
}

func textField(name string, at func(*Result) *string) field {
	return field{name, text, func(r *Result) any { return at(r) }}
}

func boolField(name string, at func(*Result) *bool) field {
	return field{name, boolean, func(r *Result) any { return at(r) }}
}

func intField(name string, at func(*Result) *int) field {
	return field{name, integer, func(r *Result) any { return at(r) }}
}

func realField(name string, at func(*Result) *float64) field {
	return field{name, real, func(r *Result) any { return at(r) }}
}

// fields are llama-bench's, in its order. ref: llama-bench.cpp, test::get_fields and get_field_type.
var fields = []field{
	textField("build_commit", func(r *Result) *string { return &r.BuildCommit }),
	intField("build_number", func(r *Result) *int { return &r.BuildNumber }),
	textField("cpu_info", func(r *Result) *string { return &r.CPUInfo }),
	textField("gpu_info", func(r *Result) *string { return &r.GPUInfo }),
	textField("backends", func(r *Result) *string { return &r.Backends }),
	textField("model_filename", func(r *Result) *string { return &r.ModelFile }),
	textField("model_type", func(r *Result) *string { return &r.ModelType }),
	intField("model_size", func(r *Result) *int { return &r.ModelSize }),
	intField("model_n_params", func(r *Result) *int { return &r.Params }),
	intField("n_batch", func(r *Result) *int { return &r.Batch }),
	intField("n_ubatch", func(r *Result) *int { return &r.UBatch }),
	intField("n_threads", func(r *Result) *int { return &r.Threads }),
	textField("cpu_mask", func(r *Result) *string { return &r.CPUMask }),
	boolField("cpu_strict", func(r *Result) *bool { return &r.CPUStrict }),
	intField("poll", func(r *Result) *int { return &r.Poll }),
	textField("type_k", func(r *Result) *string { return &r.TypeK }),
	textField("type_v", func(r *Result) *string { return &r.TypeV }),
	intField("n_gpu_layers", func(r *Result) *int { return &r.GPULayers }),
	intField("n_cpu_moe", func(r *Result) *int { return &r.CPUMoE }),
	textField("split_mode", func(r *Result) *string { return &r.SplitMode }),
	intField("main_gpu", func(r *Result) *int { return &r.MainGPU }),
	boolField("no_kv_offload", func(r *Result) *bool { return &r.NoKVOffload }),
	intField("flash_attn", func(r *Result) *int { return &r.FlashAttn }),
	textField("devices", func(r *Result) *string { return &r.Devices }),
	textField("tensor_split", func(r *Result) *string { return &r.TensorSplit }),
	textField("tensor_buft_overrides", func(r *Result) *string { return &r.Overrides }),
	textField("load_mode", func(r *Result) *string { return &r.LoadMode }),
	textField("lazy_mode", func(r *Result) *string { return &r.LazyMode }),
	boolField("embeddings", func(r *Result) *bool { return &r.Embeddings }),
	intField("no_op_offload", func(r *Result) *int { return &r.NoOpOffload }),
	boolField("no_host", func(r *Result) *bool { return &r.NoHost }),
	boolField("repack", func(r *Result) *bool { return &r.Repack }),
	intField("fit_target", func(r *Result) *int { return &r.FitTarget }),
	intField("fit_min_ctx", func(r *Result) *int { return &r.FitMinCtx }),
	intField("n_prompt", func(r *Result) *int { return &r.Prompt }),
	intField("n_gen", func(r *Result) *int { return &r.Gen }),
	intField("n_depth", func(r *Result) *int { return &r.Depth }),
	textField("test_time", func(r *Result) *string { return &r.TestTime }),
	intField("avg_ns", func(r *Result) *int { return &r.AvgNS }),
	intField("stddev_ns", func(r *Result) *int { return &r.StdDevNS }),
	realField("avg_ts", func(r *Result) *float64 { return &r.AvgTS }),
	realField("stddev_ts", func(r *Result) *float64 { return &r.StdDevTS }),
}

// speeds are the fields that a wrong result does not have.
var speeds = map[string]bool{"avg_ns": true, "stddev_ns": true, "avg_ts": true, "stddev_ts": true}

// ours are the columns that CSV and SQL have beyond llama-bench's. JSON has the whole of Extra.
var ours = []struct {
	name string
	kind kind
	get  func(r *Result) string // "" if absent
}{
	{"tokens", text, func(r *Result) string { return r.Tokens }},
	{"screen", text, func(r *Result) string { return r.Screen }},
	{"device", text, func(r *Result) string { return r.Device }},
	{"driver", text, func(r *Result) string { return r.Driver }},
	{"wrong", text, func(r *Result) string { return r.Wrong }},
	{"valid", integer, func(r *Result) string {
		if r.Valid == nil {
			return ""
		}
		return formatBool(*r.Valid)
	}},
	{"invalid_reasons", text, func(r *Result) string { return strings.Join(r.Reasons, "; ") }},
	{"median_ts", real, func(r *Result) string { return optional(r.MedianTS) }},
	{"ci95_low_ts", real, func(r *Result) string { return optional(r.CILowTS) }},
	{"ci95_high_ts", real, func(r *Result) string { return optional(r.CIHighTS) }},
	{"ttft_ns", integer, func(r *Result) string { return optional(r.TTFTNS) }},
	{"itl_p50_ns", integer, func(r *Result) string { return optional(r.ITLP50NS) }},
	{"itl_p90_ns", integer, func(r *Result) string { return optional(r.ITLP90NS) }},
	{"itl_p99_ns", integer, func(r *Result) string { return optional(r.ITLP99NS) }},
	{"itl_max_ns", integer, func(r *Result) string { return optional(r.ITLMaxNS) }},
	{"load_cold_ns", integer, func(r *Result) string { return optional(r.LoadCold) }},
	{"load_warm_ns", integer, func(r *Result) string { return optional(r.LoadWarm) }},
	{"peak_host_bytes", integer, func(r *Result) string { return optional(r.PeakHost) }},
	{"peak_device_bytes", integer, func(r *Result) string { return optional(r.PeakGPU) }},
	{"bytes_per_token", real, roof(func(f *Roof) float64 { return f.BytesPerToken })},
	{"gb_per_s", real, roof(func(f *Roof) float64 { return f.GBs })},
	{"peak_gb_per_s", real, roof(func(f *Roof) float64 { return f.PeakGBs })},
	{"memory_share", real, roof(func(f *Roof) float64 { return f.MemoryShare })},
	{"energy_method", text, func(r *Result) string {
		if r.Energy == nil {
			return ""
		}
		return r.Energy.Method
	}},
	{"joules_per_token", real, func(r *Result) string {
		if r.Energy == nil {
			return ""
		}
		return optional(r.Energy.PerToken)
	}},
	{"model_sha256", text, func(r *Result) string { return r.ModelHash }},
	{"samples_ns", text, func(r *Result) string { return strings.Trim(fmt.Sprint(r.SamplesNS), "[]") }},
}

func roof(get func(*Roof) float64) func(*Result) string {
	return func(r *Result) string {
		if r.Roofline == nil {
			return ""
		}
		return optional(get(r.Roofline))
	}
}

func optional[T int | float64](v T) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(v), 'f', -1, 64)
}

func formatBool(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// value formats the field of r as llama-bench's CSV does, "" for the speed of a wrong result.
func (f *field) value(r *Result) string {
	if r.Wrong != "" && speeds[f.name] {
		return ""
	}
	switch p := f.at(r).(type) {
	case *string:
		return *p
	case *bool:
		return formatBool(*p)
	case *int:
		return strconv.Itoa(*p)
	case *float64:
		return strconv.FormatFloat(*p, 'f', 6, 64)
	}
	panic("BUG: results: field " + f.name + " has an unknown type")
}

// set parses s, which may come from another version of llama-bench: booleans may be numbers and the other
// way round, and numbers may have a fraction.
func (f *field) set(r *Result, s string) error {
	switch p := f.at(r).(type) {
	case *string:
		*p = s
		return nil
	case *bool:
		v, err := parseNumber(s)
		*p = v != 0
		return f.wrap(s, err)
	case *int:
		v, err := parseNumber(s)
		if err == nil && math.Abs(v) >= 1<<62 {
			err = strconv.ErrRange
		}
		if err == nil {
			*p = int(v)
			if n, err := strconv.Atoi(s); err == nil {
				*p = n // beyond 53 bits
			}
		}
		return f.wrap(s, err)
	case *float64:
		v, err := parseNumber(s)
		*p = v
		return f.wrap(s, err)
	}
	panic("BUG: results: field " + f.name + " has an unknown type")
}

func (f *field) wrap(s string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %.40q is no number", f.name, s)
}

// parseNumber reads a finite number, "true" or "false". An empty value or "null" is 0.
func parseNumber(s string) (float64, error) {
	switch s {
	case "", "null", "false":
		return 0, nil
	case "true":
		return 1, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
		err = strconv.ErrRange
	}
	return v, err
}

// Fields returns the names of llama-bench's fields in order.
func Fields() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// Value returns the field with llama-bench's name as text.
func (r *Result) Value(name string) (string, bool) {
	for i := range fields {
		if fields[i].name == name {
			return fields[i].value(r), true
		}
	}
	return "", false
}
