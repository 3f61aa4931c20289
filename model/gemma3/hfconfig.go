package gemma3

import (
	"encoding/json"
	"fmt"
	"math"
)

// hfConfig is a config.json of Hugging Face's transformers. What a file leaves out has the defaults of
// Gemma3TextConfig.
// ref: transformers, models/gemma3/configuration_gemma3.py.
type hfConfig struct {
	ModelType     string          `json:"model_type"`
	TextConfig    json.RawMessage `json:"text_config"` // of models that also see
	VocabSize     int             `json:"vocab_size"`
	HiddenSize    int             `json:"hidden_size"`
	Intermediate  int             `json:"intermediate_size"`
	Layers        int             `json:"num_hidden_layers"`
	Heads         int             `json:"num_attention_heads"`
	KVHeads       int             `json:"num_key_value_heads"`
	HeadDim       int             `json:"head_dim"`
	Activation    string          `json:"hidden_activation"`
	Positions     int             `json:"max_position_embeddings"`
	Eps           float64         `json:"rms_norm_eps"`
	Tied          *bool           `json:"tie_word_embeddings"`
	QueryScalar   float64         `json:"query_pre_attn_scalar"`
	Window        int             `json:"sliding_window"`
	LayerTypes    []string        `json:"layer_types"`
	Pattern       *int            `json:"sliding_window_pattern"`
	OldPattern    *int            `json:"_sliding_window_pattern"`
	FinalCap      *float64        `json:"final_logit_softcapping"`
	AttnCap       *float64        `json:"attn_logit_softcapping"`
	AttnBias      bool            `json:"attention_bias"`
	Bidirectional bool            `json:"use_bidirectional_attention"`

	// Older files have the next three, newer ones rope_parameters by kind of layer.
	RoPEBase    float64           `json:"rope_theta"`
	RoPELocal   float64           `json:"rope_local_base_freq"`
	RoPEScaling *hfRoPE           `json:"rope_scaling"`
	RoPE        map[string]hfRoPE `json:"rope_parameters"`
}

type hfRoPE struct {
	Type    string  `json:"rope_type"`
	OldType string  `json:"type"`
	Base    float64 `json:"rope_theta"`
	Factor  float64 `json:"factor"`
}

func hfDefaults() hfConfig {
	return hfConfig{
		VocabSize: 262208, HiddenSize: 2304, Intermediate: 9216, Layers: 26, Heads: 8, KVHeads: 4, HeadDim: 256,
		Activation: "gelu_pytorch_tanh", Positions: 131072, Eps: 1e-6, QueryScalar: 256, Window: 4096, RoPEBase: 1e6, RoPELocal: 1e4,
	}
}

// ParseConfig reads the configuration of the text model from a config.json. tied reports whether the
// embedding is also the output matrix.
func ParseConfig(text []byte) (c Config, tied bool, err error) {
	f := hfDefaults()
	if err := json.Unmarshal(text, &f); err != nil {
		return Config{}, false, fmt.Errorf("gemma3: config.json: %w", err)
	}
	switch f.ModelType {
	case "gemma3_text":
	case "gemma3":
		outer, inner := f.Tied, f.TextConfig
		f = hfDefaults()
		if err := json.Unmarshal(inner, &f); err != nil {
			return Config{}, false, fmt.Errorf("gemma3: config.json: text_config: %w", err)
		}
		if f.Tied == nil {
			f.Tied = outer
		}
	default:
		return Config{}, false, fmt.Errorf("gemma3: config.json: model_type is %q, want gemma3_text or gemma3", f.ModelType)
	}
	c, err = f.config()
	return c, f.Tied == nil || *f.Tied, err
}

// config turns the file's fields into ours.
func (f *hfConfig) config() (Config, error) {
	c := Config{
		Bidirectional: f.Bidirectional,

		Layers: f.Layers, Width: f.HiddenSize, Heads: f.Heads, KVHeads: f.KVHeads, HeadDim: f.HeadDim, FFN: f.Intermediate,
		Vocab: f.VocabSize, Context: f.Positions, Window: f.Window, Eps: float32(f.Eps),
		AttnScale: float32(1 / math.Sqrt(f.QueryScalar)),
	}
	for _, wrong := range []struct {
		is   bool
		what string
	}{
		{f.Activation != "gelu_pytorch_tanh", fmt.Sprintf("hidden_activation %q", f.Activation)},
		{f.FinalCap != nil && *f.FinalCap != 0, "final_logit_softcapping"},
		{f.AttnCap != nil && *f.AttnCap != 0, "attn_logit_softcapping"},
		{f.AttnBias, "attention_bias"},
	} {
		if wrong.is {
			return c, fmt.Errorf("gemma3: config.json: %s is not part of Gemma 3", wrong.what)
		}
	}
	var err error
	if c.Pattern, err = f.pattern(); err != nil {
		return c, err
	}
	if err := f.rope(&c); err != nil {
		return c, err
	}
	if err := c.Check(); err != nil {
		return c, err
	}
	c.Name = c.name()
	return c, nil
}

// pattern returns the period of global layers.
func (f *hfConfig) pattern() (int, error) {
	if f.LayerTypes == nil {
		for _, p := range []*int{f.Pattern, f.OldPattern} {
			if p != nil {
				return *p, nil
			}
		}
		return 6, nil
	}
	if len(f.LayerTypes) != f.Layers {
		return 0, fmt.Errorf("gemma3: config.json: %d layer_types for %d layers", len(f.LayerTypes), f.Layers)
	}
	local := make([]bool, len(f.LayerTypes))
	for l, kind := range f.LayerTypes {
		switch kind {
		case "sliding_attention":
			local[l] = true
		case "full_attention":
		default:
			return 0, fmt.Errorf("gemma3: config.json: layer type %q, want sliding_attention or full_attention", kind)
		}
	}
	return periodOf(local)
}

// rope reads the two rotary embeddings, in the older or the newer spelling.
func (f *hfConfig) rope(c *Config) error {
	global, local := hfRoPE{Base: f.RoPEBase}, hfRoPE{Base: f.RoPELocal}
	if f.RoPEScaling != nil {
		global.Type, global.OldType, global.Factor = f.RoPEScaling.Type, f.RoPEScaling.OldType, f.RoPEScaling.Factor
	}
	for kind, into := range map[string]*hfRoPE{"full_attention": &global, "sliding_attention": &local} {
		if p, ok := f.RoPE[kind]; ok {
			base := into.Base
			if *into = p; p.Base == 0 {
				into.Base = base
			}
		}
	}
	scale := [2]float32{}
	for i, r := range []hfRoPE{global, local} {
		kind := r.Type
		if kind == "" {
			kind = r.OldType
		}
		switch kind {
		case "", "default":
			scale[i] = 1
		case "linear":
			scale[i] = float32(1 / r.Factor)
		default:
			return fmt.Errorf("gemma3: config.json: rope scaling %q, want linear or default", kind)
		}
	}
	if scale[1] != 1 {
		return fmt.Errorf("gemma3: config.json: local layers with scaled positions (factor %v)", local.Factor)
	}
	c.RoPEBase, c.RoPELocal, c.RoPEScale = float32(global.Base), float32(local.Base), scale[0]
	return nil
}
