package processors

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

const (
	maxRead       = 1 << 20 // of a file: /proc/self/mountinfo of a machine with many containers is some 100 KiB
	maxProcessors = 1 << 14 // that a list may name
)

// read returns what is in a file, empty if it cannot be read.
func read(root fs.FS, name string) string {
	f, err := root.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxRead))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// allowed returns the processors that /proc/self/status says the process may run on.
func allowed(status string) []int {
	for line := range strings.Lines(status) {
		if text, ok := strings.CutPrefix(line, "Cpus_allowed_list:"); ok {
			return list(strings.TrimSpace(text))
		}
	}
	return nil
}

// list parses a list such as "0-3,8,10-11": nil if it is none.
func list(text string) []int {
	var all []int
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		a, err1 := strconv.ParseUint(from, 10, 31)
		b, err2 := strconv.ParseUint(to, 10, 31)
		if err1 != nil || err2 != nil || a > b || b >= maxProcessors {
			return nil
		}
		for n := int(a); n <= int(b); n++ {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// cores counts the physical cores of processors, 0 if the system does not tell.
func cores(root fs.FS, processors []int) int {
	seen := map[string]bool{}
	for _, n := range processors {
		siblings := read(root, "sys/devices/system/cpu/cpu"+strconv.Itoa(n)+"/topology/thread_siblings_list")
		if siblings == "" {
			return 0
		}
		seen[siblings] = true
	}
	return len(seen)
}

// quota returns how many processors' worth of time the control groups of the process leave it: the least of what its
// group and those above it have, as far as they can be seen, in both versions of the interface.
// ref: https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files, …/cgroup-v1/…, …/scheduler/sched-bwc.html
func quota(root fs.FS) float64 {
	least := 0.0
	note := func(q float64) {
		if q > 0 && (least == 0 || q < least) {
			least = q
		}
	}
	mounts := mounts(read(root, "proc/self/mountinfo"))
	for line := range strings.Lines(read(root, "proc/self/cgroup")) {
		// hierarchy:controllers:path, with 0 and no controllers for version 2
		_, rest, ok1 := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		controllers, group, ok2 := strings.Cut(rest, ":")
		v2 := controllers == ""
		if !ok1 || !ok2 || !v2 && !slices.Contains(strings.Split(controllers, ","), "cpu") {
			continue
		}
		for _, m := range mounts {
			if m.v2 != v2 {
				continue
			}
			for dir := m.dir(group); ; dir = path.Dir(dir) {
				if v2 {
					note(ratio(read(root, dir+"/cpu.max")))
				} else {
					note(ratio(read(root, dir+"/cpu.cfs_quota_us") + " " + read(root, dir+"/cpu.cfs_period_us")))
				}
				if dir == m.at || dir == "." {
					break
				}
			}
		}
	}
	return least
}

// ratio parses "QUOTA PERIOD", where "max" or −1 is no quota: processors, 0 for all.
func ratio(text string) float64 {
	words := strings.Fields(text)
	if len(words) != 2 {
		return 0
	}
	n, err1 := strconv.ParseInt(words[0], 10, 64)
	of, err2 := strconv.ParseInt(words[1], 10, 64)
	if err1 != nil || err2 != nil || n <= 0 || of <= 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// A mount is where a hierarchy of control groups can be seen.
type mount struct {
	v2   bool
	root string // the group that is seen at the mount point
	at   string // the mount point, without the leading slash
}

// mounts finds the hierarchies of version 2 and those with the cpu controller of version 1 in /proc/self/mountinfo:
// id, parent, device, root, mount point, options, optional fields, "-", type, source, options of the file system.
func mounts(text string) []mount {
	var all []mount
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		dash := slices.Index(words, "-")
		if dash < 6 || len(words) < dash+4 {
			continue
		}
		m := mount{v2: words[dash+1] == "cgroup2", root: unescape(words[3]), at: strings.TrimPrefix(path.Clean(unescape(words[4])), "/")}
		v1 := words[dash+1] == "cgroup" && slices.Contains(strings.Split(words[dash+3], ","), "cpu")
		if (m.v2 || v1) && fs.ValidPath(m.at) {
			all = append(all, m)
		}
	}
	return all
}

// dir returns where the mount shows a group. A group that lies outside of what it shows, as a container's does that
// sees the host's names, is taken for the one at the mount point.
func (m *mount) dir(group string) string {
	rel, ok := strings.CutPrefix(path.Clean(group), strings.TrimSuffix(m.root, "/"))
	if !ok || rel != "" && rel[0] != '/' || strings.Contains(group, "..") {
		rel = ""
	}
	dir := path.Join(m.at, rel)
	if !fs.ValidPath(dir) {
		return m.at
	}
	return dir
}

// unescape replaces the octal escapes of mountinfo, such as \040 for a space.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
