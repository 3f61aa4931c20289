package bench

import (
	"flag"
	"fmt"
	"slices"
	"strings"
)

// A fixedFlag is a parameter of llama-bench of which this engine can do some values only.
type fixedFlag struct {
	names  string
	field  string   // of the results, empty if they have none
	accept []string // values that change nothing here; the first is the default
	why    string
}

var unsupported = []fixedFlag{
	{"hff hf-file", "", nil, "give -m hf:owner/name:file"},
	{"hft hf-token", "", nil, "set HF_TOKEN"},
	{"numa", "", nil, "threads stay where the system puts them"},
	{"prio", "", []string{"0"}, "priorities are the system's: use nice"},
	{"fitt fit-target", "fit_target", []string{"0"}, "a device holds the whole model"},
	{"fitc fit-ctx", "fit_min_ctx", []string{"0", "4096"}, "a device holds the whole model"},
	{"rpc", "", nil, "there are no remote devices"},
	{"C cpu-mask", "cpu_mask", []string{"0x0"}, "use taskset"},
	{"cpu-strict", "cpu_strict", []string{"0"}, "use taskset"},
	{"poll", "poll", []string{"50"}, "waiting threads spin for a fixed time"},
	{"ncmoe n-cpu-moe", "n_cpu_moe", []string{"0"}, "the models have no experts"},
	{"sm split-mode", "split_mode", []string{"layer", "none"}, "a device holds the whole model"},
	{"mg main-gpu", "main_gpu", []string{"0"}, "choose the device with -backend, such as vulkan:1"},
	{"nkvo no-kv-offload", "no_kv_offload", []string{"0"}, "the cache is on the device"},
	{"fa flash-attn", "flash_attn", []string{"auto", "on", "1", "-1"}, "attention is always fused"},
	{"ts tensor-split", "tensor_split", []string{"0"}, "a device holds the whole model"},
	{"ot override-tensor", "tensor_buft_overrides", nil, "a device holds the whole model"},
	{"lm load-mode", "load_mode", []string{"auto", "mmap"}, "files are mapped"},
	{"mmp mmap", "", []string{"1"}, "files are mapped"},
	{"dio direct-io", "", []string{"0"}, "files are mapped"},
	{"lzm lazy-mode", "lazy_mode", []string{"auto", "off"}, "weights are read when they are used"},
	{"embd embeddings", "embeddings", []string{"0"}, "the tests are prompts and decoding"},
	{"nopo no-op-offload", "no_op_offload", []string{"0", "1"}, ""},
	{"no-host", "no_host", []string{"0"}, "there are no host buffers to leave out"},
	{"repack", "repack", []string{"1"}, "a backend that repacks has no other kernels"},
}

// registerFixed declares the parameters that are accepted with the value that describes what happens
// anyway, and are mistakes with any other.
func (p *Params) registerFixed(fs *flag.FlagSet) {
	p.fixed = map[string]string{}
	for _, f := range unsupported {
		for name := range strings.SplitSeq(f.names, " ") {
			usage := "llama-bench's; not supported: " + f.why
			if len(f.accept) > 0 {
				usage = "llama-bench's; `value` " + strings.Join(f.accept, " or ") + " only"
				if f.why != "" {
					usage += ": " + f.why
				}
			}
			fs.Func(name, usage, func(v string) error {
				if !slices.Contains(f.accept, v) {
					return fmt.Errorf("-%s is not supported here: %s", name, f.why)
				}
				if f.field != "" {
					p.fixed[f.field] = v
				}
				return nil
			})
		}
	}
}

// Fixed returns the values given for parameters that change nothing, by the names of the results' fields.
func (p *Params) Fixed() map[string]string { return p.fixed }

// Names rewrites long flags as llama-bench does, which takes --n_prompt for --n-prompt.
func Names(args []string) []string {
	out := slices.Clone(args)
	for i, a := range out {
		if strings.HasPrefix(a, "--") {
			name, value, has := strings.Cut(a, "=")
			out[i] = strings.ReplaceAll(name, "_", "-")
			if has {
				out[i] += "=" + value
			}
		}
	}
	return out
}
