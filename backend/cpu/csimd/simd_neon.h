// Vector layer of the neon, dotprod and i8mm tiers: what every 64-bit ARM processor has. vf and vi are four registers of
// 4 lanes, vb four of 16 bytes: 4 rows of 4 values each. NEON_DOT is 1 where SDOT may be used, NEON_MATRIX where SMMLA
// may.
// ref: Arm Architecture Reference Manual for A-profile, FEAT_DotProd and FEAT_I8MM.
#include <arm_neon.h>
#include <string.h>

typedef struct { float32x4_t a, b, c, d; } vf;
typedef struct { int32x4_t a, b, c, d; } vi;
typedef struct { uint8x16_t a, b, c, d; } vb;

#define DP_UNSIGNED 0
// Tokens that GEMM takes at once: 16 int32 accumulators of the 32 registers; the f32 ones are used once a block and may spill.
#define TN 4
#define TN_TWO TN
#define TN_LOW TN
#define DOT_A 1
#define MIX_Z 1

#define INL static inline __attribute__((always_inline))
#define FOUR(type, f, x) ((type){f((x).a), f((x).b), f((x).c), f((x).d)})
#define FOUR2(type, f, x, y) ((type){f((x).a, (y).a), f((x).b, (y).b), f((x).c, (y).c), f((x).d, (y).d)})
#define ALL(type, v) ((type){v, v, v, v})

