#include "textflag.h"
#include "go_asm.h"

// Products of a tile with activations: see product in tile.go and the formula in doc.go.

// ROWS loads the addresses of eight rows, BYTES bytes each and the first at R9, for ROW0 to ROW7.
// R8: BYTES, R10: row 4, R11: 3·BYTES.
#define ROWS \
	LEAQ (R8)(R8*2), R11; \
	LEAQ (R9)(R8*4), R10

#define MADD(row, y) \
	VPMOVSXBW row, y; \
	VPMADDWD Y9, y, y

#define MADD2(row, row16, y) \
	VPMOVSXBW row, y; \
	VPMADDWD Y9, y, y; \
	VPMOVSXBW row16, Y8; \
	VPMADDWD Y10, Y8, Y8; \
	VPADDD Y8, y, y

// FOLD adds the lanes of Y0 to Y7: lane r of Y1 becomes the sum of Yr.
#define FOLD \
	VPHADDD Y1, Y0, Y0; \
	VPHADDD Y3, Y2, Y2; \
	VPHADDD Y5, Y4, Y4; \
	VPHADDD Y7, Y6, Y6; \
	VPHADDD Y2, Y0, Y0; \
	VPHADDD Y6, Y4, Y4; \
	VPERM2I128 $0x20, Y4, Y0, Y1; \
	VPERM2I128 $0x31, Y4, Y0, Y2; \
	VPADDD Y2, Y1, Y1

// GROUP adds the products Y1 of one group to the result Y15: float(Y1)·(d·dx), less m·sx if R15 is not 0.
#define GROUP(done) \
	VCVTDQ2PS Y1, Y1; \
	VBROADCASTSS (BX), Y2; \
	VMULPS (DX), Y2, Y2; \
	VMULPS Y2, Y1, Y1; \
	VADDPS Y1, Y15, Y15; \
	ADDQ $32, DX; \
	TESTQ R15, R15; \
	JZ done; \
	VBROADCASTSS (R13), Y2; \
	VMULPS (R12), Y2, Y2; \
	VSUBPS Y2, Y15, Y15; \
	ADDQ $32, R12; \
	ADDQ $4, R13

#define SIXTEEN(off) \
	VMOVDQU 2*off(SI), Y9; \
	MADD(off(R9), Y0); \
	MADD(off(R9)(R8*1), Y1); \
	MADD(off(R9)(R8*2), Y2); \
	MADD(off(R9)(R11*1), Y3); \
	MADD(off(R10), Y4); \
	MADD(off(R10)(R8*1), Y5); \
	MADD(off(R10)(R8*2), Y6); \
	MADD(off(R10)(R11*1), Y7); \
	FOLD

// func gemvAVX2(p *product)
TEXT ·gemvAVX2(SB), NOSPLIT, $0-8
	MOVQ p+0(FP), DI
	MOVQ product_q(DI), R9
	MOVQ product_x(DI), SI
	MOVQ product_d(DI), DX
	MOVQ product_dx(DI), BX
	MOVQ product_m(DI), R12
	MOVQ product_sx(DI), R13
	MOVQ product_mins(DI), R15
	MOVQ product_K(DI), R8
	MOVQ R8, CX
	SHRQ $5, CX
	ROWS
	VXORPS Y15, Y15, Y15
	CMPQ product_G(DI), $16
	JEQ two

one:
	VMOVDQU (SI), Y9
	VMOVDQU 32(SI), Y10
	MADD2((R9), 16(R9), Y0)
	MADD2((R9)(R8*1), 16(R9)(R8*1), Y1)
	MADD2((R9)(R8*2), 16(R9)(R8*2), Y2)
	MADD2((R9)(R11*1), 16(R9)(R11*1), Y3)
	MADD2((R10), 16(R10), Y4)
	MADD2((R10)(R8*1), 16(R10)(R8*1), Y5)
	MADD2((R10)(R8*2), 16(R10)(R8*2), Y6)
	MADD2((R10)(R11*1), 16(R10)(R11*1), Y7)
	FOLD
	GROUP(oneDone)
oneDone:
	ADDQ $64, SI
	ADDQ $32, R9
	ADDQ $32, R10
	ADDQ $4, BX
	DECQ CX
	JNZ one
	JMP store

two:
	SIXTEEN(0)
	GROUP(firstDone)
firstDone:
	SIXTEEN(16)
	GROUP(secondDone)
