// GEMM with AMX tiles: the integer sums of 16 tokens × 16 rows × one group of a block are one instruction. They
// are exact, and the float part is that of gemm_tile, so results are the avx512 tier's bit for bit.
// ref: Intel SDM volume 2, TDPBSSD and LDTILECFG.

// Tile registers: the sums of two groups, their activations, their weights.
#define T_SUM0 0
#define T_SUM1 1
#define T_X0 2
#define T_X1 3
#define T_W0 4
#define T_W1 5

typedef struct {
	uint8_t palette, start, reserved[14];
	uint16_t colsb[16];
	uint8_t rows[16];
} tile_config;

// configure sets tiles for groups of 4·quads values. The compiler's intrinsic does not tell it that all 64 bytes are
// read.
INL void configure(int quads) {
	tile_config c = {.palette = 1};
	for (int i = 0; i < 2; i++) {
		c.rows[T_SUM0 + i] = c.rows[T_X0 + i] = 16;
		c.colsb[T_SUM0 + i] = c.colsb[T_W0 + i] = 64;
		c.colsb[T_X0 + i] = (uint16_t)(4 * quads);
		c.rows[T_W0 + i] = (uint8_t)quads;
	}
	__asm__ volatile("ldtilecfg %0" : : "m"(c) : "memory");
}

// The sums of the two groups of a block, or of two blocks, that wait for the float part.
typedef struct {
	_Alignas(64) int32_t i[2][16][16];
} sums;

// START computes sums of the weights w and the activations x with one set of tiles.
#define START(SUM, X, W, out, w, x)                                                                                         \
	do {                                                                                                                    \
		_tile_loadd(W, w, 64);                                                                                              \
		_tile_loadd(X, x, QB);                                                                                              \
		_tile_zero(SUM);                                                                                                    \
		_tile_dpbssd(SUM, X, W);                                                                                            \
		_tile_stored(SUM, out, 64);                                                                                         \
	} while (0)

// start_block computes the sums of one block.
INL void start_block(sums *out, int groups, const uint8_t *q, const csimd_tile *x) {
	if (groups == 1) {
		START(T_SUM0, T_X0, T_W0, out->i[0], q, x->x[0]);
	} else {
		START(T_SUM0, T_X0, T_W0, out->i[0], q, x->x[0]);
		START(T_SUM1, T_X1, T_W1, out->i[1], q + 256, x->x[0] + 16);
	}
}

// add_block adds block b to the accumulators of 16 tokens.
INL void add_block(vf *acc, int groups, bool has_min, const csimd_panel *p, int64_t b, const sums *part, const csimd_tile *x) {
	vf s[2], m[2];
#pragma GCC unroll 2
	for (int g = 0; g < groups; g++) {
		s[g] = vf_load(p->s + 16 * (groups * b + g));
		if (has_min)
			m[g] = vf_load(p->m + 16 * (groups * b + g));
	}
#pragma GCC unroll 16
	for (int t = 0; t < 16; t++) {
		vf v = vf_mul(vf_cvt(_mm512_load_si512(part->i[0][t])), s[0]);
		if (groups == 2)
			v = vf_fma(vf_cvt(_mm512_load_si512(part->i[1][t])), s[1], v);
		if (has_min && groups == 1)
			v = vf_fma(vf_set1(x->sum[t]), m[0], v);
		if (has_min && groups == 2)
			v = vf_fma(vf_set1(x->sum16[1][t]), m[1], vf_fma(vf_set1(x->sum16[0][t]), m[0], v));
		acc[t] = vf_fma(v, vf_set1(x->d[t]), acc[t]);
	}
}

// gemm_tiles computes the sums of 16 tokens × 16 rows over the high or the low parts in x.
INL void gemm_tiles(int groups, bool has_min, const csimd_panel *p, int64_t k, const csimd_tile *x, sums *part, vf *acc) {
	const int64_t blocks = k / QB;
#pragma GCC unroll 16
	for (int t = 0; t < 16; t++)
		acc[t] = vf_zero();
	start_block(part, groups, p->q, x);
	for (int64_t b = 0; b < blocks; b++) { // the float part of a block runs beside the tiles of the next
		if (b + 1 < blocks)
			start_block(part + ((b + 1) & 1), groups, p->q + 512 * (b + 1), x + b + 1);
		add_block(acc, groups, has_min, p, b, part + (b & 1), x + b);
	}
}

INL void gemm_amx(int groups, bool has_min, const csimd_panel *p, int64_t k, const csimd_chunk *c, float *y, int64_t ldy, int rows) {
	sums part[2] = {0};
	float low[16 * 16];
	vf acc[16];
	configure(8 / groups);
	for (int64_t t = 0; t < c->n; t += 16) {
		const int n = c->n - t < 16 ? (int)(c->n - t) : 16;
		const int64_t at = t / 16 * (k / QB);
		if (c->many) {
			gemm_tiles(groups, false, p, k, c->low + at, part, acc);
#pragma GCC unroll 16
			for (int i = 0; i < 16; i++)
				vf_store(low + 16 * i, acc[i]);
		} else {
			low_sums(low, groups, p, k, c, t, n);
		}
		gemm_tiles(groups, has_min, p, k, c->tiles + at, part, acc);
#pragma GCC unroll 16
		for (int i = 0; i < 16; i++)
			if (i < n)
				vf_storen(y + (t + i) * ldy, joined(acc[i], vf_load(low + 16 * i)), rows);
	}
	_tile_release();
}

// pack copies the rows of a chunk to tiles; the last row stands for those that the last tile lacks.
static void pack(csimd_chunk *c, int64_t k) {
	const int64_t stride = xq_stride(k), blocks = k / QB;
	if (c->n < TILE_TOKENS)
		return;
	for (int64_t t = 0; t < (c->n + 15) / 16 * 16; t++) {
		const int8_t *row = (const int8_t *)c->x + (t < c->n ? t : c->n - 1) * stride;
		const float *d = xq_d(row, k), *sum = xq_sum(row, k), *sum16 = xq_sum16(row, k);
		csimd_tile *tile = c->tiles + t / 16 * blocks, *low = c->low + t / 16 * blocks;
		const int i = (int)(t % 16);
		for (int64_t b = 0; b < blocks; b++) {
			memcpy(tile[b].x[i], row + QB * b, QB);
			tile[b].d[i] = d[b];
			tile[b].sum[i] = sum[b];
			tile[b].sum16[0][i] = sum16[2 * b];
			tile[b].sum16[1][i] = sum16[2 * b + 1];
		}
		for (int64_t b = 0; c->many && b < blocks; b++) {
			memcpy(low[b].x[i], row + k + QB * b, QB);
			low[b].d[i] = d[b];
		}
	}
}
