// Attention. A query at position pos sees the cache rows p mod S of the positions p in (pos−window, pos].
//
//   y = Σ_p e^(s_p−max) · v_p / Σ_p e^(s_p−max),   s_p = (scale·q)·k_p
//
// Positions are taken in blocks of 32 that start at multiples of 32, in increasing order, with a running
// maximum and sum. Which queries share a pass changes no rounding, so results depend on positions alone.

#define KB 32

INL int64_t imax(int64_t a, int64_t b) { return a > b ? a : b; }
INL int64_t imin(int64_t a, int64_t b) { return a < b ? a : b; }

typedef struct {
	float *q, *acc;  // [n][ep]
	float *s;        // [n][KB]: scores, then weights
	float *max, *sum, *corr; // [n]
	float *k, *v;    // [KB][ep]: rows of this block, where they cannot be read in place
	int64_t *lo, *hi; // [n]: visible positions lo … hi
	int n;
	int64_t ep; // head dim rounded up to 16
} attn;

INL void attn_init(attn *a, uint8_t *scratch, int n, int64_t e) {
	a->n = n;
	a->ep = (e + 15) & ~(int64_t)15;
	float *f = (float *)scratch;
	const int n4 = (n + 3) & ~3;
	a->q = f, f += n4 * a->ep;
	a->acc = f, f += n4 * a->ep;
	a->s = f, f += n4 * KB;
	a->k = f, f += KB * a->ep;
	a->v = f, f += KB * a->ep;
	a->max = f, f += n4;
	a->sum = f, f += n4;
	a->corr = f, f += n4;
	a->lo = (int64_t *)f;
	a->hi = a->lo + n4;
}

// ld_cache reads 16 values of a cache from value at + i on, of a head of e values that starts at value at. A head
// of a Q8_0 cache is whole blocks.
INL vf ld_cache(const csimd_op *op, const void *state, int64_t at, int64_t i, int64_t e) {
	if (op->state_dtype == D_F16)
		return ld(F_F16, (const uint16_t *)state + at, i, e);
	if (op->state_dtype == D_F32)
		return ld(F_F32, (const float *)state + at, i, e);
	const uint8_t *block = (const uint8_t *)state + (at + i) / QB * Q8_BYTES;
	uint16_t d;
	memcpy(&d, block, sizeof d);
	return vf_mul(vf_set1(csimd_f16(d)), vf_s8(block + 2 + i % QB));
}

// load_head stores a head's e values as ld_cache reads them, the scales of 16 blocks of Q8_0 at once.
INL void load_head(float *out, const csimd_op *op, const void *state, int64_t at, int64_t e) {
	if (op->state_dtype != D_Q8_0) {
		for (int64_t i = 0; i < e; i += 16)
			vf_store(out + i, ld_cache(op, state, at, i, e));
		return;
	}
	const uint8_t *block = (const uint8_t *)state + at / QB * Q8_BYTES;
	for (int64_t left = e / QB; left > 0; left -= 16) {
		const int n = left < 16 ? (int)left : 16;
		uint16_t h[16] = {0};
		float d[16];
		for (int b = 0; b < n; b++)
			memcpy(h + b, block + b * Q8_BYTES, sizeof(uint16_t));
		vf_store(d, vf_f16(h));
		for (int b = 0; b < n; b++, block += Q8_BYTES, out += QB) {
			vf_store(out, vf_mul(vf_set1(d[b]), vf_s8(block + 2)));
			vf_store(out + 16, vf_mul(vf_set1(d[b]), vf_s8(block + 18)));
		}
	}
}

// cache_rows points rows[i] at the values of positions p0+i < p1 of one KV head, converting into buf unless they are
// wanted as they are or are F32 and whole registers. Positions outside from … to are pointed at a row inside.
INL void cache_rows(const void **rows, float *buf, const csimd_op *op, const void *state, int64_t seq, int g, int64_t p0, int64_t from, int64_t to,
                    bool as_is) {
	const int64_t e = op->head_dim, ep = (e + 15) & ~(int64_t)15;
	const int64_t first = from % op->state_rows;
	for (int64_t p = from; p < to; p++) {
		int64_t row = first + (p - from);
		while (row >= op->state_rows)
			row -= op->state_rows;
		const int64_t at = (seq * op->state_rows + row) * op->state_cols + g * e;
		float *out = buf + (p - p0) * ep;
		rows[p - p0] = out;
		if (as_is)
			rows[p - p0] = (const uint16_t *)state + at;
		else if (op->state_dtype == D_F32 && ep == e)
			rows[p - p0] = (const float *)state + at;
		else
			load_head(out, op, state, at, e);
	}
	for (int64_t i = 0; i < KB; i++)
		if (i < from - p0 || i >= to - p0)
			rows[i] = rows[from - p0];
}

