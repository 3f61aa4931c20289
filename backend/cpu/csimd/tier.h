// The kernel table of one tier. A tier's .c file includes csimd.h, its vector layer and this file, which
// compiles the same kernels once more; TIER is its name.
#include <math.h>
#include <string.h>

#include "kern_math.h"
#include "kern_row.h"
#include "kern_unpack.h"

#include "kern_float.h"

#include "kern_dot.h"

#ifdef SCALAR
// gemv_few multiplies rows one by one: kern_few.h takes the compiler minutes where a vector is an array.
static void gemv_few(const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, int64_t n, float *y, int64_t ldy, uint8_t *scratch) {
	for (int64_t t = 0; t < n; t++)
		gemv(w, p0, p1, xq + t * xq_stride(w->k), y + t * ldy, scratch);
}
#else
#include "kern_few.h"
#endif

#include "kern_attn.h"

#include "screen.h"

#include "kern_screen.h"
#include "kern_screen_build.h"

#ifdef SCALAR
// screen_scan_few takes the rows of the step one by one, as gemv_few does.
static void screen_scan_few(const csimd_screen *s, int64_t p0, int64_t p1) {
	for (int t = 0; t < s->nrows; t++)
		screen_scan(s, t, p0, p1, s->mid[t] + PANEL * p0, s->up[t] + PANEL * p0);
}
#else
#include "kern_screen_few.h"
#endif

#define TABLE_(t) csimd_kernels_##t
#define TABLE(t) TABLE_(t)
#define NAME_(t) #t
#define NAME(t) NAME_(t)

const csimd_kernels TABLE(TIER) = {
	.name = NAME(TIER),
	.quantise = quantise,
	.gemv = gemv,
	.gemv_few = gemv_few,
	.unpack = unpack,
	.pack = pack,
#ifdef AMX
	.pack_bf16 = pack_bf16,
	.gemm_bf16 = gemm_bf16,
	.attention_blocks = attention_blocks,
	.attention_join = attention_join,
#endif
	.gemm = gemm,
	.gemm_float = gemm_float,
	.norm = norm,
	.rope = rope,
	.gelu = gelu,
	.geglu = geglu,
	.geglu_tile = geglu_tile,
	.add = add,
	.mul = mul,
	.softmax = softmax,
	.to_f16 = to_f16,
	.to_q8 = to_q8,
	.attention = attention,
	.scores = scores,
	.mix = mix,
	.above = above,
	.screen_scan = screen_scan,
	.screen_scan_few = screen_scan_few,
	.screen_refine = screen_refine,
	.screen_round = screen_round,
};
