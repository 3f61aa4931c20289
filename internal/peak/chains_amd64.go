package peak

import "golang.org/x/sys/cpu"

func vnni512(n int64)
func maddubs256(n int64)

// chains returns the best loop that the processor runs, the operations of a round, a multiply-add counting as
// two, and the name of its instruction.
func chains() (run func(n int64), ops float64, method string) {
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI:
		return vnni512, 12 * 128, "VPDPBUSD, 64 bytes"
	case cpu.X86.HasAVX2:
		return maddubs256, 12 * 64, "VPMADDUBSW, 32 bytes"
	}
	return nil, 0, ""
}