// attn_scores fills s of the block at p0 for the positions from … to−1.
INL void attn_scores(attn *a, const void *const *krows, int64_t p0, int64_t from, int64_t to) {
	int i = 0;
	for (; i + 4 <= a->n; i += 4) {
		const float *q[4] = {a->q + i * a->ep, a->q + (i + 1) * a->ep, a->q + (i + 2) * a->ep, a->q + (i + 3) * a->ep};
		int64_t lo = from, hi = to;
		if (a->lo[i] == a->lo[i + 3] && a->hi[i] == a->hi[i + 3]) // four heads of one token
			lo = imax(lo, a->lo[i]), hi = imin(hi, a->hi[i] + 1);
		for (int j = (int)(lo - p0) & ~3; j < hi - p0; j += 4) {
			float out[16];
			vf_store(out, dots(4, 4, F_F32, q, krows + j, a->ep));
			for (int r = 0; r < 4; r++)
				memcpy(a->s + (i + r) * KB + j, out + 4 * r, 16);
		}
	}
	for (; i < a->n; i++) {
		const float *q = a->q + i * a->ep;
		for (int j = (int)(from - p0) & ~15; j < to - p0; j += 16)
			vf_store(a->s + i * KB + j, dots(1, 16, F_F32, &q, krows + j, a->ep));
	}
}

// attn_softmax turns the scores of query i into weights and updates its maximum and sum.
INL void attn_softmax(attn *a, int i, int64_t p0) {
	float *s = a->s + i * KB;
	const int lo = (int)imax(a->lo[i] - p0, 0), hi = (int)imin(a->hi[i] + 1 - p0, KB);
	a->corr[i] = 1;
	if (lo >= hi) {
		vf_store(s, vf_zero());
		vf_store(s + 16, vf_zero());
		return;
	}
	const bool partial = lo > 0 || hi < KB;
	if (partial)
		for (int j = 0; j < KB; j++)
			if (j < lo || j >= hi)
				s[j] = -INFINITY;
	float max = vf_hmax(vf_max(vf_load(s), vf_load(s + 16)));
	if (max < a->max[i])
		max = a->max[i];
	vf m = vf_set1(max);
	vf w0 = vf_exp(vf_sub(vf_load(s), m)), w1 = vf_exp(vf_sub(vf_load(s + 16), m));
	vf_store(s, w0);
	vf_store(s + 16, w1);
	if (partial) {
		for (int j = 0; j < KB; j++)
			if (j < lo || j >= hi)
				s[j] = 0;
		w0 = vf_load(s), w1 = vf_load(s + 16);
	}
	if (max != a->max[i]) {
		float c[16];
		vf_store(c, vf_exp(vf_set1(a->max[i] - max)));
		a->corr[i] = a->max[i] == -INFINITY ? 0 : c[0];
		a->max[i] = max;
	}
	a->sum[i] = a->sum[i] * a->corr[i] + vf_sum(vf_add(w0, w1));
}

// attn_mix adds the block's rows, of type fmt, to nq queries: acc = acc·corr + Σ w·v, nz registers at a time.
INL void attn_mix(attn *a, int fmt, int nq, int nz, int i, const void *const *vrows, int from, int to) {
	for (int64_t z = 0; z < a->ep; z += 16 * nz) {
		vf acc[4 * 4];
#pragma GCC unroll 4
		for (int r = 0; r < nq; r++)
#pragma GCC unroll 16
			for (int c = 0; c < nz; c++)
				acc[r * nz + c] = vf_mul(vf_load(a->acc + (i + r) * a->ep + z + 16 * c), vf_set1(a->corr[i + r]));
		for (int j = from; j < to; j++) {
#pragma GCC unroll 16
			for (int c = 0; c < nz; c++) {
				vf row = ld(fmt, vrows[j], z + 16 * c, a->ep);
#pragma GCC unroll 4
				for (int r = 0; r < nq; r++)
					acc[r * nz + c] = vf_fma(vf_set1(a->s[(i + r) * KB + j]), row, acc[r * nz + c]);
			}
		}
#pragma GCC unroll 4
		for (int r = 0; r < nq; r++)
#pragma GCC unroll 16
			for (int c = 0; c < nz; c++)
				vf_store(a->acc + (i + r) * a->ep + z + 16 * c, acc[r * nz + c]);
	}
}