INL vf vf_set1(float a) { return ALL(vf, vdupq_n_f32(a)); }
INL vf vf_zero(void) { return vf_set1(0); }
INL vf vf_load(const float *p) { return (vf){vld1q_f32(p), vld1q_f32(p + 4), vld1q_f32(p + 8), vld1q_f32(p + 12)}; }
INL void vf_store(float *p, vf x) {
	vst1q_f32(p, x.a);
	vst1q_f32(p + 4, x.b);
	vst1q_f32(p + 8, x.c);
	vst1q_f32(p + 12, x.d);
}
INL vf vf_loadn(const float *p, int n) {
	if (n >= 16)
		return vf_load(p);
	float part[16] = {0};
	memcpy(part, p, sizeof(float) * (size_t)n);
	return vf_load(part);
}
INL void vf_storen(float *p, vf x, int n) {
	if (n >= 16) {
		vf_store(p, x);
		return;
	}
	float part[16];
	vf_store(part, x);
	memcpy(p, part, sizeof(float) * (size_t)n);
}
INL vf vf_add(vf x, vf y) { return FOUR2(vf, vaddq_f32, x, y); }
INL vf vf_sub(vf x, vf y) { return FOUR2(vf, vsubq_f32, x, y); }
INL vf vf_mul(vf x, vf y) { return FOUR2(vf, vmulq_f32, x, y); }
INL vf vf_div(vf x, vf y) { return FOUR2(vf, vdivq_f32, x, y); }
// The other tiers take the second operand if one is NaN; FMAX and FMIN would take the NaN.
INL float32x4_t max_or_second(float32x4_t x, float32x4_t y) { return vbslq_f32(vcgtq_f32(x, y), x, y); }
INL float32x4_t min_or_second(float32x4_t x, float32x4_t y) { return vbslq_f32(vcltq_f32(x, y), x, y); }
INL vf vf_max(vf x, vf y) { return FOUR2(vf, max_or_second, x, y); }
INL vf vf_min(vf x, vf y) { return FOUR2(vf, min_or_second, x, y); }
INL vf vf_fma(vf x, vf y, vf z) {
	return (vf){vfmaq_f32(z.a, x.a, y.a), vfmaq_f32(z.b, x.b, y.b), vfmaq_f32(z.c, x.c, y.c), vfmaq_f32(z.d, x.d, y.d)};
}
INL vf vf_cvt(vi x) { return FOUR(vf, vcvtq_f32_s32, x); }
INL vi vi_round(vf x) { return FOUR(vi, vcvtnq_s32_f32, x); } // ties to even
INL float32x4_t pow2(int32x4_t n) { return vreinterpretq_f32_s32(vshlq_n_s32(vaddq_s32(n, vdupq_n_s32(127)), 23)); }
INL vf vf_pow2(vi n) { return FOUR(vf, pow2, n); }
INL float32x4_t f16(const uint16_t *p) { return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(p))); }
INL vf vf_f16(const uint16_t *p) { return (vf){f16(p), f16(p + 4), f16(p + 8), f16(p + 12)}; }
INL float32x4_t bf16(const uint16_t *p) { return vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(p), 16)); }
INL vf vf_bf16(const uint16_t *p) { return (vf){bf16(p), bf16(p + 4), bf16(p + 8), bf16(p + 12)}; }
INL void tof16(uint16_t *p, float32x4_t x) { vst1_u16(p, vreinterpret_u16_f16(vcvt_f16_f32(x))); }
INL void vf_tof16(uint16_t *p, vf x) {
	tof16(p, x.a);
	tof16(p + 4, x.b);
	tof16(p + 8, x.c);
	tof16(p + 12, x.d);
}
INL vi wide(int16x8_t lo, int16x8_t hi) {
	return (vi){vmovl_s16(vget_low_s16(lo)), vmovl_s16(vget_high_s16(lo)), vmovl_s16(vget_low_s16(hi)), vmovl_s16(vget_high_s16(hi))};
}
INL vf vf_u8(const uint8_t *p) {
	const uint8x16_t x = vld1q_u8(p);
	return vf_cvt(wide(vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(x))), vreinterpretq_s16_u16(vmovl_u8(vget_high_u8(x)))));
}
INL vf vf_s8(const uint8_t *p) {
	const int8x16_t x = vreinterpretq_s8_u8(vld1q_u8(p));
	return vf_cvt(wide(vmovl_s8(vget_low_s8(x)), vmovl_s8(vget_high_s8(x))));
}
// vi_store8 narrows with saturation.
INL void vi_store8(int8_t *p, vi x) {
	const int16x8_t lo = vcombine_s16(vqmovn_s32(x.a), vqmovn_s32(x.b)), hi = vcombine_s16(vqmovn_s32(x.c), vqmovn_s32(x.d));
	vst1q_s8(p, vcombine_s8(vqmovn_s16(lo), vqmovn_s16(hi)));
}
INL vi vi_set1(int32_t a) { return ALL(vi, vdupq_n_s32(a)); }
INL vi vi_zero(void) { return vi_set1(0); }
INL vi vi_add(vi x, vi y) { return FOUR2(vi, vaddq_s32, x, y); }
INL int32x4_t times128(int32x4_t x) { return vshlq_n_s32(x, 7); }
INL vi vi_times128(vi x) { return FOUR(vi, times128, x); }
INL int32_t vi_sum(vi x) { return vaddvq_s32(vaddq_s32(vaddq_s32(x.a, x.b), vaddq_s32(x.c, x.d))); }

INL vb vb_load(const void *p) {
	const uint8_t *q = p;
	return (vb){vld1q_u8(q), vld1q_u8(q + 16), vld1q_u8(q + 32), vld1q_u8(q + 48)};
}
INL void vb_store(void *p, vb x) {
	uint8_t *q = p;
	vst1q_u8(q, x.a);
	vst1q_u8(q + 16, x.b);
	vst1q_u8(q + 32, x.c);
	vst1q_u8(q + 48, x.d);
}
INL uint8x16_t lo4(uint8x16_t x) { return vandq_u8(x, vdupq_n_u8(15)); }
INL uint8x16_t hi4(uint8x16_t x) { return vshrq_n_u8(x, 4); }
INL vb vb_lo4(vb x) { return FOUR(vb, lo4, x); }
INL vb vb_hi4(vb x) { return FOUR(vb, hi4, x); }
INL vb vb_flip(vb x) { return x; }
#define BITS(x, h, from, mask)                                                                                              \
	vorrq_u8(x, vandq_u8((from) <= 4 ? vshlq_n_u8(h, (from) <= 4 ? 4 - (from) : 0) : vshrq_n_u8(h, (from) > 4 ? (from)-4 : 1), vdupq_n_u8(mask)))
