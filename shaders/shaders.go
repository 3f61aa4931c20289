// Package shaders holds the GPU kernels: one GLSL source per operation, and the SPIR-V that
// shaders/cmd/shadergen made of every variant.
//
// Sources have the operations' names. common.glsl says what they share, and each begins with its
// formula, its buffers with their shapes, and its grid. They use 32-bit words and floats only, so the
// same text can become Metal and OpenGL shaders. Users need no shader compiler: the artefacts in gen/ are committed, and a test compares them with the sources by hash.
package shaders

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed *.comp *.glsl *.metal
var sources embed.FS

//go:embed gen/manifest.json gen/z_*.spv gen/z_*.metal
var artefacts embed.FS

// A Variant is one compiled form of a source.
type Variant struct {
	Name    string   // such as "matmul_q8_0_subgroup"
	Source  string   // such as "matmul.comp"
	Defines []string // macros that are set
}

// Weights lists the weight types that shaders read, in the spelling of variant names and, in upper
// case after W_, of macros.
var Weights = []string{"f32", "f16", "bf16", "q8_0", "q4_0", "q5_0", "q4_k", "q6_k"}

// Mixed are the types of weights that matmul_qkv can have last, by the type of its first ones, besides that type: what
// files of mixed types give to values, which matter more than queries and keys.
var Mixed = map[string]string{"q5_0": "q8_0", "q4_k": "q6_k"}

