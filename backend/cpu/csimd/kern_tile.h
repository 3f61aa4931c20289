// What GEMM reads beside panels: activations of 16 tokens side by side, and the scales of a block.

#ifdef HAVE_SHIFT
// With these bits added, an integer below 2²² in magnitude is that of the float SHIFT + i.
#define SHIFT_BITS 0x4B400000
#define SHIFT 12582912.0f // 1.5·2²³
#else
#define SHIFT_BITS 0
#define SHIFT 0.0f
#endif

// The scales and minima of a block. s·SHIFT has no more bits than a float: two for SHIFT, and s is a float16 times an integer
// of at most 8 bits. So (SHIFT + i)·s − s·SHIFT, rounded once, is i·s rounded.
typedef struct {
	vf s[2], m[2], back; // back is −s[0]·SHIFT
} block_scales;

INL block_scales scales_at(int groups, bool has_min, const csimd_panel *p, int64_t b) {
	block_scales c;
#pragma GCC unroll 2
	for (int g = 0; g < groups; g++) {
		c.s[g] = vf_load(p->s + 16 * (groups * b + g));
		if (has_min)
			c.m[g] = vf_load(p->m + 16 * (groups * b + g));
	}
	c.back = vf_mul(c.s[0], vf_set1(-SHIFT));
	return c;
}

// minima returns v + Σ_g m[g] · X[g] of token t of a tile: what offset adds.
INL vf minima(vf v, int groups, const block_scales *c, const csimd_tile *x, int t) {
	if (groups == 1)
		return vf_fma(vf_set1(x->sum[t]), c->m[0], v);
	return vf_fma(vf_set1(x->sum16[1][t]), c->m[1], vf_fma(vf_set1(x->sum16[0][t]), c->m[0], v));
}

// clear_low sets the sums over low parts to zero. The last one stands for tokens that tiles lack.
INL void clear_low(const csimd_chunk *c) {
	for (int64_t t = 0; t <= c->n; t++)
		vf_store(c->low_sums + 16 * t, vf_zero());
}

// pack_low lists the low parts of a chunk block by block. Where the last tile of a block lacks tokens it has zeros, which
// go to a row of their own.
INL void pack_low(csimd_chunk *c, int64_t k) {
	const int64_t stride = xq_stride(k), blocks = k / QB;
	int32_t next[MAX_K / QB] = {0}; // how many rows have block b, then the place of the next one
	for (int64_t t = 0; t < c->n; t++) {
		const uint8_t *low = xq_low((const int8_t *)c->x + t * stride, k);
		for (int64_t b = 0; b < blocks; b++)
			next[b] += low[b];
	}
	int32_t at = 0;
	for (int64_t b = 0; b < blocks; b++) {
		const int32_t rows = next[b];
		next[b] = at;
		for (at += rows; at % 16; at++) {
			csimd_low_tile *tile = c->low + at / 16;
			memset(tile->x[at % 16], 0, QB);
			tile->d[at % 16] = 0;
			tile->start[0][at % 16] = tile->start[1][at % 16] = 0;
			tile->t[at % 16] = (int32_t)c->n;
		}
	}
	c->low_count = at / 16;
	for (int64_t t = 0; t < c->n; t++) {
		const int8_t *row = (const int8_t *)c->x + t * stride;
		const uint8_t *low = xq_low(row, k);
		for (int64_t b = 0; b < blocks; b++) {
			if (!low[b])
				continue;
			csimd_low_tile *tile = c->low + next[b] / 16;
			const int i = next[b]++ % 16;
			memcpy(tile->x[i], row + k + QB * b, QB);
			tile->d[i] = xq_d(row, k)[b];
			tile->t[i] = (int32_t)t;
			tile->b = b;
		}
	}
}

// columns transposes 16 floats of 16 rows.
INL void columns(float (*out)[16], const float *const *rows, int64_t at) {
#ifdef HAVE_TRANSPOSE16
	__m512i r[16];
#pragma GCC unroll 16
	for (int t = 0; t < 16; t++)
		r[t] = _mm512_castps_si512(vf_load(rows[t] + at));
	transpose16(out, r);
#else
	for (int t = 0; t < 16; t++)
		for (int i = 0; i < 16; i++)
			out[i][t] = rows[t][at + i];
#endif
}

// pack copies the rows of a chunk to tiles; the last row stands for those that the last tile lacks.
static void pack(csimd_chunk *c, int64_t k) {
	const int64_t stride = xq_stride(k), blocks = k / QB;
	for (int64_t t0 = 0; t0 < c->n; t0 += 16) {
		csimd_tile *tile = c->tiles + t0 / 16 * blocks;
		const int8_t *rows[16];
		const float *d[16], *sum[16], *sum16[16];
		for (int t = 0; t < 16; t++) {
			rows[t] = (const int8_t *)c->x + (t0 + t < c->n ? t0 + t : c->n - 1) * stride;
			d[t] = xq_d(rows[t], k), sum[t] = xq_sum(rows[t], k), sum16[t] = xq_sum16(rows[t], k);
			for (int64_t b = 0; b < blocks; b++)
				memcpy(tile[b].x[t], rows[t] + QB * b, QB);
		}
		// What lies behind the last block is still in the row, and dropped.
		_Alignas(64) float out[16][16];
		for (int64_t b = 0; b < blocks; b += 16) {
			const int64_t n = blocks - b < 16 ? blocks - b : 16;
			columns(out, d, b);
			for (int64_t i = 0; i < n; i++)
				vf_store(tile[b + i].d, vf_load(out[i]));
			columns(out, sum, b);
			for (int64_t i = 0; i < n; i++)
				vf_store(tile[b + i].sum, vf_load(out[i]));
		}
		for (int64_t b = 0; b < 2 * blocks; b += 16) {
			const int64_t n = 2 * blocks - b < 16 ? 2 * blocks - b : 16;
			columns(out, sum16, b);
			for (int64_t i = 0; i < n; i++)
				vf_store(tile[(b + i) / 2].sum16[i % 2], vf_load(out[i]));
		}
	}
	pack_low(c, k);
}
