// GEMM with AMX tiles: the integer sums of 16 tokens × 16 rows × one group of a block are one instruction. They
// are exact, and the float part has the roundings of gemm_tile, so results are the avx512 tier's bit for bit.
//
// While tiles work, the processor's second unit for 512-bit products is theirs: one vector product a cycle is what limits
// this file (Xeon with AMX). So the float part has as few as its roundings allow, two for a row of sums, and takes integers
// to floats by additions, which have a unit of their own. A tile is stored two products after its own and read one
// product later; stored at once it holds up the next.
// ref: Intel SDM volume 2, TDPBSSD and LDTILECFG.

// Tile registers: the sums of four steps of one group, or of two steps of two; activations and weights by turns.
#define T_SUM0 0
#define T_SUM1 1
#define T_SUM2 2
#define T_SUM3 3
#define T_W0 4
#define T_W1 5
#define T_X0 6
#define T_X1 7

typedef struct {
	uint8_t palette, start, reserved[14];
	uint16_t colsb[16];
	uint8_t rows[16];
} tile_config;

// configure sets tiles for groups of 4·quads values. The compiler's intrinsic does not tell it that all 64 bytes are
// read.
INL void configure(int quads) {
	tile_config c = {.palette = 1};
	for (int i = T_SUM0; i <= T_X1; i++)
		c.rows[i] = 16, c.colsb[i] = 64;
	for (int i = 0; i < 2; i++) {
		c.colsb[T_X0 + i] = (uint16_t)(4 * quads);
		c.rows[T_W0 + i] = (uint8_t)quads;
	}
	__asm__ volatile("ldtilecfg %0" : : "m"(c) : "memory");
}

// The sums of four steps of one group, or of two of two, that wait for the float part.
typedef struct {
	_Alignas(64) int32_t of[4][16][16];
} sums;

// shifted returns SHIFT + i for 16 integers i at p.
INL vf shifted(const int32_t *p) { return _mm512_castsi512_ps(_mm512_add_epi32(_mm512_load_si512(p), _mm512_set1_epi32(SHIFT_BITS))); }

// scaled_row returns Σ_g s[g] · i[g] for row t of sums.
INL vf scaled_row(int groups, const block_scales *c, int32_t (*i)[16][16], int t) {
	vf v = vf_fma(shifted(i[0][t]), c->s[0], c->back);
	if (groups == 2)
		v = vf_fma(vf_sub(shifted(i[1][t]), vf_set1(SHIFT)), c->s[1], v);
	return v;
}

// add_high adds the high parts of block b to the accumulators of 16 tokens.
INL void add_high(vf *acc, int groups, bool has_min, const csimd_panel *p, int64_t b, const csimd_tile *x, int32_t (*i)[16][16]) {
	const block_scales c = scales_at(groups, has_min, p, b);
#pragma GCC unroll 16
	for (int t = 0; t < 16; t++) {
		vf v = scaled_row(groups, &c, i, t);
		if (has_min)
			v = minima(v, groups, &c, x, t);
		acc[t] = vf_fma(v, vf_set1(x->d[t]), acc[t]);
	}
}

// add_low_tile adds the low parts of 16 tokens in one block to y[16·t + n].
INL void add_low_tile(float *y, int groups, const csimd_panel *p, const csimd_low_tile *x, int32_t (*i)[16][16]) {
	const block_scales c = scales_at(groups, false, p, x->b);
#pragma GCC unroll 16
	for (int t = 0; t < 16; t++) {
		float *to = y + 16 * x->t[t];
		vf_store(to, vf_fma(scaled_row(groups, &c, i, t), vf_set1(x->d[t]), vf_load(to)));
	}
}

// PRODUCT sets SUM to the sums of the weights w and the activations x.
#define PRODUCT(SUM, X, W, x, w)                                                                                            \
	do {                                                                                                                    \
		_tile_loadd(W, w, 64);                                                                                              \
		_tile_loadd(X, x, QB);                                                                                              \
		_tile_zero(SUM);                                                                                                    \
		_tile_dpbssd(SUM, X, W);                                                                                            \
	} while (0)

