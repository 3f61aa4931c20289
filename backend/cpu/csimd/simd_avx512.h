// Vector layer of the avx512 tier: AVX-512 F, BW, DQ, VL and VNNI (Ice Lake, Zen 4 and later).
// vf is 16 floats, vi 16 int32, vb 64 bytes: 16 rows of 4 values.
#include <immintrin.h>
#include <string.h>

typedef __m512 vf;
typedef __m512i vi;
typedef __m512i vb;

#define DP_UNSIGNED 1 // vi_dp takes weights as unsigned bytes
// Tokens that GEMM takes at once, with one group of 32 values a block and with two of 16, and those of low parts.
#define TN 16
#define TN_TWO 8
#define TN_LOW 8
#define DOT_A 4       // rows that a pass of dots4x4 accumulates at once
#define MIX_Z 4       // registers of a row that a pass of mix accumulates at once

#define INL static inline __attribute__((always_inline))

INL __mmask16 first(int n) { return (__mmask16)((1u << n) - 1); }
INL vf vf_zero(void) { return _mm512_setzero_ps(); }
INL vf vf_set1(float a) { return _mm512_set1_ps(a); }
INL vf vf_load(const float *p) { return _mm512_loadu_ps(p); }
INL void vf_store(float *p, vf a) { _mm512_storeu_ps(p, a); }
INL vf vf_loadn(const float *p, int n) { return n >= 16 ? vf_load(p) : _mm512_maskz_loadu_ps(first(n), p); }
INL void vf_storen(float *p, vf a, int n) {
	if (n >= 16)
		vf_store(p, a);
	else
		_mm512_mask_storeu_ps(p, first(n), a);
}
INL vf vf_add(vf a, vf b) { return _mm512_add_ps(a, b); }
INL vf vf_sub(vf a, vf b) { return _mm512_sub_ps(a, b); }
INL vf vf_mul(vf a, vf b) { return _mm512_mul_ps(a, b); }
INL vf vf_div(vf a, vf b) { return _mm512_div_ps(a, b); }
INL vf vf_max(vf a, vf b) { return _mm512_max_ps(a, b); }
INL vf vf_min(vf a, vf b) { return _mm512_min_ps(a, b); }
INL vf vf_fma(vf a, vf b, vf c) { return _mm512_fmadd_ps(a, b, c); }
#define HAVE_SHIFT
INL vf vi_bits(vi a) { return _mm512_castsi512_ps(a); }
INL vf vf_cvt(vi a) { return _mm512_cvtepi32_ps(a); }
INL vi vi_round(vf a) { return _mm512_cvtps_epi32(a); }
INL vf vf_pow2(vi n) { return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(n, _mm512_set1_epi32(127)), 23)); }
INL vf vf_f16(const uint16_t *p) { return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p)); }
INL vf vf_bf16(const uint16_t *p) {
	return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)p)), 16));
}
INL void vf_tof16(uint16_t *p, vf a) { _mm256_storeu_si256((__m256i *)p, _mm512_cvtps_ph(a, 0)); }
INL vf vf_u8(const uint8_t *p) { return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)p))); }
INL vf vf_s8(const uint8_t *p) { return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)p))); }
INL void vi_store8(int8_t *p, vi a) { _mm_storeu_si128((__m128i *)p, _mm512_cvtsepi32_epi8(a)); }
INL int32_t vi_sum(vi a) { return _mm512_reduce_add_epi32(a); }
INL vi vi_zero(void) { return _mm512_setzero_si512(); }
INL vi vi_set1(int32_t a) { return _mm512_set1_epi32(a); }
INL vi vi_load(const int32_t *p) { return _mm512_loadu_si512(p); }
INL void vi_store(int32_t *p, vi a) { _mm512_storeu_si512(p, a); }
INL vi vi_add(vi a, vi b) { return _mm512_add_epi32(a, b); }
INL vi vi_times128(vi a) { return _mm512_slli_epi32(a, 7); }

#define HAVE_FIELDS // of bytes: vb_and, and shifts of their sums
#define vi_shl(a, n) _mm512_slli_epi32(a, n)
#define vi_sar(a, n) _mm512_srai_epi32(a, n)
#define vb_and(a, mask) _mm512_and_si512(a, _mm512_set1_epi8((char)(mask)))

INL vb vb_load(const void *p) { return _mm512_loadu_si512(p); }
INL void vb_store(void *p, vb a) { _mm512_storeu_si512(p, a); }
INL vb vb_lo4(vb a) { return _mm512_and_si512(a, _mm512_set1_epi8(15)); }
INL vb vb_hi4(vb a) { return _mm512_and_si512(_mm512_srli_epi16(a, 4), _mm512_set1_epi8(15)); }
INL vb vb_flip(vb a) { return _mm512_xor_si512(a, _mm512_set1_epi8((char)0x80)); }
// vb_bits returns a | ((h >> from) & (mask >> 4)) << 4: 0xF8 is the table of a | (b & c) with a first.
#define vb_bits(a, h, from, mask)                                                                                           \
	_mm512_ternarylogic_epi32(a, (from) <= 4 ? _mm512_slli_epi16(h, (from) <= 4 ? 4 - (from) : 0) : _mm512_srli_epi16(h, (from) > 4 ? (from)-4 : 0), \
	                          _mm512_set1_epi8(mask), 0xF8)

// vi_dp adds to lane n the products of w's bytes 4n…4n+3 with the four int8 values at x.
INL vi vi_dp(vi acc, vb w, const int8_t *x) {
	int32_t v;
	memcpy(&v, x, 4);
	return _mm512_dpbusd_epi32(acc, w, _mm512_set1_epi32(v));
}

