// Attention with AMX tiles, for caches of F16 and Q8_0 and heads of whole blocks of 32 values.
//
// Queries, keys, weights and values are each the sum of two bf16, a high and a low part, and of a product of two sums
// the three larger terms count: 17 bits of each factor, of an F16 cache all 11. Positions are taken in blocks that
// start at multiples of ATTN_BLOCK. Each block has a softmax of its own,
//
//   m_b = max s_p,   l_b = Σ 2^(s_p−m_b),   y_b = Σ 2^(s_p−m_b) · v_p,   s_p = (scale·log₂e·q)·k_p,
//
// and blocks are joined in increasing order: m = max(m, m_b), l = l·2^(m_old−m) + l_b·2^(m_b−m), y likewise. So a
// token's blocks may be divided among threads, and neither that nor which queries share tiles changes a bit: cells
// of a tile are computed independently, and positions that a query does not see add zeros.
// ref: Milakov and Gimelshein, Online normalizer calculation for softmax, 2018; Intel SDM volume 2, TDPBF16PS.

typedef struct {
	uint16_t *q; // [n/16][E/32] pairs: right factors of scores
	uint16_t *k; // [ATTN_BLOCK/16][E/32] pairs: left factors of scores
	uint16_t *w; // [2][ATTN_BLOCK/32] pairs: left factors of sums of values
	uint16_t *v; // [ATTN_BLOCK/32][E/16] pairs: right factors of sums of values
	float *s;    // [2][ATTN_BLOCK][16]: scores of 32 queries
	float *sums; // [2][4][16][16]: of a block's values
	float *part; // [16][E]: a block's values of few queries
	float *acc;  // [n][E]
	float *max, *sum, *max_b, *sum_b, *scale, *scale_b; // [n]
	int32_t *lo, *hi; // [n]: visible positions lo … hi
	int n;            // queries, whole groups of 16
	int64_t e;
} tiled;

// tiled_init lays out n queries in the scratch that tiled_bytes (run.c) counts.
INL void tiled_init(tiled *a, uint8_t *scratch, int n, int64_t e) {
	a->n = n = (n + 15) & ~15;
	a->e = e;
	a->q = (uint16_t *)(((uintptr_t)scratch + 63) & ~(uintptr_t)63);
	a->k = a->q + 2 * n * e;
	a->v = a->k + 2 * ATTN_BLOCK * e;
	a->w = a->v + 2 * ATTN_BLOCK * e;
	a->s = (float *)(a->w + 2 * ATTN_BLOCK / 32 * PAIR);
	a->sums = a->s + 2 * ATTN_BLOCK * 16;
	a->part = a->sums + 2 * 4 * 256;
	a->acc = a->part + 16 * e;
	a->max = a->acc + n * e;
	a->sum = a->max + n;
	a->max_b = a->sum + n;
	a->sum_b = a->max_b + n;
	a->scale = a->sum_b + n;
	a->scale_b = a->scale + n;
	a->lo = (int32_t *)(a->scale_b + n);
	a->hi = a->lo + n;
}

// vf_exp2 returns 2ˣ for x ≤ 0 within 2 units in the last place, 0 below 2⁻¹²⁶ and exactly 1 for 0; NaN stays.
// n = round(x), r = x − n, 2ˣ = 2ⁿ · Σ (r·ln 2)ⁱ/i! up to i = 6.
INL vf vf_exp2(vf x) {
	const __mmask16 normal = _mm512_cmp_ps_mask(x, vf_set1(-126), _CMP_NLT_UQ);
	const vf n = _mm512_roundscale_ps(x, 8), r = vf_sub(x, n);
	vf p = vf_set1(1.5403530e-4f);
	p = vf_fma(p, r, vf_set1(1.3333558e-3f));
	p = vf_fma(p, r, vf_set1(9.6181291e-3f));
	p = vf_fma(p, r, vf_set1(5.5504109e-2f));
	p = vf_fma(p, r, vf_set1(2.4022651e-1f));
	p = vf_fma(p, r, vf_set1(6.9314718e-1f));
	p = vf_fma(p, r, vf_set1(1));
	return _mm512_maskz_scalef_ps(normal, p, n);
}

