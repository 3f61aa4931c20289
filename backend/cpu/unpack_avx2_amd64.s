#include "textflag.h"

// Unpackers with 256-bit registers. Each takes one row: q and d (and m) as in tile, d and m eight
// floats apart from group to group, the row's bytes and its number of blocks. The blocks are described
// in package tensor, and unpack_*.go does the same in Go.

// nibbles: 15 in every byte.
DATA nibbles<>+0(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA nibbles<>+8(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA nibbles<>+16(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA nibbles<>+24(SB)/8, $0x0f0f0f0f0f0f0f0f
GLOBL nibbles<>(SB), RODATA|NOPTR, $32

// eights: 8 in every byte.
DATA eights<>+0(SB)/8, $0x0808080808080808
DATA eights<>+8(SB)/8, $0x0808080808080808
DATA eights<>+16(SB)/8, $0x0808080808080808
DATA eights<>+24(SB)/8, $0x0808080808080808
GLOBL eights<>(SB), RODATA|NOPTR, $32

// spreads: byte i/8 of a 32-bit word at byte i.
DATA spreads<>+0(SB)/8, $0x0000000000000000
DATA spreads<>+8(SB)/8, $0x0101010101010101
DATA spreads<>+16(SB)/8, $0x0202020202020202
DATA spreads<>+24(SB)/8, $0x0303030303030303
GLOBL spreads<>(SB), RODATA|NOPTR, $32

// diagonal: bit i%8 at byte i.
DATA diagonal<>+0(SB)/8, $0x8040201008040201
DATA diagonal<>+8(SB)/8, $0x8040201008040201
DATA diagonal<>+16(SB)/8, $0x8040201008040201
DATA diagonal<>+24(SB)/8, $0x8040201008040201
GLOBL diagonal<>(SB), RODATA|NOPTR, $32

// SCALE stores the half at (BX)+off as a float at (SI).
#define SCALE(off) \
	MOVWLZX off(BX), AX; \
	VMOVD AX, X1; \
	VCVTPH2PS X1, X1; \
	VMOVSS X1, (SI)

// func unpackQ8_0AVX2(q *byte, d *float32, row *byte, blocks int)
TEXT ·unpackQ8_0AVX2(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ row+16(FP), BX
	MOVQ blocks+24(FP), CX
block:
	VMOVDQU 2(BX), Y0
	SCALE(0)
	VMOVDQU Y0, (DI)
	ADDQ $34, BX
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ block
	VZEROUPPER
	RET

// func unpackQ4_0AVX2(q *byte, d *float32, row *byte, blocks int)
TEXT ·unpackQ4_0AVX2(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ row+16(FP), BX
	MOVQ blocks+24(FP), CX
	VMOVDQU nibbles<>(SB), Y15
	VMOVDQU eights<>(SB), Y14
block:
	VMOVDQU 2(BX), X0
	SCALE(0)
	VPSRLW $4, X0, X2
	VINSERTI128 $1, X2, Y0, Y0
	VPAND Y15, Y0, Y0
	VPSUBB Y14, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $18, BX
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ block
	VZEROUPPER
	RET

// Where the fifth bit is clear, q − 16 is the nibble with the upper four bits set; otherwise it is the nibble.
//
// func unpackQ5_0AVX2(q *byte, d *float32, row *byte, blocks int)
TEXT ·unpackQ5_0AVX2(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ row+16(FP), BX
	MOVQ blocks+24(FP), CX
	VMOVDQU nibbles<>(SB), Y15
	VMOVDQU spreads<>(SB), Y14
	VMOVDQU diagonal<>(SB), Y13
	VPXOR Y12, Y12, Y12
block:
	VMOVDQU 6(BX), X0
	VPBROADCASTD 2(BX), Y2
	SCALE(0)
	VPSRLW $4, X0, X3
	VINSERTI128 $1, X3, Y0, Y0
	VPAND Y15, Y0, Y0
	VPSHUFB Y14, Y2, Y2
	VPAND Y13, Y2, Y2
	VPCMPEQB Y12, Y2, Y2
	VPANDN Y2, Y15, Y2
	VPOR Y2, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $22, BX
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ block
	VZEROUPPER
	RET

// EIGHT multiplies the eight integers of y by the float in every lane of s and stores them at p, eight floats apart.
#define EIGHT(y, x, s, p) \
	VCVTDQ2PS y, y; \
	VMULPS s, y, y; \
	VMOVSS x, (p); \
	VEXTRACTPS $1, x, 32(p); \
	VEXTRACTPS $2, x, 64(p); \
	VEXTRACTPS $3, x, 96(p); \
	VEXTRACTF128 $1, y, x; \
	VMOVSS x, 128(p); \
	VEXTRACTPS $1, x, 160(p); \
	VEXTRACTPS $2, x, 192(p); \
	VEXTRACTPS $3, x, 224(p)

// HALF loads the half at (BX)+off into every lane of y.
#define HALF(off, x, y) \
	MOVWLZX off(BX), AX; \
	VMOVD AX, x; \
	VCVTPH2PS x, x; \
	VBROADCASTSS x, y

// KSCALES unpacks the scales and minima of a Q4_K or Q5_K block: see scalesMins in unpack_k.go.
// R10, R11: the two halves of the scales; R12, R13: of the minima.
#define KSCALES \
	MOVL 4(BX), R8; \
	MOVL 8(BX), R9; \
	MOVL 12(BX), AX; \
	MOVL R8, R10; \
	ANDL $0x3f3f3f3f, R10; \
	MOVL R9, R12; \
	ANDL $0x3f3f3f3f, R12; \
	MOVL AX, R11; \
	ANDL $0x0f0f0f0f, R11; \
	SHRL $2, R8; \
	ANDL $0x30303030, R8; \
	ORL R8, R11; \
	SHRL $4, AX; \
	ANDL $0x0f0f0f0f, AX; \
	SHRL $2, R9; \
	ANDL $0x30303030, R9; \
	ORL AX, R9; \
	SHLQ $32, R11; \
	ORQ R11, R10; \
	SHLQ $32, R9; \
	ORQ R9, R12; \
	HALF(0, X0, Y0); \
	VMOVQ R10, X1; \
	VPMOVZXBD X1, Y1; \
	EIGHT(Y1, X1, Y0, SI); \
	HALF(2, X0, Y0); \
	VMOVQ R12, X1; \
	VPMOVZXBD X1, Y1; \
	EIGHT(Y1, X1, Y0, DX)

// func unpackQ4_KAVX2(q *byte, d, m *float32, row *byte, blocks int)
TEXT ·unpackQ4_KAVX2(SB), NOSPLIT, $0-40
	MOVQ q+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ m+16(FP), DX
	MOVQ row+24(FP), BX
	MOVQ blocks+32(FP), CX
	VMOVDQU nibbles<>(SB), Y15

#define PAIR4(i) \
	VMOVDQU 16+32*i(BX), Y2; \
	VPSRLW $4, Y2, Y3; \
	VPAND Y15, Y2, Y2; \
	VPAND Y15, Y3, Y3; \
	VMOVDQU Y2, 64*i(DI); \
	VMOVDQU Y3, 64*i+32(DI)

block:
	KSCALES
	PAIR4(0)
	PAIR4(1)
	PAIR4(2)
	PAIR4(3)
	ADDQ $144, BX
	ADDQ $256, DI
	ADDQ $256, SI
	ADDQ $256, DX
	DECQ CX
	JNZ block
	VZEROUPPER
	RET

// sixteens: 16 in every byte.
DATA sixteens<>+0(SB)/8, $0x1010101010101010
DATA sixteens<>+8(SB)/8, $0x1010101010101010
DATA sixteens<>+16(SB)/8, $0x1010101010101010
DATA sixteens<>+24(SB)/8, $0x1010101010101010
GLOBL sixteens<>(SB), RODATA|NOPTR, $32

// func unpackQ5_KAVX2(q *byte, d, m *float32, row *byte, blocks int)
TEXT ·unpackQ5_KAVX2(SB), NOSPLIT, $0-40
	MOVQ q+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ m+16(FP), DX
	MOVQ row+24(FP), BX
	MOVQ blocks+32(FP), CX
	VMOVDQU nibbles<>(SB), Y15
	VMOVDQU sixteens<>(SB), Y14

// The fifth bits of groups 2i and 2i+1 are bits 2i and 2i+1 of each byte of Y4.
#define PAIR5(i, SHIFT0, n0, SHIFT1, n1) \
	VMOVDQU 48+32*i(BX), Y2; \
	VPSRLW $4, Y2, Y3; \
	VPAND Y15, Y2, Y2; \
	VPAND Y15, Y3, Y3; \
	SHIFT0 $n0, Y4, Y5; \
	SHIFT1 $n1, Y4, Y6; \
	VPAND Y14, Y5, Y5; \
	VPAND Y14, Y6, Y6; \
	VPOR Y5, Y2, Y2; \
	VPOR Y6, Y3, Y3; \
	VMOVDQU Y2, 64*i(DI); \
	VMOVDQU Y3, 64*i+32(DI)

block:
	KSCALES
	VMOVDQU 16(BX), Y4
	PAIR5(0, VPSLLW, 4, VPSLLW, 3)
	PAIR5(1, VPSLLW, 2, VPSLLW, 1)
	PAIR5(2, VPSRLW, 0, VPSRLW, 1)
	PAIR5(3, VPSRLW, 2, VPSRLW, 3)
	ADDQ $176, BX
	ADDQ $256, DI
	ADDQ $256, SI
	ADDQ $256, DX
	DECQ CX
	JNZ block
	VZEROUPPER
	RET

// thirties: 0x30 in every byte; thirtytwos: 32.
DATA thirties<>+0(SB)/8, $0x3030303030303030
DATA thirties<>+8(SB)/8, $0x3030303030303030
DATA thirties<>+16(SB)/8, $0x3030303030303030
DATA thirties<>+24(SB)/8, $0x3030303030303030
GLOBL thirties<>(SB), RODATA|NOPTR, $32
DATA thirtytwos<>+0(SB)/8, $0x2020202020202020
DATA thirtytwos<>+8(SB)/8, $0x2020202020202020
DATA thirtytwos<>+16(SB)/8, $0x2020202020202020
DATA thirtytwos<>+24(SB)/8, $0x2020202020202020
GLOBL thirtytwos<>(SB), RODATA|NOPTR, $32

// func unpackQ6_KAVX2(q *byte, d *float32, row *byte, blocks int)
TEXT ·unpackQ6_KAVX2(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ row+16(FP), BX
	MOVQ blocks+24(FP), CX
	VMOVDQU nibbles<>(SB), Y15
	VMOVDQU thirties<>(SB), Y14
	VMOVDQU thirtytwos<>(SB), Y13

// QUARTER stores 32 values at off: the nibbles in v, the top two bits in bits 4 and 5 of t.
#define QUARTER(v, t, off) \
	VPAND Y15, v, v; \
	VPAND Y14, t, t; \
	VPOR t, v, v; \
	VPSUBB Y13, v, v; \
	VMOVDQU v, off(DI)

#define HALF6(i) \
	VMOVDQU 64*i(BX), Y2; \
	VMOVDQU 64*i+32(BX), Y3; \
	VMOVDQU 128+32*i(BX), Y4; \
	VPSRLW $4, Y2, Y5; \
	VPSRLW $4, Y3, Y6; \
	VPSLLW $4, Y4, Y7; \
	VPSLLW $2, Y4, Y8; \
	VPSRLW $2, Y4, Y9; \
	QUARTER(Y2, Y7, 128*i); \
	QUARTER(Y3, Y8, 128*i+32); \
	QUARTER(Y5, Y4, 128*i+64); \
	QUARTER(Y6, Y9, 128*i+96)

block:
	HALF(208, X0, Y0)
	VPMOVSXBD 192(BX), Y1
	EIGHT(Y1, X1, Y0, SI)
	ADDQ $256, SI
	VPMOVSXBD 200(BX), Y1
	EIGHT(Y1, X1, Y0, SI)
	ADDQ $256, SI
	HALF6(0)
	HALF6(1)
	ADDQ $210, BX
	ADDQ $256, DI
	DECQ CX
	JNZ block
	VZEROUPPER
	RET
