// Vector layer of the avx2 and avxvnni tiers: AVX2, FMA and F16C. vf and vi are two registers of 8 lanes, vb two
// of 32 bytes. AVX_VNNI is 1 where the dot product instruction may be used.
#include <immintrin.h>
#include <string.h>

typedef struct { __m256 a, b; } vf;
typedef struct { __m256i a, b; } vi;
typedef struct { __m256i a, b; } vb;

#define DP_UNSIGNED AVX_VNNI
// Tokens that GEMM takes at once: what is summed over a group stays in the 16 registers.
#define TN (AVX_VNNI ? 4 : 2)
#define TN_TWO TN
#define TN_LOW TN
#define DOT_A 1
#define MIX_Z 1

#define INL static inline __attribute__((always_inline))
#define TWO(type, f, x) ((type){f((x).a), f((x).b)})

INL vf vf_zero(void) { return (vf){_mm256_setzero_ps(), _mm256_setzero_ps()}; }
INL vf vf_set1(float a) { return (vf){_mm256_set1_ps(a), _mm256_set1_ps(a)}; }
INL vf vf_load(const float *p) { return (vf){_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)}; }
INL void vf_store(float *p, vf x) {
	_mm256_storeu_ps(p, x.a);
	_mm256_storeu_ps(p + 8, x.b);
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
INL vf vf_add(vf x, vf y) { return (vf){_mm256_add_ps(x.a, y.a), _mm256_add_ps(x.b, y.b)}; }
INL vf vf_sub(vf x, vf y) { return (vf){_mm256_sub_ps(x.a, y.a), _mm256_sub_ps(x.b, y.b)}; }
INL vf vf_mul(vf x, vf y) { return (vf){_mm256_mul_ps(x.a, y.a), _mm256_mul_ps(x.b, y.b)}; }
INL vf vf_div(vf x, vf y) { return (vf){_mm256_div_ps(x.a, y.a), _mm256_div_ps(x.b, y.b)}; }
INL vf vf_max(vf x, vf y) { return (vf){_mm256_max_ps(x.a, y.a), _mm256_max_ps(x.b, y.b)}; }
INL vf vf_min(vf x, vf y) { return (vf){_mm256_min_ps(x.a, y.a), _mm256_min_ps(x.b, y.b)}; }
INL vf vf_fma(vf x, vf y, vf z) { return (vf){_mm256_fmadd_ps(x.a, y.a, z.a), _mm256_fmadd_ps(x.b, y.b, z.b)}; }
#define HAVE_SHIFT
INL vf vi_bits(vi x) { return TWO(vf, _mm256_castsi256_ps, x); }
INL vf vf_cvt(vi x) { return TWO(vf, _mm256_cvtepi32_ps, x); }
INL vi vi_round(vf x) { return TWO(vi, _mm256_cvtps_epi32, x); }
INL __m256 pow2(__m256i n) { return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(n, _mm256_set1_epi32(127)), 23)); }
INL vf vf_pow2(vi n) { return TWO(vf, pow2, n); }
INL vf vf_f16(const uint16_t *p) {
	return (vf){_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p)), _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(p + 8)))};
}
INL __m256 bf16(const uint16_t *p) {
	return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)p)), 16));
}
INL vf vf_bf16(const uint16_t *p) { return (vf){bf16(p), bf16(p + 8)}; }
INL void vf_tof16(uint16_t *p, vf x) {
	_mm_storeu_si128((__m128i *)p, _mm256_cvtps_ph(x.a, 0));
	_mm_storeu_si128((__m128i *)(p + 8), _mm256_cvtps_ph(x.b, 0));
}
INL vf vf_u8(const uint8_t *p) {
	return vf_cvt((vi){_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)p)), _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(p + 8)))});
}
INL vf vf_s8(const uint8_t *p) {
	return vf_cvt((vi){_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)p)), _mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(p + 8)))});
}
// vi_store8 narrows with saturation; the packs work within halves, hence the permutation.
INL void vi_store8(int8_t *p, vi x) {
	__m256i w = _mm256_permute4x64_epi64(_mm256_packs_epi32(x.a, x.b), 0xD8);
	_mm_storeu_si128((__m128i *)p, _mm_packs_epi16(_mm256_castsi256_si128(w), _mm256_extracti128_si256(w, 1)));
}
INL vi vi_set1(int32_t a) { return (vi){_mm256_set1_epi32(a), _mm256_set1_epi32(a)}; }
INL vi vi_zero(void) { return vi_set1(0); }
INL vi vi_add(vi x, vi y) { return (vi){_mm256_add_epi32(x.a, y.a), _mm256_add_epi32(x.b, y.b)}; }
INL vi vi_times128(vi x) { return (vi){_mm256_slli_epi32(x.a, 7), _mm256_slli_epi32(x.b, 7)}; }
INL int32_t vi_sum(vi x) {
	__m256i s = _mm256_add_epi32(x.a, x.b);
	__m128i t = _mm_add_epi32(_mm256_castsi256_si128(s), _mm256_extracti128_si256(s, 1));
	t = _mm_add_epi32(t, _mm_shuffle_epi32(t, 0x4E));
	return _mm_cvtsi128_si32(_mm_add_epi32(t, _mm_shuffle_epi32(t, 0xB1)));
}