// STEPS1 does ADD(j, its sums) for the products of X(j) and W(j), j < n. It begins three products ahead and is unrolled four
// times because tile registers have fixed numbers. What it stores of products that never began is not read.
#define BEGIN1(j, SUM, XT, WT, n, X, W)                                                                                     \
	do {                                                                                                                    \
		if ((j) < n)                                                                                                        \
			PRODUCT(SUM, XT, WT, X(j), W(j));                                                                               \
	} while (0)

#define STEP1(k, NEW, OLD, XT, WT, n, X, W, ADD)                                                                            \
	do {                                                                                                                    \
		BEGIN1(at + k + 3, NEW, XT, WT, n, X, W);                                                                           \
		_tile_stored(OLD, part->of[(k + 1) % 4], 64);                                                                       \
		ADD(at + k, part->of + k);                                                                                          \
	} while (0)

#define STEPS1(n, X, W, ADD, NEXT)                                                                                          \
	do {                                                                                                                    \
		int64_t at = 0;                                                                                                     \
		BEGIN1(0, T_SUM0, T_X0, T_W0, n, X, W);                                                                             \
		BEGIN1(1, T_SUM1, T_X1, T_W1, n, X, W);                                                                             \
		BEGIN1(2, T_SUM2, T_X0, T_W0, n, X, W);                                                                             \
		_tile_stored(T_SUM0, part->of[0], 64);                                                                              \
		for (; at + 4 <= n; at += 4) {                                                                                      \
			STEP1(0, T_SUM3, T_SUM1, T_X1, T_W1, n, X, W, ADD);                                                             \
			STEP1(1, T_SUM0, T_SUM2, T_X0, T_W0, n, X, W, ADD);                                                             \
			STEP1(2, T_SUM1, T_SUM3, T_X1, T_W1, n, X, W, ADD);                                                             \
			STEP1(3, T_SUM2, T_SUM0, T_X0, T_W0, n, X, W, ADD);                                                             \
			NEXT(4);                                                                                                        \
		}                                                                                                                   \
		if (at < n)                                                                                                         \
			STEP1(0, T_SUM3, T_SUM1, T_X1, T_W1, n, X, W, ADD);                                                             \
		if (at + 1 < n)                                                                                                     \
			STEP1(1, T_SUM0, T_SUM2, T_X0, T_W0, n, X, W, ADD);                                                             \
		if (at + 2 < n)                                                                                                     \
			STEP1(2, T_SUM1, T_SUM3, T_X1, T_W1, n, X, W, ADD);                                                             \
		if (at < n)                                                                                                         \
			NEXT(n - at);                                                                                                   \
	} while (0)

// STEPS2 is the same for two groups, whose products are two: it begins a pair ahead.
#define BEGIN2(j, SUM0, SUM1, n, X, W)                                                                                      \
	do {                                                                                                                    \
		if ((j) < n) {                                                                                                      \
			PRODUCT(SUM0, T_X0, T_W0, X(j), W(j));                                                                          \
			PRODUCT(SUM1, T_X1, T_W1, X(j) + 16, W(j) + 256);                                                               \
		}                                                                                                                   \
	} while (0)

#define STEP2(k, NEW0, NEW1, OLD0, OLD1, n, X, W, ADD)                                                                      \
	do {                                                                                                                    \
		BEGIN2(at + k + 1, NEW0, NEW1, n, X, W);                                                                            \
		_tile_stored(OLD0, part->of[2 * k], 64);                                                                            \
		_tile_stored(OLD1, part->of[2 * k + 1], 64);                                                                        \
		ADD(at + k, part->of + 2 * k);                                                                                      \
	} while (0)

#define STEPS2(n, X, W, ADD, NEXT)                                                                                          \
	do {                                                                                                                    \
		int64_t at = 0;                                                                                                     \
		BEGIN2(0, T_SUM0, T_SUM1, n, X, W);                                                                                 \
		for (; at + 2 <= n; at += 2) {                                                                                      \
			STEP2(0, T_SUM2, T_SUM3, T_SUM0, T_SUM1, n, X, W, ADD);                                                         \
			STEP2(1, T_SUM0, T_SUM1, T_SUM2, T_SUM3, n, X, W, ADD);                                                         \
			NEXT(2);                                                                                                        \
		}                                                                                                                   \
		if (at < n) {                                                                                                       \
			STEP2(0, T_SUM2, T_SUM3, T_SUM0, T_SUM1, n, X, W, ADD);                                                         \
			NEXT(1);                                                                                                        \
		}                                                                                                                   \
	} while (0)

