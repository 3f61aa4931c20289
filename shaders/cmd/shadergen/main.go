// Command shadergen compiles every shader variant to SPIR-V, translates it to Metal's language, and writes
// the artefacts and the manifest to shaders/gen. It needs glslc, spirv-val and spirv-cross. Run it in the repository's root:
//
//	go run ./shaders/cmd/shadergen
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	if m.Metal, err = translator(); err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, v := range shaders.Variants() {
		mod, spirv, err := compile(v)
		if err != nil {
			return fmt.Errorf("%s: %w", v.Name, err)
		}
		if v.ForMetal() {
			text, err := metal(string(spirv))
			if err != nil {
				return fmt.Errorf("%s: %w", v.Name, err)
			}
			mod.Metal = shaders.Hash(text)
			path := filepath.Join(dir, filepath.FromSlash(shaders.MetalArtefact(v.Name)))
			keep[path] = true
			if err := os.WriteFile(path, text, 0o644); err != nil {
				return err
			}
		}
		m.Modules = append(m.Modules, mod)
		path := filepath.Join(dir, filepath.FromSlash(shaders.Artefact(v.Name)))
		keep[path] = true
		if err := os.WriteFile(path, spirv, 0o644); err != nil {
			return err
		}
	}
	old, err := filepath.Glob(filepath.Join(dir, "gen", "z_*"))
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

// translator returns the version of spirv-cross, which prints one only where it was built from a
// repository, so its help stands for it.
func translator() (string, error) {
	out, err := exec.Command("spirv-cross", "--help").CombinedOutput()
	if len(out) == 0 {
		return "", fmt.Errorf("spirv-cross: %w", err)
	}
	return "spirv-cross with help " + shaders.Hash(out)[:16], nil
}

// functionConstant matches what spirv-cross makes of a specialisation constant that is no size of an array.
var functionConstant = regexp.MustCompile(`constant (\w+) (\w+)_tmp \[\[function_constant\((\d+)\)\]\];\nconstant \w+ \w+ = is_function_constant_defined\(\w+\) \? \w+ : (\w+);\n`)

// metal translates SPIR-V. Binding numbers become buffer numbers, which leaves 0 to the parameters. Those
// constants that are sizes of arrays come out as macros; the others are made macros too.
func metal(spirv string) ([]byte, error) {
	f, err := os.CreateTemp("", "*.spv") // spirv-cross does not read from a pipe
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(spirv)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	text, err := tool("", "spirv-cross", "--msl", "--msl-version", "20100", "--msl-decoration-binding", "--msl-force-native-arrays", f.Name())
	if err != nil {
		return nil, err
	}
	text = functionConstant.ReplaceAll(text, []byte("#ifndef SPIRV_CROSS_CONSTANT_ID_$3\n#define SPIRV_CROSS_CONSTANT_ID_$3 $4\n#endif\nconstant $1 $2 = SPIRV_CROSS_CONSTANT_ID_$3;\n"))
	// It asks for the forms of min and max that may do anything to a NaN.
	text = bytes.ReplaceAll(text, []byte("fast::"), nil)
	if bytes.Contains(text, []byte("function_constant")) {
		return nil, errors.New("spirv-cross declares function constants in a new way")
	}
	return text, nil
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
