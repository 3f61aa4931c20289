package cpu

// The bodies are in the .s files, which say what the arguments must be.

//go:noescape
func unpackQ8_0AVX2(q *byte, d *float32, row *byte, blocks int)

//go:noescape
func unpackQ4_0AVX2(q *byte, d *float32, row *byte, blocks int)

//go:noescape
func unpackQ5_0AVX2(q *byte, d *float32, row *byte, blocks int)

//go:noescape
func unpackQ4_KAVX2(q *byte, d, m *float32, row *byte, blocks int)

//go:noescape
func unpackQ5_KAVX2(q *byte, d, m *float32, row *byte, blocks int)

//go:noescape
func unpackQ6_KAVX2(q *byte, d *float32, row *byte, blocks int)

//go:noescape
func gemvAVX2(p *product)

//go:noescape
func gemmAVX2(p *product, first int)

//go:noescape
func gemmVNNI(p *product)

//go:noescape
func widenTileAVX2(dst *int16, src *byte, n int)

//go:noescape
func transposeAVX2(dst, src *float32, dstStride, srcStride int)

//go:noescape
func scoresAVX2(s, q, k *float32, n, E, stride int, scale float32)

//go:noescape
func mixAVX2(o, p, v *float32, n, E, stride int)

//go:noescape
func rescaleAVX2(o *float32, n int, c float32)

//go:noescape
func normaliseAVX2(y, x, w *float32, n int, inv float32)

//go:noescape
func sumSquaresAVX2(x *float32, n int) float64

//go:noescape
func widenAVX2(dst *float32, src *uint16, n int)

//go:noescape
func expSumAVX2(p *float32, n int, top float32, sum *[16]float32)

//go:noescape
func gegluAVX2(y, gate, u *float32, n int)

//go:noescape
func quantiseAVX2(q *int16, d, s32, s16, x *float32, blocks int)

func cpuid(leaf, sub uint32) (a, b, c, d uint32)
