package softmetal

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"
)

//go:embed all:soft
var soft embed.FS

// A compiler makes shared objects and keeps them.
type compiler struct {
	clang   string
	dir     string // of the objects
	include string // of the headers
	key     string // hash of the compiler, the processor and the headers

	mu     sync.Mutex
	loaded map[string]*library
}

var shared struct {
	sync.Mutex
	c *compiler
}

// newCompiler finds clang and writes the headers. There is one for the process: the objects stay loaded.
func newCompiler() (*compiler, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.c != nil {
		return shared.c, nil
	}
	clang, err := exec.LookPath("clang++")
	if err != nil {
		return nil, fmt.Errorf("%w (Debian: clang)", err)
	}
	version, err := exec.Command(clang, "--version").Output()
	if err != nil {
		return nil, fmt.Errorf("clang++ --version: %w", err)
	}
	h := sha256.New()
	h.Write(version)
	h.Write(processor())
	err = fs.WalkDir(soft, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := soft.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
		return err
	})
	if err != nil {
		return nil, err
	}
	c := &compiler{clang: clang, key: hex.EncodeToString(h.Sum(nil)), loaded: map[string]*library{}}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	c.dir = filepath.Join(cache, "gemma-bench", "softmetal")
	c.include = filepath.Join(c.dir, c.key[:16])
	if err := c.writeHeaders(); err != nil {
		return nil, err
	}
	shared.c = c
	return c, nil
}

// processor identifies what -march=native means here.
func processor() []byte {
	raw, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return []byte(runtime.GOARCH)
	}
	var out bytes.Buffer
	for line := range bytes.Lines(raw) {
		if name, _, _ := bytes.Cut(line, []byte(":")); bytes.Contains(name, []byte("flags")) || bytes.Contains(name, []byte("Features")) || bytes.Contains(name, []byte("model name")) {
			out.Write(line)
		}
		if len(bytes.TrimSpace(line)) == 0 {
			break // one processor will do
		}
	}
	return out.Bytes()
}

func (c *compiler) writeHeaders() error {
	return fs.WalkDir(soft, "soft", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(c.include, strings.TrimPrefix(path, "soft"))
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		text, err := soft.ReadFile(path)
		if err != nil {
			return err
		}
		return writeFile(to, text)
	})
}

// writeFile writes a file that other processes may be reading.
func writeFile(path string, data []byte) error {
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, data) {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), "*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// A library is a loaded object.
type library struct {
	handle           uintptr
	procs            map[string]uintptr
	local, localSize uintptr // memory of the thread group
}

func (l *library) proc(name string) uintptr { return l.procs[name] }

func (l *library) call(name string, args ...uintptr) { purego.SyscallN(l.procs[name], args...) }

// load compiles text, unless that was done before, and loads the result.
func (c *compiler) load(text string, mode int, symbols []string, flags ...string) (*library, error) {
	sum := sha256.Sum256([]byte(c.key + "\n" + strings.Join(flags, " ") + "\n" + text))
	key := hex.EncodeToString(sum[:])
	c.mu.Lock()
	defer c.mu.Unlock()
	if l, ok := c.loaded[key]; ok {
		return l, nil
	}
	path := filepath.Join(c.dir, key+".so")
	if _, err := os.Stat(path); err != nil {
		if err := c.compile(text, path, flags); err != nil {
			return nil, err
		}
	}
	h, err := purego.Dlopen(path, mode)
	if err != nil {
		os.Remove(path) // damaged, or of another machine
		return nil, err
	}
	l := &library{handle: h, procs: map[string]uintptr{}}
	for _, s := range symbols {
		if l.procs[s], err = purego.Dlsym(h, s); err != nil {
			return nil, err
		}
	}
	c.loaded[key] = l
	return l, nil
}

func (c *compiler) compile(text, path string, flags []string) error {
	out := fmt.Sprintf("%s.%d.tmp", path, os.Getpid())
	args := append([]string{"-x", "c++", "-std=c++17", "-march=native", "-ffp-contract=off", "-Xclang", "-cl-single-precision-constant", "-fPIC", "-shared", "-w", "-I", c.include, "-o", out}, flags...)
	cmd := exec.Command(c.clang, append(args, "-")...)
	var msg bytes.Buffer
	cmd.Stdin, cmd.Stderr = strings.NewReader(text), &msg
	if err := cmd.Run(); err != nil {
		os.Remove(out)
		return fmt.Errorf("clang++: %w\n%s", err, msg.String())
	}
	return os.Rename(out, path)
}

