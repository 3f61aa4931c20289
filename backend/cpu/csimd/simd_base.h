// Vector layer of the base tier: portable C. vf is 16 floats, vi 16 int32, vb 64 bytes.
#include <math.h>
#include <string.h>

typedef struct { float v[16]; } vf;
typedef struct { int32_t v[16]; } vi;
typedef struct { uint8_t v[64]; } vb;

#define DP_UNSIGNED 0
#define TN 1
#define TN_TWO TN
#define TN_LOW TN
#define DOT_A 1
#define MIX_Z 1
#define SCALAR 1 // vectors are arrays

#ifdef __SANITIZE_ADDRESS__
#define INL static inline // checks of every lane, inlined everywhere, take the compiler more than ten minutes
#else
#define INL static inline __attribute__((always_inline))
#endif
#define LANES for (int l = 0; l < 16; l++)
#define BYTES for (int l = 0; l < 64; l++)
#define MAP(name, expr)                                                                                                     \
	INL vf name(vf a, vf b) {                                                                                               \
		LANES a.v[l] = expr;                                                                                                \
		return a;                                                                                                           \
	}

INL vf vf_set1(float a) {
	vf r;
	LANES r.v[l] = a;
	return r;
}
INL vf vf_zero(void) { return vf_set1(0); }
INL vf vf_load(const float *p) {
	vf r;
	memcpy(&r, p, sizeof r);
	return r;
}
INL void vf_store(float *p, vf a) { memcpy(p, &a, sizeof a); }
INL vf vf_loadn(const float *p, int n) {
	vf r = vf_zero();
	memcpy(&r, p, sizeof(float) * (size_t)(n < 16 ? n : 16));
	return r;
}
INL void vf_storen(float *p, vf a, int n) { memcpy(p, &a, sizeof(float) * (size_t)(n < 16 ? n : 16)); }
MAP(vf_add, a.v[l] + b.v[l])
MAP(vf_sub, a.v[l] - b.v[l])
MAP(vf_mul, a.v[l] * b.v[l])
MAP(vf_div, a.v[l] / b.v[l])
MAP(vf_max, a.v[l] > b.v[l] ? a.v[l] : b.v[l])
MAP(vf_min, a.v[l] < b.v[l] ? a.v[l] : b.v[l])
INL vf vf_fma(vf a, vf b, vf c) {
	LANES c.v[l] = a.v[l] * b.v[l] + c.v[l];
	return c;
}
INL vf vf_cvt(vi a) {
	vf r;
	LANES r.v[l] = (float)a.v[l];
	return r;
}
// Adding and subtracting 1.5·2²³ rounds |a| < 2²² to the nearest integer, ties to even. What no int32 holds, NaN too, gives
// the least one, as on x86.
INL vi vi_round(vf a) {
	vi r;
	LANES {
		volatile float t = a.v[l] + 12582912.0f;
		const float n = t - 12582912.0f;
		r.v[l] = n > -0x1p31f && n < 0x1p31f ? (int32_t)n : INT32_MIN;
	}
	return r;
}
INL vf vf_pow2(vi n) {
	vf r;
	LANES {
		uint32_t bits = (uint32_t)(n.v[l] + 127) << 23;
		memcpy(&r.v[l], &bits, 4);
	}
	return r;
}
INL vf vf_f16(const uint16_t *p) {
	vf r;
	LANES r.v[l] = csimd_f16(p[l]);
	return r;
}
INL vf vf_bf16(const uint16_t *p) {
	vf r;
	LANES {
		uint32_t bits = (uint32_t)p[l] << 16;
		memcpy(&r.v[l], &bits, 4);
	}
	return r;
}
INL uint16_t f16_bits(float f) {
	uint32_t x;
	memcpy(&x, &f, 4);
	uint32_t sign = x >> 16 & 0x8000, mag = x & 0x7fffffff;
	if (mag > 0x7f800000)
		return (uint16_t)(sign | 0x7e00);
	if (mag >= 0x477ff000) // 65520: half of the last step above the largest half
		return (uint16_t)(sign | 0x7c00);
	if (mag < 0x38800000) { // below 2⁻¹⁴ halves are multiples of 2⁻²⁴; adding 0.5 leaves exactly those bits
		float m;
		memcpy(&m, &mag, 4);
		volatile float t = m + 0.5f;
		float u = t;
		memcpy(&x, &u, 4);
		return (uint16_t)(sign | (x - 0x3f000000));
	}
	return (uint16_t)(sign | ((mag - 0x38000000 + 0xfff + (mag >> 13 & 1)) >> 13));
}
INL void vf_tof16(uint16_t *p, vf a) { LANES p[l] = f16_bits(a.v[l]); }
INL vf vf_u8(const uint8_t *p) {
	vf r;
	LANES r.v[l] = p[l];
	return r;
}
INL vf vf_s8(const uint8_t *p) {
	vf r;
	LANES r.v[l] = (int8_t)p[l];
	return r;
}
INL void vi_store8(int8_t *p, vi a) { LANES p[l] = (int8_t)(a.v[l] > 127 ? 127 : a.v[l] < -128 ? -128 : a.v[l]); }
INL int32_t vi_sum(vi a) {
	int32_t s = 0;
	LANES s += a.v[l];
	return s;
}
INL vi vi_set1(int32_t a) {
	vi r;
	LANES r.v[l] = a;
	return r;
}
INL vi vi_zero(void) { return vi_set1(0); }
INL vi vi_load(const int32_t *p) {
	vi r;
	memcpy(&r, p, sizeof r);
	return r;
}
INL void vi_store(int32_t *p, vi a) { memcpy(p, &a, sizeof a); }
INL vi vi_add(vi a, vi b) {
	LANES a.v[l] += b.v[l];
	return a;
}
INL vi vi_times128(vi a) {
	LANES a.v[l] *= 128;
	return a;
}

INL vb vb_load(const void *p) {
	vb r;
	memcpy(&r, p, sizeof r);
	return r;
}
INL void vb_store(void *p, vb a) { memcpy(p, &a, sizeof a); }
INL vb vb_lo4(vb a) {
	BYTES a.v[l] &= 15;
	return a;
}
INL vb vb_hi4(vb a) {
	BYTES a.v[l] >>= 4;
	return a;
}
INL vb vb_flip(vb a) { return a; }
INL vb vb_bits(vb a, vb h, int from, int mask) {
	BYTES a.v[l] = (uint8_t)(a.v[l] | (h.v[l] >> from << 4 & mask));
	return a;
}

// vi_dp adds to lane n the products of w's bytes 4n…4n+3, as signed values, with the four at x.
INL vi vi_dp(vi acc, vb w, const int8_t *x) {
	LANES acc.v[l] += (int8_t)w.v[4 * l] * x[0] + (int8_t)w.v[4 * l + 1] * x[1] + (int8_t)w.v[4 * l + 2] * x[2] + (int8_t)w.v[4 * l + 3] * x[3];
	return acc;
}

INL float vf_sum(vf a) {
	for (int n = 8; n > 0; n /= 2)
		for (int l = 0; l < n; l++)
			a.v[l] += a.v[l + n];
	return a.v[0];
}
INL vf vf_reduce16(const vf *a) {
	vf r;
	LANES r.v[l] = vf_sum(a[l]);
	return r;
}
INL float vf_hmax(vf a) {
	float m = a.v[0];
	LANES m = a.v[l] > m ? a.v[l] : m;
	return m;
}
INL uint32_t vf_gt(vf a, vf b) {
	uint32_t m = 0;
	LANES m |= (uint32_t)(a.v[l] > b.v[l]) << l;
	return m;
}
