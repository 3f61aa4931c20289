// GEMM with AMX tiles: the integer sums of 16 tokens × 16 rows × one group of a block are one instruction. They
// are exact, and the float part is that of gemm_tile, so results are the avx512 tier's bit for bit.
// ref: Intel SDM volume 2, TDPBSSD and LDTILECFG.

// Tile registers: the sums of two groups, of high parts and of low ones, the activations, the weights.
#define T_SUM0 0
#define T_SUM1 1
#define T_LOW0 2
#define T_LOW1 3
#define T_HI 4
#define T_LO 5
#define T_W 6

typedef struct {
	uint8_t palette, start, reserved[14];
	uint16_t colsb[16];
	uint8_t rows[16];
} tile_config;

// configure sets tiles for t tokens and groups of 4·quads values. The compiler's intrinsic does not tell it that
// all 64 bytes are read.
INL void configure(int t, int quads) {
	tile_config c = {.palette = 1};
	for (int i = T_SUM0; i <= T_LOW1; i++)
		c.rows[i] = (uint8_t)t, c.colsb[i] = 64;
	for (int i = T_HI; i <= T_LO; i++)
		c.rows[i] = (uint8_t)t, c.colsb[i] = (uint16_t)(4 * quads);
	c.rows[T_W] = (uint8_t)quads, c.colsb[T_W] = 64;
	__asm__ volatile("ldtilecfg %0" : : "m"(c) : "memory");
}

// The sums of a group that wait for the float part: of high and of low parts.
typedef struct {
	_Alignas(64) int32_t hi[16][16], lo[16][16];
} sums;

// START computes the sums of group g, of which w are the weights and x the high parts. SUM and LOW are tiles.
#define START(SUM, LOW, out, low, w, x, k, stride)                                                                          \
	do {                                                                                                                    \
		_tile_loadd(T_W, w, 64);                                                                                            \
		_tile_loadd(T_HI, x, stride);                                                                                       \
		_tile_zero(SUM);                                                                                                    \
		_tile_dpbssd(SUM, T_HI, T_W);                                                                                       \
		_tile_stored(SUM, (out)->hi, 64);                                                                                   \
		if (low) {                                                                                                          \
			_tile_loadd(T_LO, (x) + (k), stride);                                                                           \
			_tile_zero(LOW);                                                                                                \
			_tile_dpbssd(LOW, T_LO, T_W);                                                                                   \
			_tile_stored(LOW, (out)->lo, 64);                                                                               \
		}                                                                                                                   \
	} while (0)

INL vf sum_of(const sums *s, int t, bool low) {
	vi hi = _mm512_load_si512(s->hi[t]);
	return vf_cvt(low ? vi_add(vi_times128(hi), _mm512_load_si512(s->lo[t])) : hi);
}

// add_block adds block b to the accumulators of n tokens. d, sum and x16 are those of the first.
INL void add_block(vf *acc, int n, int groups, bool has_min, bool low, const csimd_panel *p, int64_t b, const sums *part, const float *d,
                   const float *sum, const int32_t *x16, int64_t stride) {
	vf s[2], m[2];
#pragma GCC unroll 2
	for (int g = 0; g < groups; g++) {
		s[g] = vf_load(p->s + 16 * (groups * b + g));
		if (!low)
			s[g] = vf_mul(s[g], vf_set1(128));
		if (has_min)
			m[g] = vf_load(p->m + 16 * (groups * b + g));
	}
#pragma GCC unroll 16
	for (int t = 0; t < 16; t++) {
		const int64_t at = (t < n ? t : n - 1) * stride;
		vf v = vf_mul(sum_of(part, t, low), s[0]);
		if (groups == 2)
			v = vf_fma(sum_of(part + 1, t, low), s[1], v);
		if (has_min && groups == 2) {
			const int32_t *x = (const int32_t *)((const int8_t *)(x16 + 2 * b) + at);
			v = vf_fma(vf_set1((float)x[0]), m[0], v);
			v = vf_fma(vf_set1((float)x[1]), m[1], v);
		} else if (has_min)
			v = vf_fma(vf_set1(*(const float *)((const int8_t *)(sum + b) + at)), m[0], v);
		acc[t] = vf_fma(v, vf_set1(*(const float *)((const int8_t *)(d + b) + at)), acc[t]);
	}
}

