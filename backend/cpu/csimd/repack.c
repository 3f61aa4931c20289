// Rearranging of stored rows into the panels that the kernels stream (layouts: kern_unpack.h). Values of
// 4 to 6 bits keep their size; rare types become F_X8, int8 with f32 scales. A panel beyond the last row
// is filled with rows of zeros.
#include "csimd.h"

#include <string.h>

static uint32_t load32(const uint8_t *p) {
	uint32_t v;
	memcpy(&v, p, 4);
	return v;
}

static void store32(uint8_t *p, uint32_t v) { memcpy(p, &v, 4); }

int64_t csimd_panel_bytes(int fmt, int64_t k) {
	if (fmt == F_B16)
		return 32 * k;
	if (fmt < F_P4)
		return 0;
	const int64_t heads = fmt == F_P4K || fmt == F_P5K || fmt == F_P6K ? k / 256 : 1;
	return heads * csimd_panel_head(fmt, k) + k / QB * csimd_panel_block(fmt);
}

// fifth returns in bit j of byte i bit 4j+i of h: the fifth bits of values i, i+4, … of a row.
static uint32_t fifth(uint32_t h) {
	uint32_t out = 0;
	for (int i = 0; i < 4; i++) {
		uint32_t x = h >> i & 0x11111111;
		x = (x | x >> 3) & 0x03030303;
		x = (x | x >> 6) & 0x000f000f;
		x = (x | x >> 12) & 0xff;
		out |= x << 8 * i;
	}
	return out;
}

// Q4_0 and Q5_0: byte j of a block holds values j and j+16 as the panel wants them. Q8_0 has bytes in order.
static void repack_legacy(int fmt, const uint8_t *row, uint8_t *panel, int n, int64_t k) {
	const int64_t size = csimd_panel_block(fmt);
	const int q = fmt == F_P5 ? 6 : 2, words = fmt == F_P8 ? 8 : 4;
	uint8_t *d = panel + 2 * n, *b = panel + csimd_panel_head(fmt, k) + 4 * n;
	for (int64_t i = 0; i < k / QB; i++, row += q + 4 * words, d += 32, b += size) {
		memcpy(d, row, 2);
		for (int j = 0; j < words; j++)
			store32(b + 64 * j, load32(row + q + 4 * j));
		if (fmt == F_P5)
			store32(b + 256, fifth(load32(row + 2)));
	}
}

static void scales_k(const uint8_t *p, uint8_t *out, int n) {
	for (int g = 0; g < 4; g++) {
		out[g * 32 + n] = p[g] & 63;
		out[g * 32 + 16 + n] = p[g + 4] & 63;
		out[(g + 4) * 32 + n] = (uint8_t)((p[g + 8] & 15) | p[g] >> 6 << 4);
		out[(g + 4) * 32 + 16 + n] = (uint8_t)(p[g + 8] >> 4 | p[g + 4] >> 6 << 4);
	}
}

// Q4_K and Q5_K: 32 bytes hold a group of 32 in the low nibbles and the next in the high ones.
static void repack_q45_k(int fmt, const uint8_t *row, uint8_t *panel, int n, int64_t k) {
	const bool five = fmt == F_P5K;
	const int64_t size = csimd_panel_block(fmt), head = csimd_panel_head(fmt, k);
	for (int64_t i = 0; i < k / 256; i++, row += five ? 176 : 144, panel += head + 8 * size) {
		memcpy(panel + 2 * n, row, 2);
		memcpy(panel + 32 + 2 * n, row + 2, 2);
		scales_k(row + 4, panel + 64, n);
		const uint8_t *ql = row + (five ? 48 : 16);
		for (int g = 0; g < 8; g += 2, ql += 32) {
			uint8_t *b = panel + head + g * size + 4 * n;
			for (int j = 0; j < 4; j++) {
				const uint32_t v = load32(ql + 4 * j), w = load32(ql + 16 + 4 * j);
				store32(b + 64 * j, (v & 0x0f0f0f0f) | (w & 0x0f0f0f0f) << 4);
				store32(b + size + 64 * j, (v >> 4 & 0x0f0f0f0f) | (w & 0xf0f0f0f0));
			}
		}
		for (int g = 0; five && g < 8; g++) {
			uint32_t out = 0;
			for (int j = 0; j < 8; j++)
				out |= (load32(row + 16 + 4 * j) >> g & 0x01010101) << j;
			store32(panel + head + g * size + 256 + 4 * n, out);
		}
	}
}

