#include "textflag.h"
#include "go_asm.h"

// The matrix-matrix product with VNNI: eight rows and sixteen tokens. Z0 to Z7 hold the float32 sums of
// each row, Z8 to Z15 the 32-bit sums of a group, one token in each lane.

#define PAIRS(k) \
	VMOVDQU32 64*k(SI), Z16; \
	VPDPWSSD.BCST 4*k(R9), Z16, Z8; \
	VPDPWSSD.BCST 4*k(R9)(R8*1), Z16, Z9; \
	VPDPWSSD.BCST 4*k(R9)(R8*2), Z16, Z10; \
	VPDPWSSD.BCST 4*k(R9)(R11*1), Z16, Z11; \
	VPDPWSSD.BCST 4*k(R10), Z16, Z12; \
	VPDPWSSD.BCST 4*k(R10)(R8*1), Z16, Z13; \
	VPDPWSSD.BCST 4*k(R10)(R8*2), Z16, Z14; \
	VPDPWSSD.BCST 4*k(R10)(R11*1), Z16, Z15

#define ADDTO(r, sum, acc) \
	VCVTDQ2PS sum, sum; \
	VMULPS.BCST 4*r(DX), Z17, Z18; \
	VMULPS Z18, sum, sum; \
	VADDPS sum, acc, acc

#define LESS(r, acc) \
	VMULPS.BCST 4*r(R12), Z17, Z18; \
	VSUBPS Z18, acc, acc

// func gemmVNNI(p *product)
TEXT ·gemmVNNI(SB), NOSPLIT, $0-8
	MOVQ p+0(FP), AX
	MOVQ product_K(AX), R8
	MOVQ R8, R15 // values left
	SHLQ $1, R8
	MOVQ product_w(AX), R9
	LEAQ (R8)(R8*2), R11
	LEAQ (R9)(R8*4), R10
	MOVQ product_x(AX), SI
	MOVQ product_d(AX), DX
	MOVQ product_m(AX), R12
	MOVQ product_dx(AX), BX
	MOVQ product_sx(AX), R13
	MOVQ product_acc(AX), DI
	MOVQ product_mins(AX), R14
	MOVQ product_G(AX), AX
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7

group:
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15
	MOVQ AX, CX
sixteen:
	PAIRS(0)
	PAIRS(1)
	PAIRS(2)
	PAIRS(3)
	PAIRS(4)
	PAIRS(5)
	PAIRS(6)
	PAIRS(7)
	ADDQ $512, SI
	ADDQ $32, R9
	ADDQ $32, R10
	SUBQ $16, CX
	JNZ sixteen

	VMOVUPS (BX), Z17
	ADDTO(0, Z8, Z0)
	ADDTO(1, Z9, Z1)
	ADDTO(2, Z10, Z2)
	ADDTO(3, Z11, Z3)
	ADDTO(4, Z12, Z4)
	ADDTO(5, Z13, Z5)
	ADDTO(6, Z14, Z6)
	ADDTO(7, Z15, Z7)
	ADDQ $32, DX
	TESTQ R14, R14
	JZ next
	VMOVUPS (R13), Z17
	LESS(0, Z0)
	LESS(1, Z1)
	LESS(2, Z2)
	LESS(3, Z3)
	LESS(4, Z4)
	LESS(5, Z5)
	LESS(6, Z6)
	LESS(7, Z7)
	ADDQ $32, R12
	ADDQ $64, R13
next:
	// The activations' scale changes every 32 values: after each group of 32, or each second of 16.
	SUBQ AX, R15
	TESTQ $31, R15
	JNZ group
	ADDQ $64, BX
	TESTQ R15, R15
	JNZ group

	VMOVUPS Z0, (DI)
	VMOVUPS Z1, 64(DI)
	VMOVUPS Z2, 128(DI)
	VMOVUPS Z3, 192(DI)
	VMOVUPS Z4, 256(DI)
	VMOVUPS Z5, 320(DI)
	VMOVUPS Z6, 384(DI)
	VMOVUPS Z7, 448(DI)
	VZEROUPPER
	RET