// gemm_tiles computes n ≤ 16 tokens × 16 rows. The accumulators beyond n are of no use.
INL void gemm_tiles(int n, int groups, bool has_min, const csimd_panel *p, int64_t k, const int8_t *x, int64_t stride, const uint8_t *low,
                    sums *part, vf *acc) {
	const float *d = xq_d(x, k), *sum = xq_sum(x, k);
	const int32_t *x16 = xq_s(x, k);
	const int64_t blocks = k / QB;
#define START_BLOCK(b, at)                                                                                                  \
	do {                                                                                                                    \
		if (groups == 1) {                                                                                                  \
			START(T_SUM0, T_LOW0, part + 2 * (at), low[b], p->q + 512 * (b), x + QB * (b), k, stride);                      \
		} else {                                                                                                            \
			START(T_SUM0, T_LOW0, part + 2 * (at), low[b], p->q + 512 * (b), x + QB * (b), k, stride);                      \
			START(T_SUM1, T_LOW1, part + 2 * (at) + 1, low[b], p->q + 512 * (b) + 256, x + QB * (b) + 16, k, stride);       \
		}                                                                                                                   \
	} while (0)
#pragma GCC unroll 16
	for (int t = 0; t < 16; t++)
		acc[t] = vf_zero();
	START_BLOCK(0, 0);
	for (int64_t b = 0; b < blocks; b++) { // the float part of a block runs beside the tiles of the next
		if (b + 1 < blocks)
			START_BLOCK(b + 1, (b + 1) & 1);
		if (low[b])
			add_block(acc, n, groups, has_min, true, p, b, part + 2 * (b & 1), d, sum, x16, stride);
		else
			add_block(acc, n, groups, has_min, false, p, b, part + 2 * (b & 1), d, sum, x16, stride);
	}
}

INL void gemm_amx_of(int groups, bool has_min, const csimd_panel *p, int64_t k, const int8_t *xq, int64_t tokens, float *y, int64_t ldy, int rows) {
	const int64_t stride = xq_stride(k);
	uint8_t *low = (uint8_t *)(p->m + (has_min ? groups * k / 2 : 0));
	sums part[4] = {0};
	int configured = 0;
	for (int64_t t = 0; t < tokens; t += 16) {
		const int n = tokens - t < 16 ? (int)(tokens - t) : 16;
		const int8_t *x = xq + t * stride;
		if (n != configured)
			configure(configured = n, 8 / groups);
		for (int64_t b = 0; b < k / QB; b += 64) {
			const __mmask64 m = k / QB - b < 64 ? ((__mmask64)1 << (k / QB - b)) - 1 : ~(__mmask64)0;
			__m512i any = _mm512_setzero_si512();
			for (int i = 0; i < n; i++)
				any = _mm512_or_si512(any, _mm512_maskz_loadu_epi8(m, xq_low(x + i * stride, k) + b));
			_mm512_mask_storeu_epi8(low + b, m, any);
		}
		vf acc[16];
		if (n == 16)
			gemm_tiles(16, groups, has_min, p, k, x, stride, low, part, acc);
		else
			gemm_tiles(n, groups, has_min, p, k, x, stride, low, part, acc);
		for (int i = 0; i < n; i++)
			vf_storen(y + (t + i) * ldy, acc[i], rows);
	}
	_tile_release();
}

static void gemm_amx(const csimd_panel *p, int64_t k, const int8_t *xq, int64_t tokens, float *y, int64_t ldy, int rows) {
	if (p->groups == 2 && p->has_min)
		gemm_amx_of(2, true, p, k, xq, tokens, y, ldy, rows);
	else if (p->groups == 2)
		gemm_amx_of(2, false, p, k, xq, tokens, y, ldy, rows);
	else if (p->has_min)
		gemm_amx_of(1, true, p, k, xq, tokens, y, ldy, rows);
	else
		gemm_amx_of(1, false, p, k, xq, tokens, y, ldy, rows);
}
