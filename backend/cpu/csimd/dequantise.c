// Decoding of stored blocks, one function per type: y = s·q + m with s and m per run of 16 values.
// Layouts are described in package tensor, whose results these equal bit for bit.
#include "csimd.h"

#include <string.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

float csimd_f16(uint16_t h) {
	// Under float32's exponent the 15 bits are too small by the difference of the biases; one exact
	// multiplication repairs normals and subnormals. Infinity and NaN have all exponent bits set in both.
	uint32_t abs = h & 0x7fff, bits = abs << 13;
	float f;
	memcpy(&f, &bits, 4);
	f *= 0x1p112f;
	memcpy(&bits, &f, 4);
	if (abs >= 0x7c00)
		bits = 0x7f800000 | (abs & 0x3ff) << 13;
	bits |= (uint32_t)(h & 0x8000) << 16;
	memcpy(&f, &bits, 4);
	return f;
}

static float half_at(const uint8_t *p) {
	uint16_t h;
	memcpy(&h, p, 2);
	return csimd_f16(h);
}

static uint32_t word_at(const uint8_t *p) {
	uint32_t v;
	memcpy(&v, p, 4);
	return v;
}

static void fill(float *s, int n, float v) {
	for (int i = 0; i < n; i++)
		s[i] = v;
}

// decode_legacy handles the 32-value types: low nibbles are values 0…15, high ones 16…31.
static void decode_legacy(int dtype, const uint8_t *b, int8_t *q, float *s, float *m) {
	const bool min = dtype == D_Q4_1 || dtype == D_Q5_1, five = dtype == D_Q5_0 || dtype == D_Q5_1;
	const int off = dtype == D_Q4_0 ? 8 : dtype == D_Q5_0 ? 16 : 0;
	fill(s, 2, half_at(b));
	fill(m, 2, min ? half_at(b + 2) : 0);
	b += min ? 4 : 2;
	uint32_t qh = 0;
	if (five) {
		qh = word_at(b);
		b += 4;
	}
	for (int j = 0; j < 16; j++) {
		q[j] = (int8_t)((b[j] & 15) + (int)(qh >> j << 4 & 16) - off);
		q[j + 16] = (int8_t)((b[j] >> 4) + (int)(qh >> (j + 16) << 4 & 16) - off);
	}
}

static void decode_q8_0(const uint8_t *b, int8_t *q, float *s, float *m) {
	fill(s, 2, half_at(b));
	fill(m, 2, 0);
	memcpy(q, b + 2, 32);
}

static void decode_q2_k(const uint8_t *b, int8_t *q, float *s, float *m) {
	const float d = half_at(b + 80), dmin = half_at(b + 82);
	for (int g = 0; g < 16; g++) {
		s[g] = d * (float)(b[g] & 15);
		m[g] = -(dmin * (float)(b[g] >> 4));
		const uint8_t *p = b + 16 + g / 8 * 32 + g % 2 * 16;
		for (int l = 0; l < 16; l++)
			q[16 * g + l] = (int8_t)(p[l] >> g / 2 % 4 * 2 & 3);
	}
}

static void decode_q3_k(const uint8_t *b, int8_t *q, float *s, float *m) {
	const float d = half_at(b + 108);
	const uint8_t *sc = b + 96;
	for (int g = 0; g < 16; g++) {
		const int scale = (sc[g % 8] >> g / 8 * 4 & 15) | (sc[8 + g % 4] >> g / 4 * 2 & 3) << 4;
		s[g] = d * (float)(scale - 32);
		m[g] = 0;
		const uint8_t *qh = b + g % 2 * 16, *ql = b + 32 + g / 8 * 32 + g % 2 * 16;
		for (int l = 0; l < 16; l++)
			q[16 * g + l] = (int8_t)(((ql[l] >> g / 2 % 4 * 2 & 3) | (qh[l] >> g / 2 & 1) << 2) - 4);
	}
}

// scale_min reads the 6-bit scale and minimum of group g from the 12 bytes of a Q4_K or Q5_K block.
static void scale_min(const uint8_t *p, int g, int *scale, int *min) {
	if (g < 4) {
		*scale = p[g] & 63;
		*min = p[g + 4] & 63;
	} else {
		*scale = (p[g + 4] & 15) | p[g - 4] >> 6 << 4;
		*min = p[g + 4] >> 4 | p[g] >> 6 << 4;
	}
}

static void decode_q45_k(int dtype, const uint8_t *b, int8_t *q, float *s, float *m) {
	const float d = half_at(b), dmin = half_at(b + 2);
	const uint8_t *qh = b + 16, *ql = dtype == D_Q5_K ? b + 48 : b + 16;
	for (int g = 0; g < 8; g++) {
		int sc, mn;
		scale_min(b + 4, g, &sc, &mn);
		fill(s + 2 * g, 2, d * (float)sc);
		fill(m + 2 * g, 2, -(dmin * (float)mn));
		for (int l = 0; l < 32; l++) {
			int v = ql[g / 2 * 32 + l] >> g % 2 * 4 & 15;
			if (dtype == D_Q5_K)
				v |= (qh[l] >> g & 1) << 4;
			q[32 * g + l] = (int8_t)v;
		}
	}
}

