// Decoding of weight blocks to unsigned bytes: 16 rows × 32 values as 8 vectors, of which byte 4n+i of
// vector j is value 4j+i of row n, with the scale (and minimum) of each row.
//
// Panel layouts, 16 rows each (written by repack.c):
//   P4   d f16[K/32][16], then each block: lo[4][64]
//   P5   d f16[K/32][16], then each block: lo[4][64], h[64]
//   P8   d f16[K/32][16], then each block: q[8][64]
//   P4K  8 blocks: d f16[16], dmin f16[16], (sc u8[16], m u8[16])[8], then each block: lo[4][64]
//   P5K  the same with h[64] after each lo
//   P6K  8 blocks: d f16[16], 32 bytes of nothing, sc s8[8][2][16], then each block: lo[4][64], h2[2][64]
//   X8   block: s f32[2][16], m f32[2][16], q[8][64]
// Blocks start at multiples of 64 bytes, so that no vector crosses a cache line.
// Vector j < 4 of lo holds value group j in the low nibbles and group j+4 in the high ones; bit j of h is
// the fifth bit of group j; bits 2j, 2j+1 of h2[g] are the top bits of group 4g+j.

typedef struct {
	vb q[8];
	vf s[2], m[2];
} block;

enum { OFF_P4 = 8, OFF_P5 = 16, OFF_P6K = 32, OFF_Q8 = DP_UNSIGNED ? 128 : 0 };

INL int fmt_groups(int fmt) { return fmt == F_P6K || fmt == F_X8 ? 2 : 1; }
INL bool fmt_min(int fmt) { return fmt == F_P4K || fmt == F_P5K || fmt == F_X8; }
INL int fmt_off(int fmt) {
	return fmt == F_P4 ? OFF_P4 : fmt == F_P5 ? OFF_P5 : fmt == F_P6K ? OFF_P6K : fmt == F_Q8_0 || fmt == F_P8 || fmt == F_X8 ? OFF_Q8 : 0;
}
// Blocks that follow one head, and the bytes of both.
INL int64_t fmt_super(int fmt, int64_t k) { return fmt == F_P4K || fmt == F_P5K || fmt == F_P6K ? 8 : fmt == F_X8 ? 1 : k / QB; }
INL int64_t fmt_head(int fmt, int64_t k) { return csimd_panel_head(fmt, k); }
INL int64_t fmt_block(int fmt) { return csimd_panel_block(fmt); }

INL void nibbles(vb *q, const uint8_t *p) {
#pragma GCC unroll 4
	for (int j = 0; j < 4; j++) {
		vb lo = vb_load(p + 64 * j);
		q[j] = vb_lo4(lo);
		q[j + 4] = vb_hi4(lo);
	}
}

INL void fifth_bits(vb *q, const uint8_t *p) {
	vb h = vb_load(p);
	q[0] = vb_bits(q[0], h, 0, 0x10);
	q[1] = vb_bits(q[1], h, 1, 0x10);
	q[2] = vb_bits(q[2], h, 2, 0x10);
	q[3] = vb_bits(q[3], h, 3, 0x10);
	q[4] = vb_bits(q[4], h, 4, 0x10);
	q[5] = vb_bits(q[5], h, 5, 0x10);
	q[6] = vb_bits(q[6], h, 6, 0x10);
	q[7] = vb_bits(q[7], h, 7, 0x10);
}

INL void top_pairs(vb *q, const uint8_t *p) {
	vb h = vb_load(p);
	q[0] = vb_bits(q[0], h, 0, 0x30);
	q[1] = vb_bits(q[1], h, 2, 0x30);
	q[2] = vb_bits(q[2], h, 4, 0x30);
	q[3] = vb_bits(q[3], h, 6, 0x30);
}

// unpack_block decodes block i of those at p that follow head. fmt is a constant in every caller.
INL void unpack_block(block *b, int fmt, const uint8_t *head, const uint8_t *p, int64_t i) {
	p += i * fmt_block(fmt);
	if (fmt == F_X8) {
		for (int g = 0; g < 2; g++) {
			b->s[g] = vf_load((const float *)p + 16 * g);
			b->m[g] = vf_load((const float *)p + 32 + 16 * g);
		}
		for (int j = 0; j < 8; j++)
			b->q[j] = vb_flip(vb_load(p + 256 + 64 * j));
		return;
	}
	if (fmt == F_P8)
		for (int j = 0; j < 8; j++)
			b->q[j] = vb_flip(vb_load(p + 64 * j));
	else
		nibbles(b->q, p);
	const uint8_t *sc = head + 64 + 32 * i;
	if (fmt == F_P4 || fmt == F_P5 || fmt == F_P8)
		b->s[0] = vf_f16((const uint16_t *)(head + 32 * i));
	if (fmt == F_P4K || fmt == F_P5K) {
		b->s[0] = vf_mul(vf_f16((const uint16_t *)head), vf_u8(sc));
		b->m[0] = vf_sub(vf_zero(), vf_mul(vf_f16((const uint16_t *)(head + 32)), vf_u8(sc + 16)));
	}
	if (fmt == F_P5 || fmt == F_P5K)
		fifth_bits(b->q, p + 256);
	if (fmt == F_P6K) {
		vf d = vf_f16((const uint16_t *)head);
		b->s[0] = vf_mul(d, vf_s8(sc));
		b->s[1] = vf_mul(d, vf_s8(sc + 16));
		top_pairs(b->q, p + 256);
		top_pairs(b->q + 4, p + 320);
	}
}

