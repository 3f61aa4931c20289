// Products of factors that are each the sum of two bf16, a high and a low part, with AMX tiles. Of a product of two sums
// the three larger terms count: low · high, high · high and high · low, added in this order.

// A pair is two tiles of 16 rows of 32 bf16, the high parts and then the low ones.
#define PAIR 1024
#define PAIR_LOW 512

// Tile registers: four sums, two left and two right factors.
#define A_SUM0 0
#define A_SUM1 1
#define A_SUM2 2
#define A_SUM3 3
#define A_LEFT0 4
#define A_LEFT1 5
#define A_RIGHT0 6
#define A_RIGHT1 7

// configure_attn gives sums and left factors so many rows.
INL void configure_attn(int rows) {
	tile_config c = {.palette = 1};
	for (int i = 0; i < 8; i++)
		c.rows[i] = i < A_RIGHT0 ? (uint8_t)rows : 16, c.colsb[i] = 64;
	__asm__ volatile("ldtilecfg %0" : : "m"(c) : "memory");
}

// pair32 returns the upper halves of a in the lower halves of dwords, and those of b in the upper ones.
INL __m512i pair32(__m512i a, __m512i b) {
	return _mm512_ternarylogic_epi32(_mm512_srli_epi32(a, 16), b, _mm512_set1_epi32((int)0xffff0000), 0xF8); // a | (b & c)
}

// split32 splits 32 values, rounding high parts to the nearest: dword i has those of a[i] and b[i]. Low parts are rounded
// if they may have more than 8 bits.
INL void split32(__m512i *hi, __m512i *lo, vf a, vf b, bool round) {
	const __m512i top = _mm512_set1_epi32((int)0xffff0000), half = _mm512_set1_epi32(0x8000);
	const __m512i ha = _mm512_add_epi32(_mm512_castps_si512(a), half), hb = _mm512_add_epi32(_mm512_castps_si512(b), half);
	*hi = pair32(ha, hb);
	__m512i la = _mm512_castps_si512(vf_sub(a, _mm512_castsi512_ps(_mm512_and_si512(ha, top))));
	__m512i lb = _mm512_castps_si512(vf_sub(b, _mm512_castsi512_ps(_mm512_and_si512(hb, top))));
	if (round)
		la = _mm512_add_epi32(la, half), lb = _mm512_add_epi32(lb, half);
	*lo = pair32(la, lb);
}

#define ATTN_ZERO()                                                                                                         \
	do {                                                                                                                    \
		_tile_zero(A_SUM0);                                                                                                 \
		_tile_zero(A_SUM1);                                                                                                 \
		_tile_zero(A_SUM2);                                                                                                 \
		_tile_zero(A_SUM3);                                                                                                 \
	} while (0)

#define ATTN_DP4()                                                                                                          \
	do {                                                                                                                    \
		_tile_dpbf16ps(A_SUM0, A_LEFT0, A_RIGHT0);                                                                          \
		_tile_dpbf16ps(A_SUM1, A_LEFT0, A_RIGHT1);                                                                          \
		_tile_dpbf16ps(A_SUM2, A_LEFT1, A_RIGHT0);                                                                          \
		_tile_dpbf16ps(A_SUM3, A_LEFT1, A_RIGHT1);                                                                          \
	} while (0)

// ATTN_FOUR adds the products of two pairs by two: low · high, high · high, high · low.
#define ATTN_FOUR(left0, left1, right0, right1)                                                                             \
	do {                                                                                                                    \
		_tile_loadd(A_RIGHT0, right0, 64);                                                                                  \
		_tile_loadd(A_LEFT0, (left0) + PAIR_LOW, 64);                                                                       \
		_tile_loadd(A_RIGHT1, right1, 64);                                                                                  \
		_tile_loadd(A_LEFT1, (left1) + PAIR_LOW, 64);                                                                       \
		ATTN_DP4();                                                                                                         \
		_tile_loadd(A_LEFT0, left0, 64);                                                                                    \
		_tile_loadd(A_LEFT1, left1, 64);                                                                                    \
		ATTN_DP4();                                                                                                         \
		_tile_loadd(A_RIGHT0, (right0) + PAIR_LOW, 64);                                                                     \
		_tile_loadd(A_RIGHT1, (right1) + PAIR_LOW, 64);                                                                     \
		ATTN_DP4();                                                                                                         \
	} while (0)

// ATTN_BY_RIGHT adds the same products of pair left with the pair in A_RIGHT0 and A_RIGHT1.
#define ATTN_BY_RIGHT(SUM, left)                                                                                            \
	do {                                                                                                                    \
		_tile_loadd(A_LEFT0, (left) + PAIR_LOW, 64);                                                                        \
		_tile_loadd(A_LEFT1, left, 64);                                                                                     \
		_tile_dpbf16ps(SUM, A_LEFT0, A_RIGHT0);                                                                             \
		_tile_dpbf16ps(SUM, A_LEFT1, A_RIGHT0);                                                                             \
		_tile_dpbf16ps(SUM, A_LEFT1, A_RIGHT1);                                                                             \
	} while (0)

// ATTN_BY_LEFT adds those of pair right with the low part in A_LEFT0 and the high one in A_LEFT1.
#define ATTN_BY_LEFT(SUM, right)                                                                                            \
	do {                                                                                                                    \
		_tile_loadd(A_RIGHT0, right, 64);                                                                                   \
		_tile_loadd(A_RIGHT1, (right) + PAIR_LOW, 64);                                                                      \
		_tile_dpbf16ps(SUM, A_LEFT0, A_RIGHT0);                                                                             \
		_tile_dpbf16ps(SUM, A_LEFT1, A_RIGHT0);                                                                             \
		_tile_dpbf16ps(SUM, A_LEFT1, A_RIGHT1);                                                                             \
	} while (0)