// Variants lists every variant in order of name.
func Variants() []Variant {
	var all []Variant
	add := func(source, suffix string, defines ...string) {
		all = append(all, Variant{source + suffix, source + ".comp", defines})
	}
	// A reduction uses subgroup arithmetic, or shared memory alone where a device has none.
	reduce := func(source, suffix string, defines ...string) {
		add(source, suffix+"_subgroup", append(slices.Clone(defines), "SUBGROUP")...)
		add(source, suffix+"_shared", defines...)
	}
	for _, s := range []string{"add", "mul", "gelu", "geglu", "rows", "rope", "top_k", "attention_merge", "advance", "screen_query", "screen_scan", "screen_bar", "screen_collect", "screen_decide"} {
		add(s, "")
	}
	for _, s := range []string{"rms_norm", "rms_norm_add", "rms_norm_add_norm", "rms_norm_rope", "softmax"} {
		reduce(s, "")
	}
	for _, s := range []string{"kv_write", "attn_scores", "attn_mix"} {
		add(s, "_f32")
		add(s, "_f16", "KV_F16")
		add(s, "_q8_0", "KV_Q8_0")
	}
	add("kv_write", "_f16_ragged", "KV_F16", "RAGGED")
	reduce("attention", "_f32")
	reduce("attention", "_f16", "KV_F16")
	reduce("attention", "_q8_0", "KV_Q8_0")
	reduce("rms_norm_rope_write", "_f32")
	reduce("rms_norm_rope_write", "_f16", "KV_F16")
	reduce("rms_norm_rope_write", "_q8_0", "KV_Q8_0")
	for first, last := range Mixed {
		reduce("matmul_qkv", "_"+first+"_"+last, "W_"+strings.ToUpper(first), "LAST_"+strings.ToUpper(last))
	}
	for _, w := range Weights {
		macro := "W_" + strings.ToUpper(w)
		reduce("matmul_qkv", "_"+w, macro)
		reduce("norm_matmul_geglu", "_"+w, macro)
		add("embed", "_"+w, macro)
		reduce("matmul", "_"+w, macro)
		reduce("matmul", "_"+w+"_gather", macro, "GATHER")
		reduce("matmul_geglu", "_"+w, macro)
		all = append(all, Variant{"matmul_" + w + TileSuffix, "matmul_tile.comp", []string{macro}},
			Variant{"matmul_geglu_" + w + TileSuffix, "matmul_tile.comp", []string{macro, "GEGLU"}})
	}
	for _, w := range []string{"f32", "f16", "bf16"} {
		reduce("matmul", "_"+w+"_ragged", "W_"+strings.ToUpper(w), "RAGGED")
	}
	slices.SortFunc(all, func(a, b Variant) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Text returns the complete Vulkan GLSL of a variant: prologue, macros, and the source with its
// includes in place.
func (v Variant) Text() (string, error) {
	var b strings.Builder
	b.WriteString("#version 450\n#extension GL_EXT_control_flow_attributes : require\n")
	for _, d := range v.Defines {
		if d == "SUBGROUP" {
			b.WriteString("#extension GL_KHR_shader_subgroup_basic : require\n#extension GL_KHR_shader_subgroup_arithmetic : require\n")
		}
		fmt.Fprintf(&b, "#define %s\n", d)
	}
	if err := include(&b, v.Source, 0); err != nil {
		return "", err
	}
	return b.String(), nil
}

// TextGL returns the GLSL of a variant without subgroups for OpenGL 4.3, or for OpenGL ES 3.1 if es is set. Specialisation constants, which neither
// has, become macros: spec are the values of the first, the others keep theirs.
func (v Variant) TextGL(spec []uint32, es bool) (string, error) {
	var b strings.Builder
	if err := include(&b, v.Source, 0); err != nil {
		return "", err
	}
	var head strings.Builder
	head.WriteString(prologue[es])
	for _, d := range v.Defines {
		if d == "SUBGROUP" {
			return "", fmt.Errorf("shaders: %s uses subgroups, which OpenGL 4.3 has not", v.Name)
		}
		fmt.Fprintf(&head, "#define %s\n", d)
	}
	for _, m := range constant.FindAllStringSubmatch(b.String(), -1) {
		value := m[3]
		if id, err := strconv.Atoi(m[1]); err == nil && id < len(spec) {
			value = strconv.FormatUint(uint64(spec[id]), 10)
		}
		fmt.Fprintf(&head, "#define %s %su\n", m[2], value)
	}
	return head.String() + b.String(), nil
}

// prologue is what the texts begin with, by whether they are for OpenGL ES. There the sources need conversions
// of integers that the language has not by itself, and a fused multiply-add may be two operations.
var prologue = map[bool]string{
	false: "#version 430 core\n",
	true: "#version 310 es\n#extension GL_EXT_shader_implicit_conversions : require\n#extension GL_EXT_gpu_shader5 : enable\n" +
		"#ifndef GL_EXT_gpu_shader5\n#define fma(A, B, C) ((A) * (B) + (C))\n#endif\nprecision highp float;\nprecision highp int;\n",
}

// constant matches the declaration of a specialisation constant.
var constant = regexp.MustCompile(`(?m)^SPEC\((\d+), (\w+), (\d+)\)`)

// Find returns the named variant.
func Find(name string) (Variant, error) {
	for _, v := range Variants() {
		if v.Name == name {
			return v, nil
		}
	}
	return Variant{}, fmt.Errorf("shaders: no variant %q", name)
}

func include(b *strings.Builder, file string, depth int) error {
	text, err := sources.ReadFile(file)
	if err != nil || depth > 4 {
		return fmt.Errorf("shaders: include %s: %w", file, err)
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "#include \""); ok {
			if err := include(b, strings.TrimSuffix(name, `"`), depth+1); err != nil {
				return err
			}
			continue
		}
		b.WriteString(line)
	}
	return nil
}

// A Manifest records how the artefacts were made.
type Manifest struct {
	Tool    string   `json:"tool"`  // version of the compiler
	Metal   string   `json:"metal"` // version of the translator to Metal
	Modules []Module `json:"modules"`
}

// A Module is one artefact.
type Module struct {
	Name   string `json:"name"`
	Source string `json:"source"`          // SHA-256 of the variant's text
	Output string `json:"output"`          // SHA-256 of the SPIR-V
	Metal  string `json:"metal,omitempty"` // SHA-256 of the text for Metal, if there is one
	Layout
	SPIRV []byte `json:"-"`
}

// Hash returns the SHA-256 of b in hexadecimal.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Artefact returns the path of a variant's SPIR-V below shaders/.
func Artefact(name string) string { return "gen/z_" + name + ".spv" }

// ManifestHash returns the SHA-256 of the manifest, which covers every source and artefact.
func ManifestHash() string {
	raw, err := artefacts.ReadFile("gen/manifest.json")
	if err != nil {
		panic("BUG: shaders: " + err.Error())
	}
	return Hash(raw)
}

// MetalArtefact returns the path of a variant's Metal text below shaders/.
func MetalArtefact(name string) string { return "gen/z_" + name + ".metal" }

// MetalFunction is the name of the kernel in each Metal text.
const MetalFunction = "main0"

// ForMetal reports whether a variant has a text for Metal: all that reduce through subgroups, which every
// GPU with Metal has, and all that do not reduce.
func (v Variant) ForMetal() bool { return !strings.HasSuffix(v.Name, "_shared") }

// TileSuffix ends the names of matmul's kernels for many rows, those of matmul_tile.comp.
const TileSuffix = "_tile"

// TileAcross is the number of invocations side by side in a tile.
const TileAcross = 8

// MatrixSuffix ends the names of kernels that only Metal has: those of matmul_matrix.metal.
const MatrixSuffix = "_matrix"

// MatrixThreads is the size of their work groups, and MatrixTile the number of rows of both factors that such
// a group computes with.
const MatrixThreads, MatrixTile = 128, 32

// loadMatrix returns the text of a kernel such as "matmul_q8_0_matrix".
func loadMatrix(name string) (string, error) {
	var head strings.Builder
	weight := strings.TrimSuffix(strings.TrimPrefix(name, "matmul_"), MatrixSuffix)
	if w, ok := strings.CutPrefix(weight, "geglu_"); ok {
		weight = w
		head.WriteString("#define GEGLU\n")
	}
	if !slices.Contains(Weights, weight) {
		return "", fmt.Errorf("shaders: no Metal text of %q", name)
	}
	fmt.Fprintf(&head, "#define W_%s\n", strings.ToUpper(weight))
	text, err := sources.ReadFile("matmul_matrix.metal")
	return head.String() + string(text), err
}

// LoadMetal returns the Metal text of the named variant. Specialisation constant n is the macro
// SPIRV_CROSS_CONSTANT_ID_n.
func LoadMetal(name string) (string, error) {
	if strings.HasSuffix(name, MatrixSuffix) {
		return loadMatrix(name)
	}
	raw, err := artefacts.ReadFile(MetalArtefact(name))
	if err != nil {
		return "", fmt.Errorf("shaders: no Metal text of %q", name)
	}
	return string(raw), nil
}

var loadManifest = sync.OnceValues(func() (map[string]Module, error) {
	raw, err := artefacts.ReadFile("gen/manifest.json")
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("shaders: manifest: %w", err)
	}
	all := map[string]Module{}
	for _, mod := range m.Modules {
		if mod.SPIRV, err = artefacts.ReadFile(Artefact(mod.Name)); err != nil {
			return nil, fmt.Errorf("shaders: %w", err)
		}
		all[mod.Name] = mod
	}
	return all, nil
})

// Load returns the artefact of the named variant.
func Load(name string) (Module, error) {
	all, err := loadManifest()
	if err != nil {
		return Module{}, err
	}
	m, ok := all[name]
	if !ok {
		return m, fmt.Errorf("shaders: no variant %q", name)
	}
	return m, nil
}