#define vb_bits(x, h, from, mask)                                                                                           \
	((vb){BITS((x).a, (h).a, from, mask), BITS((x).b, (h).b, from, mask), BITS((x).c, (h).c, from, mask), BITS((x).d, (h).d, from, mask)})

// dp adds the products of four bytes of w and x to each lane of acc. Without SDOT, 16 bits hold a product of |w| ≤ 128
// and |x| ≤ 127, and pairs are added in 32.
INL int32x4_t dp(int32x4_t acc, uint8x16_t w, int8x16_t x) {
	const int8x16_t s = vreinterpretq_s8_u8(w);
#if NEON_DOT
	return vdotq_s32(acc, s, x);
#else
	const int32x4_t lo = vpaddlq_s16(vmull_s8(vget_low_s8(s), vget_low_s8(x))), hi = vpaddlq_s16(vmull_high_s8(s, x));
	return vaddq_s32(acc, vpaddq_s32(lo, hi));
#endif
}
INL vi vi_dp(vi acc, vb w, const int8_t *p) {
	int32_t v;
	memcpy(&v, p, 4);
	const int8x16_t x = vreinterpretq_s8_s32(vdupq_n_s32(v));
	return (vi){dp(acc.a, w.a, x), dp(acc.b, w.b, x), dp(acc.c, w.c, x), dp(acc.d, w.d, x)};
}

// vf_reduce16 returns Σ a[i] in lane i, every lane by the same tree.
INL float32x4_t folded(vf x) { return vaddq_f32(vaddq_f32(x.a, x.b), vaddq_f32(x.c, x.d)); }
INL float32x4_t sum4(const vf *x) {
	return vpaddq_f32(vpaddq_f32(folded(x[0]), folded(x[1])), vpaddq_f32(folded(x[2]), folded(x[3])));
}
INL vf vf_reduce16(const vf *a) { return (vf){sum4(a), sum4(a + 4), sum4(a + 8), sum4(a + 12)}; }
INL float vf_sum(vf x) { return vaddvq_f32(folded(x)); }
INL float vf_hmax(vf x) { return vmaxvq_f32(vmaxq_f32(vmaxq_f32(x.a, x.b), vmaxq_f32(x.c, x.d))); }
INL uint32_t gt(float32x4_t x, float32x4_t y) {
	static const uint32_t bit[4] = {1, 2, 4, 8};
	return vaddvq_u32(vandq_u32(vcgtq_f32(x, y), vld1q_u32(bit)));
}
INL uint32_t vf_gt(vf x, vf y) { return gt(x.a, y.a) | gt(x.b, y.b) << 4 | gt(x.c, y.c) << 8 | gt(x.d, y.d) << 12; }