// finite_max returns m, or 0 where nothing was seen yet.
INL vf finite_max(vf m) { return _mm512_mask_mov_ps(m, _mm512_cmp_ps_mask(m, vf_set1(-INFINITY), _CMP_EQ_OQ), vf_zero()); }

// tiled_queries fills q of queries i … i+15 and starts their sums.
INL void tiled_queries(tiled *a, const csimd_op *op, void **slots, int64_t t0, int h0, int heads, int n, int i) {
	const int64_t e = a->e;
	const int32_t *pos = slots[op->pos];
	const vf scale = vf_set1(op->scale * 1.44269504f);
	for (int64_t s = 0; s < e / 32; s++) {
		__m512i hi[16], lo[16];
		for (int c = 0; c < 16; c++) {
			const int j = i + c < n ? i + c : n - 1; // the last one stands for those that the group lacks
			const float *x = (const float *)slots[op->x] + ((t0 + j / heads) * op->heads + h0 + j % heads) * e + 32 * s;
			split32(hi + c, lo + c, vf_mul(vf_load(x), scale), vf_mul(vf_load(x + 16), scale), true);
		}
		uint16_t *q = a->q + (i / 16 * (e / 32) + s) * PAIR;
		transpose16(q, hi);
		transpose16(q + PAIR_LOW, lo);
	}
	for (int c = i; c < i + 16; c++) {
		const int32_t p = pos[t0 + (c < n ? c : n - 1) / heads];
		a->hi[c] = p;
		a->lo[c] = op->window && p >= op->window ? p - op->window + 1 : 0;
	}
}

#define CACHE_AHEAD 2048 // bytes in front of what it reads that tiled_load asks for: 1 to 3 KiB are equally good

// ld_row reads 16 values of a cache at value at.
INL vf ld_row(const csimd_op *op, bool f16, const void *state, int64_t at, int64_t i) {
	return f16 ? vf_f16((const uint16_t *)state + at + i) : ld_cache(op, state, at, i, i + 16);
}

// tiled_keys fills k of the block at p0 with the keys of positions from … to−1, and with zeros what else is in their runs
// of 32.
INL void tiled_keys(tiled *a, const csimd_op *op, bool f16, const void *state, int64_t seq, int g, int64_t p0, int64_t from, int64_t to) {
	const int64_t steps = a->e / 32, end = (to - p0 + 31) & ~(int64_t)31;
	int64_t row = from % op->state_rows;
	for (int64_t j = (from - p0) & ~(int64_t)31; j < end; j++) {
		uint16_t *out = a->k + j / 16 * steps * PAIR + j % 16 * 32;
		if (p0 + j < from || p0 + j >= to) {
			for (int64_t s = 0; s < steps; s++, out += PAIR) {
				_mm512_store_si512(out, vi_zero());
				_mm512_store_si512(out + PAIR_LOW, vi_zero());
			}
			continue;
		}
		const int64_t at = (seq * op->state_rows + row) * op->state_cols + g * a->e;
		row = row + 1 == op->state_rows ? 0 : row + 1;
		for (int64_t s = 0; s < steps; s++, out += PAIR) {
			__m512i hi, lo;
			if (f16)
				__builtin_prefetch((const uint16_t *)state + at + 32 * s + CACHE_AHEAD / 2);
			split32(&hi, &lo, ld_row(op, f16, state, at, 32 * s), ld_row(op, f16, state, at, 32 * s + 16), !f16);
			_mm512_store_si512(out, hi);
			_mm512_store_si512(out + PAIR_LOW, lo);
		}
	}
}

