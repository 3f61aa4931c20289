// Sums of 64-bit words that are read one after the other, with prefetches some way ahead: without these a core has too
// few lines on their way to fill the memory's bandwidth.

#include "textflag.h"

// func sum512(p *uint64, n, ahead int) uint64: n words, a multiple of 32, and prefetches of lines ahead bytes further on.
TEXT ·sum512(SB), NOSPLIT, $0-32
	MOVQ   p+0(FP), SI
	MOVQ   n+8(FP), CX
	MOVQ   ahead+16(FP), AX
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3

sum512loop:
	PREFETCHT0 (SI)(AX*1)
	PREFETCHT0 64(SI)(AX*1)
	PREFETCHT0 128(SI)(AX*1)
	PREFETCHT0 192(SI)(AX*1)
	VPADDQ     (SI), Z0, Z0
	VPADDQ     64(SI), Z1, Z1
	VPADDQ     128(SI), Z2, Z2
	VPADDQ     192(SI), Z3, Z3
	ADDQ       $256, SI
	SUBQ       $32, CX
	JNZ        sum512loop
	VPADDQ     Z1, Z0, Z0
	VPADDQ     Z3, Z2, Z2
	VPADDQ     Z2, Z0, Z0
	VEXTRACTI64X4 $1, Z0, Y1
	VPADDQ     Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDQ     X1, X0, X0
	VPSRLDQ    $8, X0, X1
	VPADDQ     X1, X0, X0
	VMOVQ      X0, AX
	MOVQ       AX, ret+24(FP)
	VZEROUPPER
	RET

// func sum256(p *uint64, n, ahead int) uint64: the same by 32 bytes.
TEXT ·sum256(SB), NOSPLIT, $0-32
	MOVQ  p+0(FP), SI
	MOVQ  n+8(FP), CX
	MOVQ  ahead+16(FP), AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3

sum256loop:
	PREFETCHT0 (SI)(AX*1)
	PREFETCHT0 64(SI)(AX*1)
	PREFETCHT0 128(SI)(AX*1)
	PREFETCHT0 192(SI)(AX*1)
	VPADDQ     (SI), Y0, Y0
	VPADDQ     32(SI), Y1, Y1
	VPADDQ     64(SI), Y2, Y2
	VPADDQ     96(SI), Y3, Y3
	VPADDQ     128(SI), Y0, Y0
	VPADDQ     160(SI), Y1, Y1
	VPADDQ     192(SI), Y2, Y2
	VPADDQ     224(SI), Y3, Y3
	ADDQ       $256, SI
	SUBQ       $32, CX
	JNZ        sum256loop
	VPADDQ     Y1, Y0, Y0
	VPADDQ     Y3, Y2, Y2
	VPADDQ     Y2, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDQ     X1, X0, X0
	VPSRLDQ    $8, X0, X1
	VPADDQ     X1, X0, X0
	VMOVQ      X0, AX
	MOVQ       AX, ret+24(FP)
	VZEROUPPER
	RET
