package environment

import "golang.org/x/sys/unix"

// system fills in what macOS says of the machine.
func (e *Environment) system() {
	text := func(name string) string {
		s, err := unix.Sysctl(name)
		if err != nil {
			return ""
		}
		return s
	}
	number := func(name string) int64 {
		if n, err := unix.SysctlUint64(name); err == nil && n < 1<<60 {
			return int64(n)
		}
		n, err := unix.SysctlUint32(name)
		if err != nil {
			return 0
		}
		return int64(n)
	}
	e.CPU, e.Product, e.Kernel, e.System = text("machdep.cpu.brand_string"), text("hw.model"), text("kern.osrelease"), "macOS "+text("kern.osproductversion")
	e.Cores, e.Memory = int(number("hw.physicalcpu")), number("hw.memsize")
	for _, c := range []struct {
		name  string
		cache Cache
	}{
		{"hw.perflevel0.l1dcachesize", Cache{1, "Data", 0}}, {"hw.perflevel0.l1icachesize", Cache{1, "Instruction", 0}},
		{"hw.perflevel0.l2cachesize", Cache{2, "Unified", 0}},
	} {
		if c.cache.Bytes = number(c.name); c.cache.Bytes > 0 {
			e.Caches = append(e.Caches, c.cache)
		}
	}
	for _, f := range []struct{ name, flag string }{
		{"FEAT_DotProd", "asimddp"}, {"FEAT_FP16", "asimdhp"}, {"FEAT_I8MM", "i8mm"}, {"FEAT_BF16", "bf16"}, {"FEAT_SME", "sme"},
	} {
		if number("hw.optional.arm."+f.name) == 1 {
			e.Flags = append(e.Flags, f.flag)
		}
	}
}

// processPeak returns the highest resident memory of this process.
func processPeak() int {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return int(u.Maxrss) // bytes on macOS
}