// attn_few takes the block from … to−1 of F16 rows in place, for nq queries: what is read once is not worth converting.
INL void attn_few(attn *a, int nq, const void *const *krows, const void *const *vrows, int64_t p0, int from, int to) {
	const float *q[4] = {a->q, a->q + a->ep, a->q + 2 * a->ep, a->q + 3 * a->ep};
	const int nb = 16 / nq;
	for (int j = from & ~(nb - 1); j < to; j += nb) {
		float out[16];
		vf_store(out, dots(nq, nb, F_F16, q, krows + j, a->ep));
		for (int r = 0; r < nq; r++)
			memcpy(a->s + r * KB + j, out + nb * r, sizeof(float) * (size_t)nb);
	}
	for (int r = 0; r < nq; r++)
		attn_softmax(a, r, p0);
	if (a->ep % (64 * MIX_Z / nq) == 0)
		attn_mix(a, F_F16, nq, 4 * MIX_Z / nq, 0, vrows, from, to);
	else
		attn_mix(a, F_F16, nq, 1, 0, vrows, from, to);
}

// attn_run handles tokens t0 … t1−1, which are consecutive positions of one sequence, and heads h0 … h1−1,
// which share a KV head.
INL void attn_run(const csimd_op *op, void **slots, int64_t t0, int64_t t1, int h0, int h1, uint8_t *scratch) {
	const int heads = h1 - h0, n = (int)(t1 - t0) * heads;
	const int64_t e = op->head_dim, ld_x = op->heads * e;
	const int32_t *pos = slots[op->pos];
	const int64_t seq = ((const int32_t *)slots[op->seq])[t0];
	attn a;
	attn_init(&a, scratch, n, e);
	for (int i = 0; i < n; i++) {
		const int64_t t = t0 + i / heads;
		const float *q = (const float *)slots[op->x] + t * ld_x + (h0 + i % heads) * e;
		for (int64_t c = 0; c < a.ep; c += 16) {
			vf_store(a.q + i * a.ep + c, vf_mul(ld(F_F32, q, c, e), vf_set1(op->scale)));
			vf_store(a.acc + i * a.ep + c, vf_zero());
		}
		a.max[i] = -INFINITY;
		a.sum[i] = 0;
		a.hi[i] = pos[t];
		a.lo[i] = op->window ? imax(0, (int64_t)pos[t] - op->window + 1) : 0;
	}
	const int64_t lo = a.lo[0], hi = a.hi[n - 1] + 1;
	const int g = h0 / (op->heads / op->kv_heads);
	for (int64_t p0 = lo & ~(int64_t)(KB - 1); p0 < hi; p0 += KB) {
		const int64_t from = imax(lo, p0), to = imin(hi, p0 + KB);
		const void *krows[KB], *vrows[KB];
		const bool few = op->state_dtype == D_F16 && a.ep == e && (n == 1 || n == 2 || n == 4);
		cache_rows(krows, a.k, op, slots[op->table], seq, g, p0, from, to, few);
		cache_rows(vrows, a.v, op, slots[op->v], seq, g, p0, from, to, few);
		if (few) {
			if (n == 1)
				attn_few(&a, 1, krows, vrows, p0, (int)(from - p0), (int)(to - p0));
			else if (n == 2)
				attn_few(&a, 2, krows, vrows, p0, (int)(from - p0), (int)(to - p0));
			else
				attn_few(&a, 4, krows, vrows, p0, (int)(from - p0), (int)(to - p0));
			continue;
		}
		attn_scores(&a, krows, p0, from, to);
		for (int i = 0; i < n; i++)
			attn_softmax(&a, i, p0);
		int i = 0;
		const int m = (a.ep % (16 * MIX_Z)) == 0 ? MIX_Z : 1;
		for (; i + 4 <= n; i += 4) {
			if (a.lo[i] >= p0 + KB || a.hi[i + 3] < p0)
				continue;
			if (m == MIX_Z)
				attn_mix(&a, F_F32, 4, MIX_Z, i, vrows, (int)(from - p0), (int)(to - p0));
			else
				attn_mix(&a, F_F32, 4, 1, i, vrows, (int)(from - p0), (int)(to - p0));
		}
		for (; i < n; i++) {
			if (m == MIX_Z)
				attn_mix(&a, F_F32, 1, MIX_Z, i, vrows, (int)(from - p0), (int)(to - p0));
			else
				attn_mix(&a, F_F32, 1, 1, i, vrows, (int)(from - p0), (int)(to - p0));
		}
	}
	for (int i = 0; i < n; i++) {
		float *y = (float *)slots[op->y] + (t0 + i / heads) * ld_x + (h0 + i % heads) * e;
		vf inv = vf_set1(1 / a.sum[i]);
		for (int64_t c = 0; c < e; c += 16)
			vf_storen(y + c, vf_mul(vf_load(a.acc + i * a.ep + c), inv), (int)imin(16, e - c));
	}
}

