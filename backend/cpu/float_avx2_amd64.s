#include "textflag.h"

// Float32 loops with 256-bit registers. They round after every operation and add in the order of
// base.go, so that they give its bits.

// func scoresAVX2(s, q, k *float32, n, E, stride int, scale float32)
// E is a positive multiple of 16, n positive, stride in bytes. Four keys at a time; lanes 0-7 of key i
// in Y(2i), 8-15 in Y(2i+1).
TEXT ·scoresAVX2(SB), NOSPLIT, $0-52
	MOVQ s+0(FP), DI
	MOVQ q+8(FP), SI
	MOVQ k+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ E+32(FP), R8
	MOVQ stride+40(FP), R9
	VBROADCASTSS scale+48(FP), X15
	SHLQ $2, R8 // bytes of q

keys:
	CMPQ CX, $4
	JLT single
	LEAQ (DX)(R9*1), R10
	LEAQ (DX)(R9*2), R11
	LEAQ (R10)(R9*2), R12
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	XORQ AX, AX

#define TERM(k, lo, hi) \
	VMULPS (k)(AX*1), Y8, Y10; \
	VADDPS Y10, lo, lo; \
	VMULPS 32(k)(AX*1), Y9, Y11; \
	VADDPS Y11, hi, hi

terms:
	VMOVUPS (SI)(AX*1), Y8
	VMOVUPS 32(SI)(AX*1), Y9
	TERM(DX, Y0, Y1)
	TERM(R10, Y2, Y3)
	TERM(R11, Y4, Y5)
	TERM(R12, Y6, Y7)
	ADDQ $64, AX
	CMPQ AX, R8
	JLT terms

// HALVES adds lanes j+8, then j+4, to lane j: the four sums left are in x.
#define HALVES(lo, x, hi) \
	VADDPS hi, lo, lo; \
	VEXTRACTF128 $1, lo, X10; \
	VADDPS X10, x, x

	HALVES(Y0, X0, Y1)
	HALVES(Y2, X2, Y3)
	HALVES(Y4, X4, Y5)
	HALVES(Y6, X6, Y7)

	// Lane j of all four keys side by side, then (0+2)+(1+3).
	VUNPCKLPS X2, X0, X8  // a0 b0 a1 b1
	VUNPCKHPS X2, X0, X9  // a2 b2 a3 b3
	VUNPCKLPS X6, X4, X10 // c0 d0 c1 d1
	VUNPCKHPS X6, X4, X11 // c2 d2 c3 d3
	VADDPS X9, X8, X8     // a0+a2 b0+b2 a1+a3 b1+b3
	VADDPS X11, X10, X10
	VMOVLHPS X10, X8, X0  // a02 b02 c02 d02
	VMOVHLPS X8, X10, X1  // a13 b13 c13 d13
	VADDPS X1, X0, X0
	VMULPS X15, X0, X0
	VMOVUPS X0, (DI)
	ADDQ $16, DI
	LEAQ (DX)(R9*4), DX
	SUBQ $4, CX
	JMP keys

single:
	TESTQ CX, CX
	JZ done
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ AX, AX
singleTerms:
	VMOVUPS (SI)(AX*1), Y8
	VMOVUPS 32(SI)(AX*1), Y9
	TERM(DX, Y0, Y1)
	ADDQ $64, AX
	CMPQ AX, R8
	JLT singleTerms
	HALVES(Y0, X0, Y1)
	VMOVHLPS X0, X0, X1
	VADDPS X1, X0, X0 // 0+2 1+3
	VMOVSHDUP X0, X1
	VADDSS X1, X0, X0
	VMULSS X15, X0, X0
	VMOVSS X0, (DI)
	ADDQ $4, DI
	ADDQ R9, DX
	DECQ CX
	JMP single
done:
	VZEROUPPER
	RET

// func mixAVX2(o, p, v *float32, n, E, stride int)
// E is a positive multiple of 8, n positive, stride in bytes.
TEXT ·mixAVX2(SB), NOSPLIT, $0-48
	MOVQ o+0(FP), DI
	MOVQ p+8(FP), SI
	MOVQ v+16(FP), DX
	MOVQ n+24(FP), R8
	MOVQ E+32(FP), R9
	MOVQ stride+40(FP), R10

wide:
	CMPQ R9, $64
	JLT narrow
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7
	MOVQ DX, R11
	XORQ CX, CX

#define WEIGH(off, y, t) \
	VMULPS off(R11), Y8, t; \
	VADDPS t, y, y

wideKeys:
	VBROADCASTSS (SI)(CX*4), Y8
	WEIGH(0, Y0, Y9)
	WEIGH(32, Y1, Y10)
	WEIGH(64, Y2, Y11)
	WEIGH(96, Y3, Y12)
	WEIGH(128, Y4, Y9)
	WEIGH(160, Y5, Y10)
	WEIGH(192, Y6, Y11)
	WEIGH(224, Y7, Y12)
	ADDQ R10, R11
	INCQ CX
	CMPQ CX, R8
	JLT wideKeys
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	ADDQ $256, DI
	ADDQ $256, DX
	SUBQ $64, R9
	JMP wide

narrow:
	TESTQ R9, R9
	JZ done
	VMOVUPS (DI), Y0
	MOVQ DX, R11
	XORQ CX, CX
narrowKeys:
	VBROADCASTSS (SI)(CX*4), Y8
	WEIGH(0, Y0, Y9)
	ADDQ R10, R11
	INCQ CX
	CMPQ CX, R8
	JLT narrowKeys
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, DX
	SUBQ $8, R9
	JMP narrow
done:
	VZEROUPPER
	RET

// func rescaleAVX2(o *float32, n int, c float32)
// n is a positive multiple of 8.
TEXT ·rescaleAVX2(SB), NOSPLIT, $0-20
	MOVQ o+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS c+16(FP), Y1
loop:
	VMULPS (DI), Y1, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ loop
	VZEROUPPER
	RET

// func normaliseAVX2(y, x, w *float32, n int, inv float32)
// n is a positive multiple of 8.
TEXT ·normaliseAVX2(SB), NOSPLIT, $0-36
	MOVQ y+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), DX
	MOVQ n+24(FP), CX
	VBROADCASTSS inv+32(FP), Y1
loop:
	VMULPS (SI), Y1, Y0
	VMULPS (DX), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ loop
	VZEROUPPER
	RET

// func sumSquaresAVX2(x *float32, n int) float64
// n is a positive multiple of 8. Lanes 0-3 in Y0, 4-7 in Y1.
TEXT ·sumSquaresAVX2(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
loop:
	VCVTPS2PD (SI), Y2
	VCVTPS2PD 16(SI), Y3
	VMULPD Y2, Y2, Y2
	VMULPD Y3, Y3, Y3
	VADDPD Y2, Y0, Y0
	VADDPD Y3, Y1, Y1
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ loop
	VADDPD Y1, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VADDPD X1, X0, X0
	VUNPCKHPD X0, X0, X1
	VADDSD X1, X0, X0
	VMOVSD X0, ret+16(FP)
	VZEROUPPER
	RET

// func widenAVX2(dst *float32, src *uint16, n int)
// n is a positive multiple of 8.
TEXT ·widenAVX2(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
loop:
	VCVTPH2PS (SI), Y0
	VMOVUPS Y0, (DI)
	ADDQ $16, SI
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ loop
	VZEROUPPER
	RET