// STEPS is the one of both that so many groups need.
#define STEPS(groups, n, X, W, ADD, NEXT)                                                                                   \
	do {                                                                                                                    \
		if (groups == 1)                                                                                                    \
			STEPS1(n, X, W, ADD, NEXT);                                                                                     \
		else                                                                                                                \
			STEPS2(n, X, W, ADD, NEXT);                                                                                     \
	} while (0)

// store_high writes the rows t … t+15 of y below t1, asks for the lines of the next ones, and clears acc.
INL void store_high(vf *acc, const float *low, float *y, int64_t ldy, int64_t t, int64_t t1, int rows) {
#pragma GCC unroll 16
	for (int i = 0; i < 16; i++) {
		if (t + i < t1)
			vf_storen(y + (t + i) * ldy, joined(acc[i], vf_load(low + 16 * (t + i))), rows);
		if (t + 16 + i < t1)
			__builtin_prefetch(y + (t + 16 + i) * ldy, 1);
		acc[i] = vf_zero();
	}
}

// high_run computes 16 rows of y for the tokens t0 … t1−1: their sums over the high parts and those over low parts. One
// tile of tokens follows the other without a break if that leaves the numbers of tiles in step.
INL void high_run(int groups, bool has_min, const csimd_panel *p, int64_t blocks, const csimd_chunk *c, int64_t t0, int64_t t1, float *y,
                  int64_t ldy, int rows, sums *part) {
	const csimd_tile *x = c->tiles + t0 / 16 * blocks;
	const int64_t n = (t1 - t0 + 15) / 16 * blocks;
	int64_t b = 0, t = t0; // the block and the first of the 16 tokens that ADD takes next
	vf acc[16];
#pragma GCC unroll 16
	for (int i = 0; i < 16; i++)
		acc[i] = vf_zero();
#define X(j) x[j].x[0]
#define W(j) (p->q + 512 * ((j) - at + b < blocks ? (j) - at + b : (j) - at + b - blocks))
#define ADD(j, i) add_high(acc, groups, has_min, p, b + (j) - at, x + (j), i)
#define NEXT(steps)                                                                                                         \
	do {                                                                                                                    \
		if ((b += steps) == blocks) {                                                                                       \
			store_high(acc, c->low_sums, y, ldy, t, t1, rows);                                                              \
			b = 0, t += 16;                                                                                                 \
		}                                                                                                                   \
	} while (0)
	STEPS(groups, n, X, W, ADD, NEXT);
#undef X
#undef W
#undef ADD
#undef NEXT
}

// low_tiles computes the sums over the low parts in x[n] for all tokens of a chunk: y[16·t + n].
INL void low_tiles(float *y, int groups, const csimd_panel *p, int64_t n, const csimd_low_tile *x, sums *part) {
#define X(j) x[j].x[0]
#define W(j) (p->q + 512 * x[j].b)
#define ADD(j, i) add_low_tile(y, groups, p, x + (j), i)
#define NEXT(steps) ((void)0)
	STEPS(groups, n, X, W, ADD, NEXT);
#undef X
#undef W
#undef ADD
#undef NEXT
}

INL void gemm_of(int fmt, const csimd_panel *p, int64_t k, const csimd_chunk *c, float *y, int64_t ldy, int rows) {
	const int groups = fmt_groups(fmt);
	const bool has_min = fmt_min(fmt);
	sums part;
	configure(8 / groups);
	clear_low(c);
	low_tiles(c->low_sums, groups, p, c->low_count, c->low, &part);
	const int64_t run = k / QB % 4 == 0 ? c->n : 16;
	for (int64_t t = 0; t < c->n; t += run)
		high_run(groups, has_min, p, k / QB, c, t, t + run < c->n ? t + run : c->n, y, ldy, rows, &part);
	_tile_release();
}

#include "kern_split.h"