#ifdef AMX
#include "kern_attn_amx.h"
#endif

// attention splits tokens t0 … t1−1 into runs of consecutive positions of one sequence, with tiles also of the same position or
// of falling ones, with which rows look to both sides.
static void attention(const csimd_op *op, void **slots, int64_t t0, int64_t t1, int h0, int h1, uint8_t *scratch) {
	const int32_t *pos = slots[op->pos], *seq = slots[op->seq];
#ifdef AMX
	const bool tiles = csimd_tiled(op);
#else
	const bool tiles = false;
#endif
	for (int64_t t = t0; t < t1;) {
		int64_t end = t + 1;
		while (end < t1 && seq[end] == seq[t] && (pos[end] == pos[end - 1] + 1 || (tiles && (pos[end] == pos[end - 1] || pos[end] == pos[end - 1] - 1))))
			end++;
#ifdef AMX
		if (tiles)
			attn_tiled(op, slots, t, end, h0, h1, scratch);
		else
#endif
			attn_run(op, slots, t, end, h0, h1, scratch);
		t = end;
	}
}

// scores writes y[h·S + s] of one token for every cache row, −∞ where the row holds no visible position.
static void scores(const csimd_op *op, void **slots, int64_t t, uint8_t *scratch) {
	const int64_t e = op->head_dim, s_rows = op->state_rows, pos = ((const int32_t *)slots[op->pos])[t];
	const int64_t seq = ((const int32_t *)slots[op->seq])[t];
	float *q = (float *)scratch;
	for (int h = 0; h < op->heads; h++) {
		const float *x = (const float *)slots[op->x] + (t * op->heads + h) * e;
		float *y = (float *)slots[op->y] + (t * op->heads + h) * s_rows;
		for (int64_t c = 0; c < e; c += 16)
			vf_storen(q + c, vf_mul(ld(F_F32, x, c, e), vf_set1(op->scale)), (int)imin(16, e - c));
		const int64_t g = h / (op->heads / op->kv_heads);
		for (int64_t s = 0; s < s_rows; s++) {
			const int64_t p = pos - ((pos - s) % s_rows + s_rows) % s_rows;
			if (p < 0 || (op->window && p <= pos - op->window)) {
				y[s] = -INFINITY;
				continue;
			}
			const int64_t at = (seq * s_rows + s) * op->state_cols + g * e;
			vf acc = vf_zero();
			for (int64_t c = 0; c < e; c += 16)
				acc = vf_fma(ld(F_F32, q, c, e), ld_cache(op, slots[op->table], at, c, e), acc);
			y[s] = vf_sum(acc);
		}
	}
}

// mix writes y[h] = Σₛ p[h,s] · v[s] of one token in increasing s, skipping rows with p = 0.
static void mix(const csimd_op *op, void **slots, int64_t t, uint8_t *scratch) {
	const int64_t e = op->head_dim, s_rows = op->state_rows, ep = (e + 15) & ~(int64_t)15;
	const int64_t seq = ((const int32_t *)slots[op->seq])[t];
	float *acc = (float *)scratch;
	for (int h = 0; h < op->heads; h++) {
		const float *p = (const float *)slots[op->x] + (t * op->heads + h) * s_rows;
		const int64_t g = h / (op->heads / op->kv_heads);
		memset(acc, 0, sizeof(float) * (size_t)ep);
		for (int64_t s = 0; s < s_rows; s++) {
			if (p[s] == 0)
				continue;
			const int64_t at = (seq * s_rows + s) * op->state_cols + g * e;
			for (int64_t c = 0; c < e; c += 16) {
				vf_store(acc + c, vf_fma(vf_set1(p[s]), ld_cache(op, slots[op->v], at, c, e), vf_load(acc + c)));
			}
		}
		memcpy((float *)slots[op->y] + (t * op->heads + h) * e, acc, sizeof(float) * (size_t)e);
	}
}