// quads transposes 32 bytes at offset off of 16 rows: dword n of q[j] is dword j of row n.
#define HAVE_QUADS
INL void quads4(uint8x16_t *q, const uint8_t *const *rows, int64_t off) {
	uint32x4_t r[4];
#pragma GCC unroll 4
	for (int i = 0; i < 4; i++)
		r[i] = vreinterpretq_u32_u8(vld1q_u8(rows[i] + off));
	const uint32x4_t lo02 = vzip1q_u32(r[0], r[2]), hi02 = vzip2q_u32(r[0], r[2]), lo13 = vzip1q_u32(r[1], r[3]), hi13 = vzip2q_u32(r[1], r[3]);
	q[0] = vreinterpretq_u8_u32(vzip1q_u32(lo02, lo13));
	q[1] = vreinterpretq_u8_u32(vzip2q_u32(lo02, lo13));
	q[2] = vreinterpretq_u8_u32(vzip1q_u32(hi02, hi13));
	q[3] = vreinterpretq_u8_u32(vzip2q_u32(hi02, hi13));
}
INL void quads(vb *q, const uint8_t *const *rows, int64_t off) {
#pragma GCC unroll 2
	for (int h = 0; h < 2; h++) {
		uint8x16_t t[4][4];
#pragma GCC unroll 4
		for (int n = 0; n < 4; n++)
			quads4(t[n], rows + 4 * n, off + 16 * h);
#pragma GCC unroll 4
		for (int j = 0; j < 4; j++)
			q[4 * h + j] = (vb){t[0][j], t[1][j], t[2][j], t[3][j]};
	}
}

#if NEON_MATRIX
// SMMLA multiplies two rows of 8 values with two columns of 8, so panels for GEMM are stored in another order: of quads j
// and j+1, for even j, four rows in a register each, the first has the 8 values of rows 0 and 1, the second those of rows
// 2 and 3.
#define PANEL_ORDER(q) panel_order(q)
INL void panel_order(uint8_t *q) {
	for (int j = 0; j < 8; j += 2)
		for (int r = 0; r < 64; r += 16) {
			uint8_t *p = q + 64 * j + r;
			const uint32x4_t a = vreinterpretq_u32_u8(vld1q_u8(p)), b = vreinterpretq_u32_u8(vld1q_u8(p + 64));
			vst1q_u8(p, vreinterpretq_u8_u32(vzip1q_u32(a, b)));
			vst1q_u8(p + 64, vreinterpretq_u8_u32(vzip2q_u32(a, b)));
		}
}

// dot_tile is that of kern_gemm.h for four tokens. sum[p][r] has the rows 2r and 2r+1 of token 2p, then those of token 2p+1.
#define HAVE_DOT_TILE
INL int32x4_t halves(int32x4_t a, int32x4_t b, int second) {
	const int64x2_t x = vreinterpretq_s64_s32(a), y = vreinterpretq_s64_s32(b);
	return vreinterpretq_s32_s64(second ? vzip2q_s64(x, y) : vzip1q_s64(x, y));
}
INL void dot_tile(vi *i, int tn, int fmt, const uint8_t *q, int from, int to, const int8_t *x, const int32_t *start) {
	(void)tn, (void)fmt;
	int32x4_t sum[2][8];
#pragma GCC unroll 2
	for (int p = 0; p < 2; p++)
#pragma GCC unroll 8
		for (int r = 0; r < 8; r++)
			sum[p][r] = vcombine_s32(vdup_n_s32(start[2 * p]), vdup_n_s32(start[2 * p + 1]));
#pragma GCC unroll 4
	for (int j = from; j < to; j += 2) {
		int8x16_t two[2];
#pragma GCC unroll 2
		for (int p = 0; p < 2; p++)
			two[p] = vcombine_s8(vld1_s8(x + 2 * p * QB + 4 * j), vld1_s8(x + (2 * p + 1) * QB + 4 * j));
#pragma GCC unroll 8
		for (int r = 0; r < 8; r++) {
			const int8x16_t w = vreinterpretq_s8_u8(vld1q_u8(q + 64 * (j + r % 2) + 16 * (r / 2)));
#pragma GCC unroll 2
			for (int p = 0; p < 2; p++)
				sum[p][r] = vmmlaq_s32(sum[p][r], two[p], w);
		}
	}
#pragma GCC unroll 4
	for (int t = 0; t < 4; t++) {
		const int32x4_t *s = sum[t / 2];
		i[t] = (vi){halves(s[0], s[1], t % 2), halves(s[2], s[3], t % 2), halves(s[4], s[5], t % 2), halves(s[6], s[7], t % 2)};
	}
}
#endif