// runtime loads what kernels call.
func (c *compiler) runtime() (*library, error) {
	text, err := soft.ReadFile("soft/runtime.cc")
	if err != nil {
		return nil, err
	}
	return c.load(string(text), purego.RTLD_NOW|purego.RTLD_GLOBAL, []string{"soft_launch", "soft_barrier_launches", "soft_options"}, "-O2")
}

// kernel compiles a translated kernel.
func (c *compiler) kernel(text string, checked bool) (*library, error) {
	flags := []string{"-O2"}
	if checked {
		// It takes half the time to compile. The calls that the compiler makes for each access are answered by our runtime.
		flags = []string{"-O1", "-fsanitize=thread", "-fno-sanitize-link-runtime"}
	}
	l, err := c.load(text, purego.RTLD_NOW|purego.RTLD_LOCAL, []string{"soft_main", "soft_local"}, flags...)
	if err != nil {
		return nil, err
	}
	if l.local == 0 {
		// SAFETY: the function writes the two words and keeps no pointer.
		purego.SyscallN(l.procs["soft_local"], uintptr(unsafe.Pointer(&l.local)), uintptr(unsafe.Pointer(&l.localSize)))
	}
	return l, nil
}

var (
	signature = regexp.MustCompile(`(?s)kernel void (\w+)\((.*?)\)\n\{`)
	parameter = regexp.MustCompile(`^(.*?)(\w+) \[\[(\w+)(?:\((\d+)\))?\]\]$`)
	groupRoom = regexp.MustCompile(`(?m)^(\s+)threadgroup `)
	groupCast = regexp.MustCompile(`\(threadgroup (\w+\*)\)`)
)

// inputs are what the runtime tells a kernel about its thread.
var inputs = map[string]string{
	"thread_position_in_threadgroup":   "uint3(t->local[0], t->local[1], t->local[2])",
	"threadgroup_position_in_grid":     "uint3(t->group[0], t->group[1], t->group[2])",
	"threadgroups_per_grid":            "uint3(t->groups[0], t->groups[1], t->groups[2])",
	"simdgroup_index_in_threadgroup":   "t->simd",
	"simdgroups_per_threadgroup":       "t->simds",
	"thread_index_in_simdgroup":        "t->lane",
	"thread_index_in_threadgroup":      "t->local[0]",
	"threads_per_simdgroup":            "32u",
	"dispatch_threads_per_threadgroup": "uint3(0u, 0u, 0u)",
}

// translate turns Metal's text into C++: the address space of variables of the thread group becomes a
// section, and a function calls the kernel with what the runtime has. It returns the buffers that the
// kernel's signature has.
func translate(source, function string) (string, []int, error) {
	m := signature.FindStringSubmatch(source)
	if m == nil || m[1] != function {
		return "", nil, fmt.Errorf("no kernel %q in the source", function)
	}
	var args []string
	var bindings []int
	for _, p := range strings.Split(m[2], ", ") {
		f := parameter.FindStringSubmatch(p)
		switch {
		case f == nil:
			return "", nil, fmt.Errorf("cannot read the parameter %q", p)
		case f[3] == "buffer":
			n, err := strconv.Atoi(f[4])
			if err != nil {
				return "", nil, err
			}
			bindings = append(bindings, n)
			typ := strings.TrimSuffix(strings.TrimSpace(f[1]), "&")
			args = append(args, fmt.Sprintf("*(%s *)b[%d]", typ, n))
		case inputs[f[3]] != "":
			args = append(args, inputs[f[3]])
		default:
			return "", nil, fmt.Errorf("no input %q", f[3])
		}
	}
	text := groupCast.ReplaceAllString(groupRoom.ReplaceAllString(source, "${1}THREADGROUP "), "($1)")
	return text + `
extern "C" char __start_threadgroup_memory[] __attribute__((weak, visibility("hidden")));
extern "C" char __stop_threadgroup_memory[] __attribute__((weak, visibility("hidden")));
extern "C" void soft_local(char **from, unsigned long *size) {
    *from = __start_threadgroup_memory;
    *size = __stop_threadgroup_memory - __start_threadgroup_memory;
}
extern "C" __attribute__((no_sanitize("thread"))) void soft_main(void **b, const soft_thread *t) { ` + function + "(" + strings.Join(args, ", ") + "); }\n", bindings, nil
}

// cString copies a string of the runtime.
func cString(p uintptr) string {
	var b []byte
	for i := uintptr(0); i < 4096; i++ {
		// SAFETY: p is a zero-terminated array of the runtime, which is never freed.
		c := *(*byte)(unsafe.Add(*(*unsafe.Pointer)(unsafe.Pointer(&p)), i))
		if c == 0 {
			break
		}
		b = append(b, c)
	}
	return string(b)
}
