package peak

import "golang.org/x/sys/cpu"

func amx(n int64)
func vnni512(n int64)
func vnni256(n int64)
func maddubs256(n int64)

// A chain is a loop of multiplications.
type chain struct {
	run    func(n int64)
	ops    float64 // of a round, a multiply-add counting as two
	method string  // the instruction
	tiers  []string
	have   func() bool
}

var all = []chain{
	{amx, 6 * 2 * 16 * 16 * 64, "TDPBUSD, tiles of 1 KiB", []string{"amx"}, func() bool { return cpu.X86.HasAMXTile && cpu.X86.HasAMXInt8 && allowAMX() }},
	{vnni512, 12 * 128, "VPDPBUSD, 64 bytes", []string{"avx512", "go-avx512"}, func() bool { return cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI }},
	{vnni256, 12 * 64, "VPDPBUSD, 32 bytes", []string{"avxvnni"}, func() bool { return cpu.X86.HasAVX2 && cpu.X86.HasAVXVNNI }},
	{maddubs256, 12 * 64, "VPMADDUBSW, 32 bytes", []string{"avx2", "go-avx2"}, func() bool { return cpu.X86.HasAVX2 }},
}

// chains returns the loops that the processor can run, the fastest first.
func chains() []chain {
	var have []chain
	for _, c := range all {
		if c.have() {
			have = append(have, c)
		}
	}
	return have
}