INL vb vb_load(const void *p) { return (vb){_mm256_loadu_si256(p), _mm256_loadu_si256((const __m256i *)p + 1)}; }
INL void vb_store(void *p, vb x) {
	_mm256_storeu_si256(p, x.a);
	_mm256_storeu_si256((__m256i *)p + 1, x.b);
}
INL vb vb_lo4(vb x) {
	const __m256i m = _mm256_set1_epi8(15);
	return (vb){_mm256_and_si256(x.a, m), _mm256_and_si256(x.b, m)};
}
INL vb vb_hi4(vb x) { return vb_lo4((vb){_mm256_srli_epi16(x.a, 4), _mm256_srli_epi16(x.b, 4)}); }
INL vb vb_flip(vb x) {
	const __m256i m = _mm256_set1_epi8(DP_UNSIGNED ? (char)0x80 : 0);
	return (vb){_mm256_xor_si256(x.a, m), _mm256_xor_si256(x.b, m)};
}
#define BITS(a, h, from, mask)                                                                                              \
	_mm256_or_si256(a, _mm256_and_si256((from) <= 4 ? _mm256_slli_epi16(h, (from) <= 4 ? 4 - (from) : 0)                    \
	                                                : _mm256_srli_epi16(h, (from) > 4 ? (from)-4 : 0), _mm256_set1_epi8(mask)))
#define vb_bits(x, h, from, mask) ((vb){BITS((x).a, (h).a, from, mask), BITS((x).b, (h).b, from, mask)})

// dp adds the products of four bytes of w and x to each lane of acc. Without the instruction, the sign of w
// moves to x, since maddubs takes unsigned by signed; |w| ≤ 128 and |x| ≤ 127 keep its 16-bit sums exact.
INL __m256i dp(__m256i acc, __m256i w, __m256i x) {
#if AVX_VNNI
	return _mm256_dpbusd_avx_epi32(acc, w, x);
#else
	__m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w));
	return _mm256_add_epi32(acc, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
#endif
}
INL vi vi_dp(vi acc, vb w, const int8_t *p) {
	int32_t v;
	memcpy(&v, p, 4);
	const __m256i x = _mm256_set1_epi32(v);
	return (vi){dp(acc.a, w.a, x), dp(acc.b, w.b, x)};
}

#if !AVX_VNNI
#define HAVE_DOT_TILE
// SPAN is how many products of weights of fmt and activations, added in pairs, 16 bits hold. Activations are at most 127, unsigned
// weights of 5 bits 31 and those of 6 bits 63.
#define SPAN(fmt) ((fmt) == F_P5 || (fmt) == F_P5K ? 4 : (fmt) == F_P6K ? 2 : 1)

