#include "textflag.h"

// exp and what is built on it, and the rounding of activations, with 256-bit registers, operation by
// operation as in base.go and act.go.

// Constants, eight times each.
#define EIGHTFOLD(name, bits) \
	DATA name<>+0(SB)/4, $bits; \
	DATA name<>+4(SB)/4, $bits; \
	DATA name<>+8(SB)/4, $bits; \
	DATA name<>+12(SB)/4, $bits; \
	DATA name<>+16(SB)/4, $bits; \
	DATA name<>+20(SB)/4, $bits; \
	DATA name<>+24(SB)/4, $bits; \
	DATA name<>+28(SB)/4, $bits; \
	GLOBL name<>(SB), RODATA|NOPTR, $32

EIGHTFOLD(expLo, 0xc2aeac4a)
EIGHTFOLD(expHi, 0x42b00000)
EIGHTFOLD(log2e, 0x3fb8aa3b)
EIGHTFOLD(magic, 0x4b400000)
EIGHTFOLD(ln2Hi, 0x3f318000)
EIGHTFOLD(ln2Lo, 0xb95e8083)
EIGHTFOLD(expC0, 0x39506967)
EIGHTFOLD(expC1, 0x3ab743ce)
EIGHTFOLD(expC2, 0x3c088908)
EIGHTFOLD(expC3, 0x3d2aa9c1)
EIGHTFOLD(expC4, 0x3e2aaaaa)
EIGHTFOLD(expC5, 0x3f000000)
EIGHTFOLD(one, 0x3f800000)
EIGHTFOLD(bias, 127)
EIGHTFOLD(infinity, 0x7f800000)
EIGHTFOLD(cubic, 0x3d372713)
EIGHTFOLD(minus2c, 0xbfcc422a)

// EXP: Y0 = exp(Y0). It uses Y1 to Y5. A NaN is neither below expLo nor above expHi and stays a NaN.
#define EXP \
	VCMPPS $0x11, expLo<>(SB), Y0, Y4; \
	VCMPPS $0x1e, expHi<>(SB), Y0, Y5; \
	VMULPS log2e<>(SB), Y0, Y1; \
	VADDPS magic<>(SB), Y1, Y1; \
	VSUBPS magic<>(SB), Y1, Y2; \
	VMULPS ln2Hi<>(SB), Y2, Y3; \
	VSUBPS Y3, Y0, Y0; \
	VMULPS ln2Lo<>(SB), Y2, Y3; \
	VSUBPS Y3, Y0, Y0; \
	VMULPS expC0<>(SB), Y0, Y2; \
	VADDPS expC1<>(SB), Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS expC2<>(SB), Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS expC3<>(SB), Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS expC4<>(SB), Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS expC5<>(SB), Y2, Y2; \
	VMULPS Y0, Y0, Y3; \
	VMULPS Y3, Y2, Y2; \
	VADDPS Y0, Y2, Y2; \
	VADDPS one<>(SB), Y2, Y2; \
	VPADDD bias<>(SB), Y1, Y1; \
	VPSLLD $23, Y1, Y1; \
	VMULPS Y1, Y2, Y0; \
	VANDNPS Y0, Y4, Y0; \
	VBLENDVPS Y5, infinity<>(SB), Y0, Y0

// func expSumAVX2(p *float32, n int, top float32, sum *[16]float32)
// n is a positive multiple of 16, and p[0] belongs to lane 0.
TEXT ·expSumAVX2(SB), NOSPLIT, $0-32
	MOVQ p+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS top+16(FP), Y15
	MOVQ sum+24(FP), SI
	VMOVUPS (SI), Y8
	VMOVUPS 32(SI), Y9
loop:
	VMOVUPS (DI), Y0
	VSUBPS Y15, Y0, Y0
	EXP
	VMOVUPS Y0, (DI)
	VADDPS Y0, Y8, Y8
	VMOVUPS 32(DI), Y0
	VSUBPS Y15, Y0, Y0
	EXP
	VMOVUPS Y0, 32(DI)
	VADDPS Y0, Y9, Y9
	ADDQ $64, DI
	SUBQ $16, CX
	JNZ loop
	VMOVUPS Y8, (SI)
	VMOVUPS Y9, 32(SI)
	VZEROUPPER
	RET

// func gegluAVX2(y, gate, u *float32, n int)
// n is a positive multiple of 8.
TEXT ·gegluAVX2(SB), NOSPLIT, $0-32
	MOVQ y+0(FP), DI
	MOVQ gate+8(FP), SI
	MOVQ u+16(FP), DX
	MOVQ n+24(FP), CX