// tiled_values fills v likewise, two positions at a time.
INL void tiled_values(tiled *a, const csimd_op *op, bool f16, const void *state, int64_t seq, int g, int64_t p0, int64_t from, int64_t to) {
	const int64_t groups = a->e / 16, end = (to - p0 + 31) & ~(int64_t)31;
	int64_t row = from % op->state_rows;
	for (int64_t j = (from - p0) & ~(int64_t)31; j < end; j += 2) {
		uint16_t *out = a->v + j / 32 * groups * PAIR + j % 32 / 2 * 32;
		int64_t at[2];
		bool seen[2];
		for (int i = 0; i < 2; i++) {
			seen[i] = p0 + j + i >= from && p0 + j + i < to;
			at[i] = (seq * op->state_rows + row) * op->state_cols + g * a->e;
			if (seen[i])
				row = row + 1 == op->state_rows ? 0 : row + 1;
		}
		for (int64_t c = 0; c < groups; c++, out += PAIR) {
			if (f16)
				__builtin_prefetch((const uint16_t *)state + at[c & 1] + 16 * c + CACHE_AHEAD / 2);
			const vf v0 = seen[0] ? ld_row(op, f16, state, at[0], 16 * c) : vf_zero();
			const vf v1 = seen[1] ? ld_row(op, f16, state, at[1], 16 * c) : vf_zero();
			__m512i hi, lo;
			split32(&hi, &lo, v0, v1, !f16);
			_mm512_store_si512(out, hi);
			_mm512_store_si512(out + PAIR_LOW, lo);
		}
	}
}

// tiled_scores fills s for positions j0 … j1−1 of the block and queries i … i+31, or i+15 if few.
INL void tiled_scores(tiled *a, bool few, int i, int j0, int j1) {
	const int64_t steps = a->e / 32, group = steps * PAIR;
	const uint16_t *q = a->q + i / 16 * group;
	float *s = a->s;
	for (int j = j0; j < j1; j += few ? 64 : 32) {
		const uint16_t *k = a->k + j / 16 * group;
		ATTN_ZERO();
		if (!few) {
			for (int64_t c = 0; c < steps; c++, k += PAIR)
				ATTN_FOUR(k, k + group, q + c * PAIR, q + group + c * PAIR);
			_tile_stored(A_SUM0, s + 16 * j, 64);
			_tile_stored(A_SUM1, s + 16 * (ATTN_BLOCK + j), 64);
			_tile_stored(A_SUM2, s + 16 * (j + 16), 64);
			_tile_stored(A_SUM3, s + 16 * (ATTN_BLOCK + j + 16), 64);
			continue;
		}
		const bool four = j1 - j >= 64;
		for (int64_t c = 0; c < steps; c++, k += PAIR) {
			_tile_loadd(A_RIGHT0, q + c * PAIR, 64);
			_tile_loadd(A_RIGHT1, q + c * PAIR + PAIR_LOW, 64);
			ATTN_BY_RIGHT(A_SUM0, k);
			ATTN_BY_RIGHT(A_SUM1, k + group);
			if (four) {
				ATTN_BY_RIGHT(A_SUM2, k + 2 * group);
				ATTN_BY_RIGHT(A_SUM3, k + 3 * group);
			}
		}
		_tile_stored(A_SUM0, s + 16 * j, 64);
		_tile_stored(A_SUM1, s + 16 * (j + 16), 64);
		if (four) {
			_tile_stored(A_SUM2, s + 16 * (j + 32), 64);
			_tile_stored(A_SUM3, s + 16 * (j + 48), 64);
		}
	}
}