secondDone:
	ADDQ $64, SI
	ADDQ $32, R9
	ADDQ $32, R10
	ADDQ $4, BX
	DECQ CX
	JNZ two

store:
	MOVQ product_y(DI), DI
	VMOVUPS Y15, (DI)
	VZEROUPPER
	RET

// Four rows and sixteen tokens at a time, in 32-bit sums Y0 to Y7: row r of tokens 0-7 in Y(2r), of 8-15 in Y(2r+1).

#define PAIR(row, a, b) \
	VPBROADCASTD row, Y10; \
	VPMADDWD Y8, Y10, Y11; \
	VPADDD Y11, a, a; \
	VPMADDWD Y9, Y10, Y11; \
	VPADDD Y11, b, b

#define PAIRS(k) \
	VMOVDQU 64*k(SI), Y8; \
	VMOVDQU 64*k+32(SI), Y9; \
	PAIR(4*k(R9), Y0, Y1); \
	PAIR(4*k(R9)(R8*1), Y2, Y3); \
	PAIR(4*k(R9)(R8*2), Y4, Y5); \
	PAIR(4*k(R9)(R11*1), Y6, Y7)

// ADDTO adds float(y)·(d·dx) of one row and eight tokens to the sum in memory.
#define ADDTO(y, r, half) \
	VCVTDQ2PS y, y; \
	VBROADCASTSS 4*r(DX), Y10; \
	VMULPS 32*half(BX), Y10, Y10; \
	VMULPS Y10, y, y; \
	VADDPS 64*r+32*half(DI), y, y; \
	VMOVUPS y, 64*r+32*half(DI)

#define LESS(r, half) \
	VBROADCASTSS 4*r(R12), Y10; \
	VMULPS 32*half(R13), Y10, Y10; \
	VMOVUPS 64*r+32*half(DI), Y11; \
	VSUBPS Y10, Y11, Y11; \
	VMOVUPS Y11, 64*r+32*half(DI)

#define CLEAR8 \
	VPXOR Y0, Y0, Y0; \
	VPXOR Y1, Y1, Y1; \
	VPXOR Y2, Y2, Y2; \
	VPXOR Y3, Y3, Y3; \
	VPXOR Y4, Y4, Y4; \
	VPXOR Y5, Y5, Y5; \
	VPXOR Y6, Y6, Y6; \
	VPXOR Y7, Y7, Y7

// func gemmAVX2(p *product, first int)
// It adds to p.acc the products of rows first to first+3.
TEXT ·gemmAVX2(SB), NOSPLIT, $0-16
	MOVQ p+0(FP), AX
	MOVQ first+8(FP), R14
	MOVQ product_K(AX), R8
	MOVQ R8, R15 // values left
	SHLQ $1, R8
	MOVQ product_w(AX), R9
	MOVQ R14, CX
	IMULQ R8, CX
	ADDQ CX, R9
	LEAQ (R8)(R8*2), R11
	MOVQ product_x(AX), SI
	MOVQ product_d(AX), DX
	LEAQ (DX)(R14*4), DX
	MOVQ product_m(AX), R12
	LEAQ (R12)(R14*4), R12
	MOVQ product_dx(AX), BX
	MOVQ product_sx(AX), R13
	MOVQ product_acc(AX), DI
	SHLQ $6, R14
	ADDQ R14, DI
	MOVQ product_G(AX), R10
	MOVQ product_mins(AX), R14
	SHRQ $1, R10 // pairs in a group
	VXORPS Y12, Y12, Y12
	VMOVUPS Y12, (DI)
	VMOVUPS Y12, 32(DI)
	VMOVUPS Y12, 64(DI)
	VMOVUPS Y12, 96(DI)
	VMOVUPS Y12, 128(DI)
	VMOVUPS Y12, 160(DI)
	VMOVUPS Y12, 192(DI)
	VMOVUPS Y12, 224(DI)

group:
	CLEAR8
	MOVQ R10, CX