static void decode_q6_k(const uint8_t *b, int8_t *q, float *s, float *m) {
	const float d = half_at(b + 208);
	for (int g = 0; g < 16; g++) {
		s[g] = d * (float)(int8_t)b[192 + g];
		m[g] = 0;
	}
	for (int half = 0; half < 2; half++) {
		const uint8_t *ql = b + 64 * half, *qh = b + 128 + 32 * half;
		int8_t *y = q + 128 * half;
		for (int l = 0; l < 32; l++) {
			const int h = qh[l];
			y[l] = (int8_t)(((ql[l] & 15) | (h << 4 & 48)) - 32);
			y[l + 32] = (int8_t)(((ql[l + 32] & 15) | (h << 2 & 48)) - 32);
			y[l + 64] = (int8_t)((ql[l] >> 4 | (h & 48)) - 32);
			y[l + 96] = (int8_t)((ql[l + 32] >> 4 | (h >> 2 & 48)) - 32);
		}
	}
}

// ref: ggml-common.h, kvalues_iq4nl.
static const int8_t iq4[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

static void decode_iq4_nl(const uint8_t *b, int8_t *q, float *s, float *m) {
	fill(s, 2, half_at(b));
	fill(m, 2, 0);
	for (int j = 0; j < 16; j++) {
		q[j] = iq4[b[2 + j] & 15];
		q[j + 16] = iq4[b[2 + j] >> 4];
	}
}

// Block: d f16, two high bits of each scale u16, low nibbles of the scales[4], q[128].
static void decode_iq4_xs(const uint8_t *b, int8_t *q, float *s, float *m) {
	const float d = half_at(b);
	const uint32_t high = word_at(b) >> 16;
	for (int g = 0; g < 8; g++) {
		const int sc = (b[4 + g / 2] >> g % 2 * 4 & 15) | (int)(high >> 2 * g & 3) << 4;
		fill(s + 2 * g, 2, d * (float)(sc - 32));
		fill(m + 2 * g, 2, 0);
		for (int j = 0; j < 16; j++) {
			const uint8_t v = b[8 + 16 * g + j];
			q[32 * g + j] = iq4[v & 15];
			q[32 * g + j + 16] = iq4[v >> 4];
		}
	}
}

int csimd_block_values(int dtype) {
	switch (dtype) {
	case D_Q2_K: case D_Q3_K: case D_Q4_K: case D_Q5_K: case D_Q6_K: case D_IQ4_XS: return 256;
	case D_F32: case D_F16: case D_BF16: return 1;
	default: return 32;
	}
}

int csimd_block_bytes(int dtype) {
	static const uint8_t bytes[] = {
		[D_F32] = 4, [D_F16] = 2, [D_BF16] = 2, [D_Q4_0] = 18, [D_Q4_1] = 20, [D_Q5_0] = 22, [D_Q5_1] = 24, [D_Q8_0] = 34,
		[D_Q2_K] = 84, [D_Q3_K] = 110, [D_Q4_K] = 144, [D_Q5_K] = 176, [D_Q6_K] = 210, [D_IQ4_NL] = 18, [D_IQ4_XS] = 136,
	};
	return bytes[dtype];
}

void csimd_decode(int dtype, const uint8_t *block, int8_t *q, float *s, float *m) {
	switch (dtype) {
	case D_Q8_0: decode_q8_0(block, q, s, m); break;
	case D_Q2_K: decode_q2_k(block, q, s, m); break;
	case D_Q3_K: decode_q3_k(block, q, s, m); break;
	case D_Q4_K: case D_Q5_K: decode_q45_k(dtype, block, q, s, m); break;
	case D_Q6_K: decode_q6_k(block, q, s, m); break;
	case D_IQ4_NL: decode_iq4_nl(block, q, s, m); break;
	case D_IQ4_XS: decode_iq4_xs(block, q, s, m); break;
	default: decode_legacy(dtype, block, q, s, m);
	}
}

// csimd_dequantise_row writes scale · w of one row of K values.
void csimd_dequantise_row(int dtype, const uint8_t *row, float *y, int64_t k, float scale) {
	if (dtype == D_F32 || dtype == D_F16 || dtype == D_BF16) {
		for (int64_t i = 0; i < k; i++) {
			float f;
			if (dtype == D_F32)
				memcpy(&f, row + 4 * i, 4);
			else if (dtype == D_F16)
				f = half_at(row + 2 * i);
			else {
				uint32_t bits = (uint32_t)row[2 * i] << 16 | (uint32_t)row[2 * i + 1] << 24;
				memcpy(&f, &bits, 4);
			}
			y[i] = f * scale;
		}
		return;
	}
	const int values = csimd_block_values(dtype), bytes = csimd_block_bytes(dtype);
	for (int64_t i = 0; i < k; i += values, row += bytes) {
		int8_t q[256];
		float s[16], m[16];
		csimd_decode(dtype, row, q, s, m);
		for (int j = 0; j < values; j++)
			y[i + j] = (s[j / 16] * (float)q[j] + m[j / 16]) * scale;
	}
}