// tiled_softmax turns the scores s of queries i … i+15 at positions j0 … j1−1 of the block at p0 into weights w, and
// notes their maximum and sum.
INL void tiled_softmax(tiled *a, int i, float *s, uint16_t *w, int j0, int j1, int64_t p0) {
	const __m512i lo = vi_load(a->lo + i), hi = vi_load(a->hi + i);
	const __m512i start = vi_set1((int32_t)p0 + j0), last = vi_set1((int32_t)p0 + j1 - 1);
	if (_mm512_cmpgt_epi32_mask(lo, start) | _mm512_cmplt_epi32_mask(hi, last)) {
		for (int j = j0; j < j1; j++) {
			const __m512i p = vi_set1((int32_t)p0 + j);
			const __mmask16 seen = _mm512_cmple_epi32_mask(lo, p) & _mm512_cmple_epi32_mask(p, hi);
			vf_store(s + 16 * j, _mm512_mask_mov_ps(vf_set1(-INFINITY), seen, vf_load(s + 16 * j)));
		}
	}
	vf max[4];
#pragma GCC unroll 4
	for (int c = 0; c < 4; c++)
		max[c] = vf_load(s + 16 * (j0 + c));
	for (int j = j0 + 4; j < j1; j += 4)
#pragma GCC unroll 4
		for (int c = 0; c < 4; c++)
			max[c] = vf_max(max[c], vf_load(s + 16 * (j + c)));
	const vf top = vf_max(vf_max(max[0], max[1]), vf_max(max[2], max[3])), m = finite_max(top);
	vf even = vf_zero(), odd = vf_zero();
	for (int j = j0; j < j1; j += 32) {
		__m512i high[16], low[16];
#pragma GCC unroll 4
		for (int r = 0; r < 16; r++) {
			const vf w0 = vf_exp2(vf_sub(vf_load(s + 16 * (j + 2 * r)), m)), w1 = vf_exp2(vf_sub(vf_load(s + 16 * (j + 2 * r + 1)), m));
			even = vf_add(even, w0);
			odd = vf_add(odd, w1);
			split32(high + r, low + r, w0, w1, true);
		}
		transpose16(w + j / 32 * PAIR, high);
		transpose16(w + j / 32 * PAIR + PAIR_LOW, low);
	}
	vf_store(a->max_b + i, top);
	vf_store(a->sum_b + i, vf_add(even, odd));
}

// tiled_join adds the block's sum of queries i … i+15 to theirs, and sets what their values and the block's are scaled by.
INL void tiled_join(tiled *a, int i, const float *max_b, const float *sum_b) {
	const vf old = vf_load(a->max + i), of_b = vf_load(max_b), max = vf_max(old, of_b), m = finite_max(max);
	const vf scale = vf_exp2(vf_sub(old, m)), scale_b = vf_exp2(vf_sub(of_b, m));
	vf_store(a->max + i, max);
	vf_store(a->sum + i, vf_fma(vf_load(sum_b), scale_b, vf_mul(vf_load(a->sum + i), scale)));
	vf_store(a->scale + i, scale);
	vf_store(a->scale_b + i, scale_b);
}

// join_row adds a block's values y to acc.
INL void join_row(float *acc, const float *y, int64_t e, float scale, float scale_b) {
	const vf c = vf_set1(scale), d = vf_set1(scale_b);
	for (int64_t i = 0; i < e; i += 16)
		vf_store(acc + i, vf_fma(vf_load(y + i), d, vf_mul(vf_load(acc + i), c)));
}

// join_four adds sums of 32 values of queries i … i+31.
INL void join_four(tiled *a, int i, int64_t c, const float *y) {
	for (int r = 0; r < 32; r++) {
		const float *from = y + (r / 16 * 2) * 256 + r % 16 * 16;
		float *acc = a->acc + (i + r) * a->e + 32 * c;
		const vf s = vf_set1(a->scale[i + r]), d = vf_set1(a->scale_b[i + r]);
		vf_store(acc, vf_fma(vf_load(from), d, vf_mul(vf_load(acc), s)));
		vf_store(acc + 16, vf_fma(vf_load(from + 256), d, vf_mul(vf_load(acc + 16), s)));
	}
}

// tiled_mix adds the values of positions j0 … j1−1 to the sums of queries i … i+31. Those of the last 32 columns
// are joined while the tiles compute the next.
INL void tiled_mix(tiled *a, int i, int j0, int j1) {
	const int64_t groups = a->e / 16, w_group = ATTN_BLOCK / 32 * PAIR;
	for (int64_t c = 0; c < groups / 2; c++) {
		ATTN_ZERO();
		for (int j = j0 / 32; j < j1 / 32; j++) {
			const uint16_t *w = a->w + j * PAIR, *v = a->v + (j * groups + 2 * c) * PAIR;
			ATTN_FOUR(w, w + w_group, v, v + PAIR);
		}
		if (c > 0)
			join_four(a, i, c - 1, a->sums + ((c - 1) & 1) * 1024);
		float *y = a->sums + (c & 1) * 1024;
		_tile_stored(A_SUM0, y, 64);
		_tile_stored(A_SUM1, y + 256, 64);
		_tile_stored(A_SUM2, y + 512, 64);
		_tile_stored(A_SUM3, y + 768, 64);
	}
	join_four(a, i, groups / 2 - 1, a->sums + ((groups / 2 - 1) & 1) * 1024);
}

