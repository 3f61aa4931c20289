// Command shadergen compiles every shader variant to SPIR-V and writes the artefacts and the manifest
// to shaders/gen. It needs glslc and spirv-val. Run it in the repository's root:
//
//	go run ./shaders/cmd/shadergen
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/gemma-bench/gemma/shaders"
)

func main() {
	dir := flag.String("dir", "shaders", "directory of package shaders")
	flag.Parse()
	if err := generate(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "shadergen:", err)
		os.Exit(1)
	}
}

func generate(dir string) error {
	version, err := exec.Command("glslc", "--version").Output()
	if err != nil {
		return fmt.Errorf("glslc: %w", err)
	}
	m := shaders.Manifest{Tool: strings.Join(strings.Fields(strings.TrimSpace(string(version))), " ")}
	keep := map[string]bool{}
	for _, v := range shaders.Variants() {
		mod, spirv, err := compile(v)
		if err != nil {
			return fmt.Errorf("%s: %w", v.Name, err)
		}
		m.Modules = append(m.Modules, mod)
		path := filepath.Join(dir, filepath.FromSlash(shaders.Artefact(v.Name)))
		keep[path] = true
		if err := os.WriteFile(path, spirv, 0o644); err != nil {
			return err
		}
	}
	old, err := filepath.Glob(filepath.Join(dir, "gen", "z_*.spv"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if !keep[path] {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	raw, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "gen", "manifest.json"), append(raw, '\n'), 0o644)
}

// compile returns the module of one variant after the validator has passed it.
func compile(v shaders.Variant) (shaders.Module, []byte, error) {
	text, err := v.Text()
	if err != nil {
		return shaders.Module{}, nil, err
	}
	spirv, err := tool(text, "glslc", "-fshader-stage=compute", "--target-env=vulkan1.1", "-O", "-Werror", "-o", "-", "-")
	if err != nil {
		return shaders.Module{}, nil, err
	}
	if _, err := tool(string(spirv), "spirv-val", "--target-env", "vulkan1.1"); err != nil {
		return shaders.Module{}, nil, err
	}
	layout, err := shaders.Reflect(spirv)
	return shaders.Module{Name: v.Name, Source: shaders.Hash([]byte(text)), Output: shaders.Hash(spirv), Layout: layout}, spirv, err
}

// tool runs a program on a text and returns its output.
func tool(input, name string, args ...string) ([]byte, error) {
	var out, msg bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &msg
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", name, err, msg.String())
	}
	return out.Bytes(), nil
}