loop:
	VMOVUPS (SI), Y8
	VMULPS Y8, Y8, Y0
	VMULPS Y8, Y0, Y0
	VMULPS cubic<>(SB), Y0, Y0
	VADDPS Y8, Y0, Y0
	VMULPS minus2c<>(SB), Y0, Y0
	EXP
	VADDPS one<>(SB), Y0, Y0
	VDIVPS Y0, Y8, Y0
	VMULPS (DX), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ loop
	VZEROUPPER
	RET

EIGHTFOLD(magnitude, 0x7fffffff)

// ROUND turns eight floats in y into integers, scaled by Y15.
#define ROUND(y) \
	VMULPS Y15, y, y; \
	VCVTPS2DQ y, y

// SUM adds the eight integers of y into r. It uses t, the low half of which is x; y's is lo.
#define SUM(y, lo, x, r) \
	VEXTRACTI128 $1, y, x; \
	VPADDD x, lo, lo; \
	VPSHUFD $0x4e, lo, x; \
	VPADDD x, lo, lo; \
	VPSHUFD $0xb1, lo, x; \
	VPADDD x, lo, lo; \
	VMOVD lo, r

// func quantiseAVX2(q *int16, d, s32, s16, x *float32, blocks int)
TEXT ·quantiseAVX2(SB), NOSPLIT, $0-48
	MOVQ q+0(FP), DI
	MOVQ d+8(FP), R8
	MOVQ s32+16(FP), R9
	MOVQ s16+24(FP), R10
	MOVQ x+32(FP), SI
	MOVQ blocks+40(FP), CX
	VMOVDQU magnitude<>(SB), Y14
	MOVL $0x46fffe00, AX // 32767
	VMOVD AX, X13
block:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VMOVUPS 64(SI), Y2
	VMOVUPS 96(SI), Y3
	VPAND Y14, Y0, Y4
	VPAND Y14, Y1, Y5
	VPAND Y14, Y2, Y6
	VPAND Y14, Y3, Y7
	VPMAXUD Y5, Y4, Y4
	VPMAXUD Y7, Y6, Y6
	VPMAXUD Y6, Y4, Y4
	VEXTRACTI128 $1, Y4, X5
	VPMAXUD X5, X4, X4
	VPSHUFD $0x4e, X4, X5
	VPMAXUD X5, X4, X4
	VPSHUFD $0xb1, X4, X5
	VPMAXUD X5, X4, X4 // peak
	VMOVD X4, AX
	CMPL AX, $0x7f7fffff
	JHI infinite
	VDIVSS X4, X13, X15 // 32767/peak
	VMOVD X15, BX
	CMPL BX, $0x7f7fffff
	JHI zero
	VDIVSS X13, X4, X4 // d
	VBROADCASTSS X15, Y15
	ROUND(Y0)
	ROUND(Y1)
	ROUND(Y2)
	ROUND(Y3)
	VPACKSSDW Y1, Y0, Y5
	VPACKSSDW Y3, Y2, Y6
	VPERMQ $0xd8, Y5, Y5
	VPERMQ $0xd8, Y6, Y6
	VMOVDQU Y5, (DI)
	VMOVDQU Y6, 32(DI)
	VPADDD Y1, Y0, Y0
	VPADDD Y3, Y2, Y2
	SUM(Y0, X0, X5, AX)
	SUM(Y2, X2, X6, BX)
	JMP store
infinite:
	XORL AX, AX
	XORL BX, BX
	JMP clear
zero:
	XORL AX, AX
	XORL BX, BX
	VXORPS X4, X4, X4
clear:
	VPXOR Y5, Y5, Y5
	VMOVDQU Y5, (DI)
	VMOVDQU Y5, 32(DI)
store:
	VMOVSS X4, (R8)
	LEAL (AX)(BX*1), DX
	VXORPS X0, X0, X0
	VCVTSI2SSL DX, X0, X1
	VMULSS X4, X1, X1
	VMOVSS X1, (R9)
	VCVTSI2SSL AX, X0, X1
	VMULSS X4, X1, X1
	VMOVSS X1, (R10)
	VCVTSI2SSL BX, X0, X1
	VMULSS X4, X1, X1
	VMOVSS X1, 4(R10)
	ADDQ $128, SI
	ADDQ $64, DI
	ADDQ $4, R8
	ADDQ $4, R9
	ADDQ $8, R10
	DECQ CX
	JNZ block
	VZEROUPPER
	RET

// func cpuid(leaf, sub uint32) (a, b, c, d uint32)
TEXT ·cpuid(SB), NOSPLIT, $0-24
	MOVL leaf+0(FP), AX
	MOVL sub+4(FP), CX
	CPUID
	MOVL AX, a+8(FP)
	MOVL BX, b+12(FP)
	MOVL CX, c+16(FP)
	MOVL DX, d+20(FP)
	RET