// IN_ORDER keeps the compiler from adding in another order, which takes more registers than there are.
#define IN_ORDER(x) __asm__("" : "+x"(x))

INL __m256i words(__m256i w, __m256i x, bool is_signed) {
	return is_signed ? _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w)) : _mm256_maddubs_epi16(w, x);
}

INL void dot_tile(vi *i, int tn, int fmt, const uint8_t *q, int from, int to, const int8_t *x, const int32_t *start) {
	const __m256i ones = _mm256_set1_epi16(1);
	const int span = SPAN(fmt);
#pragma GCC unroll 8
	for (int t = 0; t < tn; t++)
		i[t] = vi_set1(start[t]);
#pragma GCC unroll 8
	for (int j = from; j < to; j += span) {
		vi sum[TN];
#pragma GCC unroll 4
		for (int s = j; s < j + span; s++) {
			const vb w = vb_load(q + 64 * s);
#pragma GCC unroll 8
			for (int t = 0; t < tn; t++) {
				int32_t v;
				memcpy(&v, x + t * QB + 4 * s, 4);
				const __m256i xs = _mm256_set1_epi32(v);
				const vi p = {words(w.a, xs, span == 1), words(w.b, xs, span == 1)};
				sum[t] = s == j ? p : (vi){_mm256_add_epi16(sum[t].a, p.a), _mm256_add_epi16(sum[t].b, p.b)};
				IN_ORDER(sum[t].a);
				IN_ORDER(sum[t].b);
			}
		}
#pragma GCC unroll 8
		for (int t = 0; t < tn; t++) {
			i[t] = vi_add(i[t], (vi){_mm256_madd_epi16(sum[t].a, ones), _mm256_madd_epi16(sum[t].b, ones)});
			IN_ORDER(i[t].a);
			IN_ORDER(i[t].b);
		}
	}
}
#endif

// sum4 returns in each 128-bit lane of the result the sums of that lane of x0 … x3.
INL __m256 sum4(__m256 x0, __m256 x1, __m256 x2, __m256 x3) {
	return _mm256_hadd_ps(_mm256_hadd_ps(x0, x1), _mm256_hadd_ps(x2, x3));
}
// vf_reduce16 returns Σ a[i] in lane i, every lane by the same tree.
INL vf vf_reduce16(const vf *a) {
	__m256 s[4];
#pragma GCC unroll 4
	for (int i = 0; i < 4; i++) {
		const vf *x = a + 4 * i;
		s[i] = sum4(_mm256_add_ps(x[0].a, x[0].b), _mm256_add_ps(x[1].a, x[1].b), _mm256_add_ps(x[2].a, x[2].b), _mm256_add_ps(x[3].a, x[3].b));
	}
	return (vf){_mm256_add_ps(_mm256_permute2f128_ps(s[0], s[1], 0x20), _mm256_permute2f128_ps(s[0], s[1], 0x31)),
	            _mm256_add_ps(_mm256_permute2f128_ps(s[2], s[3], 0x20), _mm256_permute2f128_ps(s[2], s[3], 0x31))};
}
INL float vf_sum(vf x) {
	float l[16], s = 0;
	vf_store(l, x);
	for (int i = 0; i < 4; i++)
		s += (l[i] + l[i + 4]) + (l[i + 8] + l[i + 12]);
	return s;
}
INL float vf_hmax(vf x) {
	__m256 m = _mm256_max_ps(x.a, x.b);
	__m128 n = _mm_max_ps(_mm256_castps256_ps128(m), _mm256_extractf128_ps(m, 1));
	n = _mm_max_ps(n, _mm_movehl_ps(n, n));
	return _mm_cvtss_f32(_mm_max_ss(n, _mm_movehdup_ps(n)));
}
INL uint32_t vf_gt(vf x, vf y) {
	return (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(x.a, y.a, _CMP_GT_OQ)) | (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(x.b, y.b, _CMP_GT_OQ)) << 8;
}