// Tiers whose GEMM wants signed bytes take the offset off.
#ifndef PANEL_BYTES
#define PANEL_BYTES(q, off) ((void)(off), (q))
#endif

// Tiers whose dot_tile reads the 8 vectors of a block in an order of its own define how to make it.
#ifndef PANEL_ORDER
#define PANEL_ORDER(q) ((void)0)
#endif

// unpack_panel expands panel p for GEMM.
INL void unpack_panel(int fmt, const csimd_weight *w, int64_t p, csimd_panel *out) {
	const int64_t per = fmt_super(fmt, w->k), before = fmt_head(fmt, w->k), size = before + per * fmt_block(fmt);
	const int groups = fmt_groups(fmt);
	const uint8_t *panel = w->data + p * w->panel_bytes;
	for (int64_t i = 0; i < w->k / QB; i++) {
		block b;
		const uint8_t *head = panel + i / per * size;
		unpack_block(&b, fmt, head, head + before, i % per);
		for (int j = 0; j < 8; j++)
			vb_store(out->q + 512 * i + 64 * j, PANEL_BYTES(b.q[j], fmt_off(fmt)));
		PANEL_ORDER(out->q + 512 * i);
		for (int g = 0; g < groups; g++) {
			vf_store(out->s + 16 * (groups * i + g), b.s[g]);
			if (fmt_min(fmt))
				vf_store(out->m + 16 * (groups * i + g), b.m[g]);
		}
	}
}

// The rows of Q8_0 are streamed as stored: blocks of d f16, q int8[32]. Rows beyond N repeat the last one.
INL const uint8_t *q8_row(const csimd_weight *w, int64_t n) { return w->rows + (n < w->n ? n : w->n - 1) * w->row_bytes; }

#ifndef HAVE_QUADS
// quads transposes 32 bytes at offset off of 16 rows: dword n of q[j] is dword j of row n.
INL void quads(vb *q, const uint8_t *const *rows, int64_t off) {
	uint8_t out[8][64];
	for (int n = 0; n < PANEL; n++)
		for (int j = 0; j < 8; j++)
			memcpy(&out[j][4 * n], rows[n] + off + 4 * j, 4);
	for (int j = 0; j < 8; j++)
		q[j] = vb_load(out[j]);
}
#endif

// q8_open points at the rows of panel p and collects their scales, [K/32][16], which lie scattered.
INL void q8_open(const csimd_weight *w, int64_t p, const uint8_t **rows, uint16_t *d) {
	for (int n = 0; n < PANEL; n++) {
		const uint8_t *row = rows[n] = q8_row(w, p * PANEL + n);
		for (int64_t i = 0; i < w->k / QB; i++)
			memcpy(d + 16 * i + n, row + 34 * i, 2);
	}
}

INL void q8_block(block *b, const uint8_t *const *rows, const uint16_t *d, int64_t i) {
	quads(b->q, rows, 34 * i + 2);
	for (int j = 0; j < 8; j++)
		b->q[j] = vb_flip(b->q[j]);
	b->s[0] = vf_f16(d + 16 * i);
}

static void unpack_q8(const csimd_weight *w, int64_t p, csimd_panel *out) {
	const uint8_t *rows[PANEL];
	uint16_t *d = (uint16_t *)out->m; // Q8_0 has no minimum, so its place is free
	q8_open(w, p, rows, d);
	for (int64_t i = 0; i < w->k / QB; i++) {
		block b;
		q8_block(&b, rows, d, i);
		for (int j = 0; j < 8; j++)
			vb_store(out->q + 512 * i + 64 * j, PANEL_BYTES(b.q[j], OFF_Q8));
		PANEL_ORDER(out->q + 512 * i);
		vf_store(out->s + 16 * i, b.s[0]);
	}
}

// unpack expands panel p for GEMM.
static void unpack(const csimd_weight *w, int64_t p, csimd_panel *out) {
	out->fmt = w->fmt;
	out->off = fmt_off(w->fmt);
	switch (w->fmt) {
	case F_P4: unpack_panel(F_P4, w, p, out); break;
	case F_P5: unpack_panel(F_P5, w, p, out); break;
	case F_P8: unpack_panel(F_P8, w, p, out); break;
	case F_P4K: unpack_panel(F_P4K, w, p, out); break;
	case F_P5K: unpack_panel(F_P5K, w, p, out); break;
	case F_P6K: unpack_panel(F_P6K, w, p, out); break;
	case F_X8: unpack_panel(F_X8, w, p, out); break;
	default: unpack_q8(w, p, out);
	}
}
