package shaders_test

import (
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/shaders"
	"github.com/stretchr/testify/require"
)

func manifest(t *testing.T) shaders.Manifest {
	raw, err := os.ReadFile("gen/manifest.json")
	require.NoError(t, err)
	var m shaders.Manifest
	require.NoError(t, json.Unmarshal(raw, &m))
	return m
}

// TestArtefactsAreCurrent fails when a source, a variant or an artefact changed without the others.
func TestArtefactsAreCurrent(t *testing.T) {
	const hint = "run go run ./shaders/cmd/shadergen"
	m := manifest(t)
	var names []string
	for _, mod := range m.Modules {
		names = append(names, mod.Name)
	}
	var want []string
	for _, v := range shaders.Variants() {
		want = append(want, v.Name)
	}
	require.Equal(t, want, names, hint)
	require.NotEmpty(t, m.Tool)
	texts := 0
	for i, v := range shaders.Variants() {
		text, err := v.Text()
		require.NoError(t, err)
		require.Equal(t, shaders.Hash([]byte(text)), m.Modules[i].Source, "%s: source changed: %s", v.Name, hint)
		mod, err := shaders.Load(v.Name)
		require.NoError(t, err)
		require.Equal(t, mod.Output, shaders.Hash(mod.SPIRV), "%s: artefact changed: %s", v.Name, hint)
		layout, err := shaders.Reflect(mod.SPIRV)
		require.NoError(t, err)
		require.Equal(t, mod.Layout, layout, v.Name)
		require.Equal(t, v.ForMetal(), m.Modules[i].Metal != "", v.Name)
		if v.ForMetal() {
			text, err := shaders.LoadMetal(v.Name)
			require.NoError(t, err)
			require.Equal(t, m.Modules[i].Metal, shaders.Hash([]byte(text)), "%s: Metal text changed: %s", v.Name, hint)
			require.Contains(t, text, "kernel void "+shaders.MetalFunction+"(")
			require.NotContains(t, text, "function_constant")
			texts++
		}
	}
	files, err := filepath.Glob("gen/z_*.spv")
	require.NoError(t, err)
	require.Len(t, files, len(names), hint)
	files, err = filepath.Glob("gen/z_*.metal")
	require.NoError(t, err)
	require.Len(t, files, texts, hint)
}

// TestInterfaces checks what every backend relies on: binding 0 free, at most 15 storage buffers, at
// most 64 bytes of parameters, and the first two specialisation constants.
func TestInterfaces(t *testing.T) {
	for _, mod := range manifest(t).Modules {
		require.NotEmpty(t, mod.Bindings, mod.Name)
		for _, b := range mod.Bindings {
			require.True(t, b >= 1 && b <= 15, "%s: binding %d", mod.Name, b)
		}
		require.True(t, slices.IsSorted(mod.Bindings))
		require.Len(t, slices.Compact(slices.Clone(mod.Bindings)), len(mod.Bindings), mod.Name)
		require.True(t, mod.PushBytes > 0 && mod.PushBytes <= 64, "%s: %d bytes", mod.Name, mod.PushBytes)
		require.Contains(t, mod.Specs, 0, mod.Name)
	}
}

// TestHeads checks that each source starts with its formula, its buffers and its grid.
func TestHeads(t *testing.T) {
	sources, err := filepath.Glob("*.comp")
	require.NoError(t, err)
	require.NotEmpty(t, sources)
	for _, s := range sources {
		raw, err := os.ReadFile(s)
		require.NoError(t, err)
		head, _, _ := strings.Cut(string(raw), "#")
		require.True(t, strings.HasPrefix(head, "// "), s)
		require.Contains(t, head, "// Buffers:", s)
		require.Contains(t, head, "// Grid:", s)
	}
}

func TestReflectRefusesGarbage(t *testing.T) {
	mod, err := shaders.Load("add")
	require.NoError(t, err)
	for _, b := range [][]byte{nil, {1}, make([]byte, 64), mod.SPIRV[:len(mod.SPIRV)-1], append(mod.SPIRV[:20:20], 0xff, 0xff, 0xff, 0xff)} {
		_, err := shaders.Reflect(b)
		require.Error(t, err)
	}
}

func TestLoadUnknown(t *testing.T) {
	_, err := shaders.Load("no_such")
	require.ErrorContains(t, err, "no_such")
	require.NotErrorIs(t, err, fs.ErrNotExist)
}

// TestCapabilities keeps the shaders to what every device with Vulkan 1.1 has: no 8 or 16-bit storage or
// arithmetic, no 64-bit types, and of subgroups only basic operations and arithmetic, in the variants for them.
func TestCapabilities(t *testing.T) {
	const shader, nonUniform, nonUniformArithmetic = 1, 61, 63
	for _, v := range shaders.Variants() {
		m, err := shaders.Load(v.Name)
		require.NoError(t, err)
		allowed := []uint32{shader}
		if strings.HasSuffix(v.Name, "_subgroup") {
			allowed = append(allowed, nonUniform, nonUniformArithmetic)
		}
		for at := 20; at < len(m.SPIRV); {
			word := binary.LittleEndian.Uint32(m.SPIRV[at:])
			if word&0xffff != 17 { // OpCapability, which come first
				break
			}
			require.Contains(t, allowed, binary.LittleEndian.Uint32(m.SPIRV[at+4:]), v.Name)
			at += 4 * int(word>>16)
		}
	}
}
