// Products of BF16 weights with AMX tiles: x = hi + lo in two bf16, both rounded to the nearest,
// so that 17 bits of x count, and y[t,n] = Σₖ hi·w + Σₖ lo·w. What TDPBF16PS adds in which order is defined: the even k of a
// block of 32 in increasing order, the odd ones, then both, to the sum so far. It does not depend on how many rows
// a tile has, so GEMV and GEMM agree bit for bit.
// ref: Intel SDM volume 2, TDPBF16PS.

#define B_SUM 0 // of two tiles of activations
#define B_LOW 1
#define B_SUM2 2
#define B_LOW2 3
#define B_XH 4
#define B_XL 5
#define B_W 6

#define BF16_AHEAD 2048 // how far in front GEMV asks for weights; 1 to 4 KiB are equally good

// A block of 16 rows of activations, or in GEMV of one: both parts.
typedef struct {
	_Alignas(64) uint16_t hi[16][QB], lo[16][QB];
} bf16_tile;

INL void configure_bf16(int rows) {
	tile_config c = {.palette = 1};
	for (int i = B_SUM; i <= B_W; i++)
		c.rows[i] = i == B_W ? 16 : (uint8_t)rows, c.colsb[i] = 64;
	__asm__ volatile("ldtilecfg %0" : : "m"(c) : "memory");
}

// split_bf16 splits 32 values. Of one whose hi is infinite lo is 0.
INL void split_bf16(uint16_t *hi, uint16_t *lo, const float *x) {
#pragma GCC unroll 2
	for (int i = 0; i < 32; i += 16) {
		const __m512 a = _mm512_loadu_ps(x + i);
		const __m256i top = (__m256i)_mm512_cvtneps_pbh(a);
		const __m512 rest = _mm512_sub_ps(a, _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(top), 16)));
		const __mmask16 finite = _mm512_cmp_ps_mask(_mm512_abs_ps(rest), _mm512_set1_ps(INFINITY), _CMP_LT_OQ);
		_mm256_storeu_si256((__m256i *)(hi + i), top);
		_mm256_storeu_si256((__m256i *)(lo + i), (__m256i)_mm512_cvtneps_pbh(_mm512_maskz_mov_ps(finite, rest)));
	}
}

// pack_bf16 copies n rows of x to tiles; the last row stands for those that the last tile lacks.
static void pack_bf16(csimd_chunk *c, const float *x, int64_t k) {
	bf16_tile *tiles = (bf16_tile *)c->tiles;
	for (int64_t t = 0; t < (c->n + 15) / 16 * 16; t++) {
		const float *row = x + (t < c->n ? t : c->n - 1) * k;
		bf16_tile *tile = tiles + t / 16 * (k / QB);
		for (int64_t b = 0; b < k / QB; b++)
			split_bf16(tile[b].hi[t % 16], tile[b].lo[t % 16], row + QB * b);
	}
}

#define BF16_PRODUCTS(SUM, LOW, x)                                                                                          \
	do {                                                                                                                    \
		_tile_loadd(B_XH, (x).hi, 64);                                                                                      \
		_tile_loadd(B_XL, (x).lo, 64);                                                                                      \
		_tile_dpbf16ps(SUM, B_XH, B_W);                                                                                     \
		_tile_dpbf16ps(LOW, B_XL, B_W);                                                                                     \
	} while (0)

#define BF16_STORE(SUM, LOW, y, n)                                                                                          \
	do {                                                                                                                    \
		_Alignas(64) float sum[16][16], low[16][16];                                                                        \
		_tile_stored(SUM, sum, 64);                                                                                         \
		_tile_stored(LOW, low, 64);                                                                                         \
		for (int64_t i = 0; i < (n); i++)                                                                                   \
			vf_storen((y) + i * ldy, vf_add(vf_load(sum[i]), vf_load(low[i])), rows);                                       \
	} while (0)

// gemm_bf16 multiplies the rows of a chunk with panel p: y[t·ldy + n]. Two tiles at once make four chains of sums, each
// of which waits 52 cycles for the last instruction.
static void gemm_bf16(const csimd_weight *w, int64_t p, const csimd_chunk *c, float *y, int64_t ldy, int rows) {
	const uint8_t *panel = w->data + p * w->panel_bytes;
	const bf16_tile *x = (const bf16_tile *)c->tiles;
	const int64_t blocks = w->k / QB;
	configure_bf16(16);
	int64_t t = 0;
	for (; t + 16 < c->n; t += 32, x += 2 * blocks) {
		_tile_zero(B_SUM);
		_tile_zero(B_LOW);
		_tile_zero(B_SUM2);
		_tile_zero(B_LOW2);
		for (int64_t b = 0; b < blocks; b++) {
			_tile_loadd(B_W, panel + 1024 * b, 64);
			BF16_PRODUCTS(B_SUM, B_LOW, x[b]);
			BF16_PRODUCTS(B_SUM2, B_LOW2, x[blocks + b]);
		}
		BF16_STORE(B_SUM, B_LOW, y + t * ldy, 16);
		BF16_STORE(B_SUM2, B_LOW2, y + (t + 16) * ldy, c->n - t - 16 < 16 ? c->n - t - 16 : 16);
	}
	if (t < c->n) {
		_tile_zero(B_SUM);
		_tile_zero(B_LOW);
		for (int64_t b = 0; b < blocks; b++) {
			_tile_loadd(B_W, panel + 1024 * b, 64);
			BF16_PRODUCTS(B_SUM, B_LOW, x[b]);
		}
		BF16_STORE(B_SUM, B_LOW, y + t * ldy, c->n - t);
	}
	_tile_release();
}

// gemv_bf16 multiplies one row of x with panels p0 … p1−1. scratch holds the parts of K values.
static void gemv_bf16(const csimd_weight *w, int64_t p0, int64_t p1, const float *x, float *y, uint8_t *scratch) {
	const int64_t blocks = w->k / QB, ldy = 0;
	struct { uint16_t hi[QB], lo[QB]; } *parts = (void *)scratch;
	for (int64_t b = 0; b < blocks; b++)
		split_bf16(parts[b].hi, parts[b].lo, x + QB * b);
	configure_bf16(1);
	for (int64_t p = p0; p < p1; p++) {
		const uint8_t *panel = w->data + p * w->panel_bytes;
		const int rows = w->n - p * PANEL < PANEL ? (int)(w->n - p * PANEL) : PANEL;
		_tile_zero(B_SUM);
		_tile_zero(B_LOW);
		for (int64_t b = 0; b < blocks; b++) {
			for (int i = 0; i < 1024; i += 64)
				__builtin_prefetch(panel + 1024 * b + BF16_AHEAD + i, 0, 1);
			_tile_loadd(B_W, panel + 1024 * b, 64);
			BF16_PRODUCTS(B_SUM, B_LOW, parts[b]);
		}
		BF16_STORE(B_SUM, B_LOW, y + p * PANEL, 1);
	}
	_tile_release();
}