// Q6_K: values l+32·c (c = 0…3) of each half of 128 form block 4·half + c.
static void repack_q6_k(const uint8_t *row, uint8_t *panel, int n, int64_t k) {
	const int64_t size = csimd_panel_block(F_P6K), head = csimd_panel_head(F_P6K, k);
	for (int64_t i = 0; i < k / 256; i++, row += 210, panel += head + 8 * size) {
		memcpy(panel + 2 * n, row + 208, 2);
		for (int g = 0; g < 8; g++) {
			uint8_t *b = panel + head + g * size + 4 * n, *sc = panel + 64 + 32 * g;
			const uint8_t *ql = row + g / 4 * 64 + g % 2 * 32, *qh = row + 128 + g / 4 * 32;
			const int high = g % 4 / 2 * 4, pair = g % 4 * 2;
			sc[n] = row[192 + 2 * g];
			sc[16 + n] = row[192 + 2 * g + 1];
			uint32_t h0 = 0, h1 = 0;
			for (int j = 0; j < 4; j++) {
				const uint32_t v = load32(ql + 4 * j) >> high & 0x0f0f0f0f, w = load32(ql + 16 + 4 * j) >> high & 0x0f0f0f0f;
				store32(b + 64 * j, v | w << 4);
				h0 |= (load32(qh + 4 * j) >> pair & 0x03030303) << 2 * j;
				h1 |= (load32(qh + 16 + 4 * j) >> pair & 0x03030303) << 2 * j;
			}
			store32(b + 256, h0);
			store32(b + 320, h1);
		}
	}
}

static void repack_x8(int dtype, const uint8_t *row, uint8_t *panel, int n, int64_t k) {
	const int values = csimd_block_values(dtype), bytes = csimd_block_bytes(dtype);
	for (int64_t i = 0; i < k; i += values, row += bytes) {
		int8_t q[256];
		float s[16], m[16];
		csimd_decode(dtype, row, q, s, m);
		for (int b = 0; b < values / 32; b++, panel += 768) {
			float *f = (float *)panel;
			for (int g = 0; g < 2; g++) {
				f[16 * g + n] = s[2 * b + g];
				f[32 + 16 * g + n] = m[2 * b + g];
			}
			for (int j = 0; j < 8; j++)
				memcpy(panel + 256 + 64 * j + 4 * n, q + 32 * b + 4 * j, 4);
		}
	}
}

// BF16: dword j of a row's 32 values is that of row n in line j of a block.
static void repack_b16(const uint8_t *row, uint8_t *panel, int n, int64_t k) {
	for (int64_t i = 0; i < k / 2; i++)
		store32(panel + 64 * i + 4 * n, load32(row + 4 * i));
}

// csimd_repack writes panels p0 … p1−1 of w, whose rows are read as stored, to dst.
void csimd_repack(const csimd_weight *w, uint8_t *dst, int64_t p0, int64_t p1) {
	const int64_t size = csimd_panel_bytes(w->fmt, w->k);
	for (int64_t p = p0; p < p1; p++) {
		uint8_t *panel = dst + p * size;
		if ((p + 1) * PANEL > w->n)
			memset(panel, 0, (size_t)size);
		for (int n = 0; n < PANEL && p * PANEL + n < w->n; n++) {
			const uint8_t *row = w->rows + (p * PANEL + n) * w->row_bytes;
			switch (w->fmt) {
			case F_B16: repack_b16(row, panel, n, w->k); break;
			case F_P4: repack_legacy(F_P4, row, panel, n, w->k); break;
			case F_P5: repack_legacy(F_P5, row, panel, n, w->k); break;
			case F_P8: repack_legacy(F_P8, row, panel, n, w->k); break;
			case F_P4K: case F_P5K: repack_q45_k(w->fmt, row, panel, n, w->k); break;
			case F_P6K: repack_q6_k(row, panel, n, w->k); break;
			default: repack_x8(w->dtype, row, panel, n, w->k);
			}
		}
	}
}