// few_mix writes the values of positions j0 … j1−1 of rows queries to y[rows][E].
INL void few_mix(tiled *a, int rows, int j0, int j1, float *y) {
	const int64_t groups = a->e / 16;
	configure_attn(rows);
	for (int64_t c = 0; c < groups; c += 4) {
		const bool four = groups - c >= 4;
		ATTN_ZERO();
		for (int j = j0 / 32; j < j1 / 32; j++) {
			const uint16_t *w = a->w + j * PAIR, *v = a->v + (j * groups + c) * PAIR;
			_tile_loadd(A_LEFT0, w + PAIR_LOW, 64);
			_tile_loadd(A_LEFT1, w, 64);
			ATTN_BY_LEFT(A_SUM0, v);
			ATTN_BY_LEFT(A_SUM1, v + PAIR);
			if (four) {
				ATTN_BY_LEFT(A_SUM2, v + 2 * PAIR);
				ATTN_BY_LEFT(A_SUM3, v + 3 * PAIR);
			}
		}
		_tile_stored(A_SUM0, y + 16 * c, 4 * a->e);
		_tile_stored(A_SUM1, y + 16 * c + 16, 4 * a->e);
		if (four) {
			_tile_stored(A_SUM2, y + 16 * c + 32, 4 * a->e);
			_tile_stored(A_SUM3, y + 16 * c + 48, 4 * a->e);
		}
	}
	configure_attn(16);
}

// tiled_load fills k and v.
INL void tiled_load(tiled *a, const csimd_op *op, void **slots, int64_t seq, int g, int64_t p0, int64_t from, int64_t to) {
	if (op->state_dtype == D_F16) {
		tiled_keys(a, op, true, slots[op->table], seq, g, p0, from, to);
		tiled_values(a, op, true, slots[op->v], seq, g, p0, from, to);
	} else {
		tiled_keys(a, op, false, slots[op->table], seq, g, p0, from, to);
		tiled_values(a, op, false, slots[op->v], seq, g, p0, from, to);
	}
}

INL int64_t first_seen(const tiled *a, int i) { return _mm512_reduce_min_epi32(vi_load(a->lo + i)); }
INL int64_t last_seen(const tiled *a, int i) { return _mm512_reduce_max_epi32(vi_load(a->hi + i)); }

// attn_tiled is attn_run with tiles, for tokens of one sequence at positions in any order.
static void attn_tiled(const csimd_op *op, void **slots, int64_t t0, int64_t t1, int h0, int h1, uint8_t *scratch) {
	const int heads = h1 - h0, n = (int)(t1 - t0) * heads, g = h0 / (op->heads / op->kv_heads);
	const int64_t e = op->head_dim, seq = ((const int32_t *)slots[op->seq])[t0];
	tiled a;
	tiled_init(&a, scratch, n, e);
	for (int i = 0; i < n; i += 16) {
		tiled_queries(&a, op, slots, t0, h0, heads, n, i);
		vf_store(a.max + i, vf_set1(-INFINITY));
		vf_store(a.sum + i, vf_zero());
	}
	memset(a.acc, 0, sizeof(float) * (size_t)(a.n * e));
	int64_t lo = a.lo[0], hi = 0;
	for (int i = 0; i < n; i += 16) {
		lo = imin(lo, first_seen(&a, i));
		hi = imax(hi, last_seen(&a, i) + 1);
	}
	configure_attn(16);
	for (int64_t p0 = lo & ~(int64_t)(ATTN_BLOCK - 1); p0 < hi; p0 += ATTN_BLOCK) {
		tiled_load(&a, op, slots, seq, g, p0, imax(lo, p0), imin(hi, p0 + ATTN_BLOCK));
		for (int i = 0; i < n; i += 32) {
			const bool few = a.n - i == 16;
			const int last = few ? i : i + 16;
			const int64_t from = imin(first_seen(&a, i), first_seen(&a, last)), to = imax(last_seen(&a, i), last_seen(&a, last)) + 1;
			const int j0 = (int)imin(imax(from - p0, 0), ATTN_BLOCK) & ~31, j1 = ((int)imax(0, imin(to - p0, ATTN_BLOCK)) + 31) & ~31;
			if (j0 >= j1)
				continue;
			tiled_scores(&a, few, i, j0, j1);
			for (int c = i; c <= last; c += 16) {
				tiled_softmax(&a, c, a.s + (c - i) * ATTN_BLOCK, a.w + (c - i) / 16 * (ATTN_BLOCK / 32) * PAIR, j0, j1, p0);
				tiled_join(&a, c, a.max_b + c, a.sum_b + c);
			}
			if (!few) {
				tiled_mix(&a, i, j0, j1);
				continue;
			}
			const int rows = (int)imin(16, n - i);
			few_mix(&a, rows, j0, j1, a.part);
			for (int r = 0; r < rows; r++)
				join_row(a.acc + (i + r) * e, a.part + r * e, e, a.scale[i + r], a.scale_b[i + r]);
		}
	}
	_tile_release();
	for (int i = 0; i < n; i++) {
		float *y = (float *)slots[op->y] + ((t0 + i / heads) * op->heads + h0 + i % heads) * e;
		const vf inv = vf_set1(1 / a.sum[i]);
		for (int64_t c = 0; c < e; c += 16)
			vf_store(y + c, vf_mul(vf_load(a.acc + i * e + c), inv));
	}
}