// vf_reduce16 returns Σ a[i] in lane i, every lane by the same tree.
INL vf vf_reduce16(const vf *a) {
	vf u[4];
#pragma GCC unroll 4
	for (int i = 0; i < 4; i++) {
		vf p = _mm512_add_ps(_mm512_unpacklo_ps(a[4 * i], a[4 * i + 1]), _mm512_unpackhi_ps(a[4 * i], a[4 * i + 1]));
		vf q = _mm512_add_ps(_mm512_unpacklo_ps(a[4 * i + 2], a[4 * i + 3]), _mm512_unpackhi_ps(a[4 * i + 2], a[4 * i + 3]));
		__m512d p64 = _mm512_castps_pd(p), q64 = _mm512_castps_pd(q);
		u[i] = _mm512_add_ps(_mm512_castpd_ps(_mm512_unpacklo_pd(p64, q64)), _mm512_castpd_ps(_mm512_unpackhi_pd(p64, q64)));
	}
	vf s01 = _mm512_add_ps(_mm512_shuffle_f32x4(u[0], u[1], 0x88), _mm512_shuffle_f32x4(u[0], u[1], 0xDD));
	vf s23 = _mm512_add_ps(_mm512_shuffle_f32x4(u[2], u[3], 0x88), _mm512_shuffle_f32x4(u[2], u[3], 0xDD));
	return _mm512_add_ps(_mm512_shuffle_f32x4(s01, s23, 0x88), _mm512_shuffle_f32x4(s01, s23, 0xDD));
}
INL float vf_sum(vf a) { return _mm512_reduce_add_ps(a); }
INL float vf_hmax(vf a) { return _mm512_reduce_max_ps(a); }
INL uint32_t vf_gt(vf a, vf b) { return _mm512_cmp_ps_mask(a, b, _CMP_GT_OQ); }

// quads transposes 32 bytes at offset off of 16 rows: dword n of q[j] is dword j of row n.
#define HAVE_QUADS
INL void quads(vb *q, const uint8_t *const *rows, int64_t off) {
	vb z[8], t[8];
#pragma GCC unroll 8
	for (int i = 0; i < 8; i++) { // rows i and i+4 of the lower and of the upper eight
		const int r = i < 4 ? i : i + 4;
		z[i] = _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)(rows[r] + off))),
		                          _mm256_loadu_si256((const __m256i *)(rows[r + 4] + off)), 1);
	}
#pragma GCC unroll 2
	for (int h = 0; h < 8; h += 4) {
		vb lo01 = _mm512_unpacklo_epi32(z[h], z[h + 1]), hi01 = _mm512_unpackhi_epi32(z[h], z[h + 1]);
		vb lo23 = _mm512_unpacklo_epi32(z[h + 2], z[h + 3]), hi23 = _mm512_unpackhi_epi32(z[h + 2], z[h + 3]);
		t[h] = _mm512_unpacklo_epi64(lo01, lo23);
		t[h + 1] = _mm512_unpackhi_epi64(lo01, lo23);
		t[h + 2] = _mm512_unpacklo_epi64(hi01, hi23);
		t[h + 3] = _mm512_unpackhi_epi64(hi01, hi23);
	}
#pragma GCC unroll 4
	for (int c = 0; c < 4; c++) {
		q[c] = _mm512_shuffle_i32x4(t[c], t[c + 4], 0x88);
		q[c + 4] = _mm512_shuffle_i32x4(t[c], t[c + 4], 0xDD);
	}
}

#define HAVE_TRANSPOSE16
// transpose16 transposes 16 × 16 dwords to rows of 64 bytes at out.
INL void transpose16(void *out, const __m512i *r) {
	__m512i t[16], u[16];
#pragma GCC unroll 4
	for (int i = 0; i < 16; i += 4) {
		const __m512i a = _mm512_unpacklo_epi32(r[i], r[i + 1]), b = _mm512_unpackhi_epi32(r[i], r[i + 1]);
		const __m512i c = _mm512_unpacklo_epi32(r[i + 2], r[i + 3]), d = _mm512_unpackhi_epi32(r[i + 2], r[i + 3]);
		t[i] = _mm512_unpacklo_epi64(a, c);
		t[i + 1] = _mm512_unpackhi_epi64(a, c);
		t[i + 2] = _mm512_unpacklo_epi64(b, d);
		t[i + 3] = _mm512_unpackhi_epi64(b, d);
	}
#pragma GCC unroll 4
	for (int i = 0; i < 4; i++) { // lane l of t[4j+i] is column 4l+i of rows 4j … 4j+3
		u[i] = _mm512_shuffle_i32x4(t[i], t[4 + i], 0x88);
		u[4 + i] = _mm512_shuffle_i32x4(t[8 + i], t[12 + i], 0x88);
		u[8 + i] = _mm512_shuffle_i32x4(t[i], t[4 + i], 0xDD);
		u[12 + i] = _mm512_shuffle_i32x4(t[8 + i], t[12 + i], 0xDD);
	}
#pragma GCC unroll 4
	for (int i = 0; i < 4; i++) {
		_mm512_store_si512((char *)out + 64 * i, _mm512_shuffle_i32x4(u[i], u[4 + i], 0x88));
		_mm512_store_si512((char *)out + 64 * (8 + i), _mm512_shuffle_i32x4(u[i], u[4 + i], 0xDD));
		_mm512_store_si512((char *)out + 64 * (4 + i), _mm512_shuffle_i32x4(u[8 + i], u[12 + i], 0x88));
		_mm512_store_si512((char *)out + 64 * (12 + i), _mm512_shuffle_i32x4(u[8 + i], u[12 + i], 0xDD));
	}
}