four:
	PAIRS(0)
	PAIRS(1)
	PAIRS(2)
	PAIRS(3)
	ADDQ $256, SI
	ADDQ $16, R9
	SUBQ $4, CX
	JNZ four

	ADDTO(Y0, 0, 0)
	ADDTO(Y1, 0, 1)
	ADDTO(Y2, 1, 0)
	ADDTO(Y3, 1, 1)
	ADDTO(Y4, 2, 0)
	ADDTO(Y5, 2, 1)
	ADDTO(Y6, 3, 0)
	ADDTO(Y7, 3, 1)
	ADDQ $32, DX
	TESTQ R14, R14
	JZ next
	LESS(0, 0)
	LESS(0, 1)
	LESS(1, 0)
	LESS(1, 1)
	LESS(2, 0)
	LESS(2, 1)
	LESS(3, 0)
	LESS(3, 1)
	ADDQ $32, R12
	ADDQ $64, R13
next:
	// The activations' scale changes every 32 values: after each group of 32, or each second of 16.
	SUBQ R10, R15
	SUBQ R10, R15
	TESTQ $31, R15
	JNZ group
	ADDQ $64, BX
	TESTQ R15, R15
	JNZ group
	VZEROUPPER
	RET

// func widenTileAVX2(dst *int16, src *byte, n int)
// n is a multiple of 32.
TEXT ·widenTileAVX2(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
loop:
	VPMOVSXBW (SI), Y0
	VPMOVSXBW 16(SI), Y1
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	ADDQ $32, SI
	ADDQ $64, DI
	SUBQ $32, CX
	JNZ loop
	VZEROUPPER
	RET

// TRANSPOSE8 writes the eight rows of eight 32-bit values in Y0 to Y7 as columns to Y0, Y1 … Y7 in the
// order Y8, Y9, Y10, Y11, Y12, Y13, Y14, Y15.
#define TRANSPOSE8 \
	VUNPCKLPS Y1, Y0, Y8; \
	VUNPCKHPS Y1, Y0, Y9; \
	VUNPCKLPS Y3, Y2, Y10; \
	VUNPCKHPS Y3, Y2, Y11; \
	VUNPCKLPS Y5, Y4, Y12; \
	VUNPCKHPS Y5, Y4, Y13; \
	VUNPCKLPS Y7, Y6, Y14; \
	VUNPCKHPS Y7, Y6, Y15; \
	VUNPCKLPD Y10, Y8, Y0; \
	VUNPCKHPD Y10, Y8, Y1; \
	VUNPCKLPD Y11, Y9, Y2; \
	VUNPCKHPD Y11, Y9, Y3; \
	VUNPCKLPD Y14, Y12, Y4; \
	VUNPCKHPD Y14, Y12, Y5; \
	VUNPCKLPD Y15, Y13, Y6; \
	VUNPCKHPD Y15, Y13, Y7; \
	VPERM2F128 $0x20, Y4, Y0, Y8; \
	VPERM2F128 $0x20, Y5, Y1, Y9; \
	VPERM2F128 $0x20, Y6, Y2, Y10; \
	VPERM2F128 $0x20, Y7, Y3, Y11; \
	VPERM2F128 $0x31, Y4, Y0, Y12; \
	VPERM2F128 $0x31, Y5, Y1, Y13; \
	VPERM2F128 $0x31, Y6, Y2, Y14; \
	VPERM2F128 $0x31, Y7, Y3, Y15

// func transposeAVX2(dst, src *float32, dstStride, srcStride int)
// It writes an 8×8 matrix of 32-bit values transposed; strides are in bytes.
TEXT ·transposeAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ dstStride+16(FP), DX
	MOVQ srcStride+24(FP), AX
	LEAQ (AX)(AX*2), BX
	LEAQ (SI)(AX*4), CX
	VMOVUPS (SI), Y0
	VMOVUPS (SI)(AX*1), Y1
	VMOVUPS (SI)(AX*2), Y2
	VMOVUPS (SI)(BX*1), Y3
	VMOVUPS (CX), Y4
	VMOVUPS (CX)(AX*1), Y5
	VMOVUPS (CX)(AX*2), Y6
	VMOVUPS (CX)(BX*1), Y7
	TRANSPOSE8
	LEAQ (DX)(DX*2), BX
	LEAQ (DI)(DX*4), CX
	VMOVUPS Y8, (DI)
	VMOVUPS Y9, (DI)(DX*1)
	VMOVUPS Y10, (DI)(DX*2)
	VMOVUPS Y11, (DI)(BX*1)
	VMOVUPS Y12, (CX)
	VMOVUPS Y13, (CX)(DX*1)
	VMOVUPS Y14, (CX)(DX*2)
	VMOVUPS Y15, (CX)(BX*1)
	VZEROUPPER
	RET