// attention_blocks computes blocks b … end−1 of what token t sees with the heads of KV head g: of each their maxima [16], sums [16]
// and values [heads][E].
static void attention_blocks(const csimd_op *op, void **slots, int64_t t, int g, int64_t b, int64_t end, float *part, uint8_t *scratch) {
	const int heads = op->heads / op->kv_heads;
	tiled a;
	tiled_init(&a, scratch, heads, op->head_dim);
	tiled_queries(&a, op, slots, t, g * heads, heads, heads, 0);
	const int64_t lo = a.lo[0], hi = (int64_t)a.hi[0] + 1, seq = ((const int32_t *)slots[op->seq])[t];
	configure_attn(16);
	for (; b < end; b++, part += csimd_part_floats(op)) {
		const int64_t p0 = (lo / ATTN_BLOCK + b) * ATTN_BLOCK, from = imax(lo, p0), to = imin(hi, p0 + ATTN_BLOCK);
		const int j0 = (int)(from - p0) & ~31, j1 = ((int)(to - p0) + 31) & ~31;
		tiled_load(&a, op, slots, seq, g, p0, from, to);
		tiled_scores(&a, true, 0, j0, j1);
		tiled_softmax(&a, 0, a.s, a.w, j0, j1, p0);
		vf_store(part, vf_load(a.max_b));
		vf_store(part + 16, vf_load(a.sum_b));
		few_mix(&a, heads, j0, j1, part + 32);
	}
	_tile_release();
}

// attention_join joins the blocks that attention_blocks computed of token t and KV head g, part after part.
static void attention_join(const csimd_op *op, void **slots, int64_t t, int g, int64_t blocks, const float *part, uint8_t *scratch) {
	const int heads = op->heads / op->kv_heads;
	const int64_t e = op->head_dim;
	tiled a;
	tiled_init(&a, scratch, heads, e);
	vf_store(a.max, vf_set1(-INFINITY));
	vf_store(a.sum, vf_zero());
	memset(a.acc, 0, sizeof(float) * (size_t)(heads * e));
	for (int64_t b = 0; b < blocks; b++, part += csimd_part_floats(op)) {
		tiled_join(&a, 0, part, part + 16);
		for (int h = 0; h < heads; h++)
			join_row(a.acc + h * e, part + 32 + h * e, e, a.scale[h], a.scale_b[h]);
	}
	float *y = (float *)slots[op->y] + (t * op->heads + g * heads) * e;
	for (int h = 0; h < heads; h++) {
		const vf inv = vf_set1(1 / a.sum[h]);
		for (int64_t c = 0; c < e; c += 16)
			vf_store(y + h * e + c, vf_mul(vf_load(a.acc + h * e + c), inv));
	}
}
