// Matrix products of activations of two int8 parts with quantised weights.
//
// For row n and token t, over blocks b of 32 values in increasing order,
//   y[t,n] = Σ_b dx[t,b] · ( Σ_g s[n,b,g] · I[g] + m[n,b,g] · X[g] ) + 1/128 · Σ_b dx[t,b] · Σ_g s[n,b,g] · J[g]
// where I[g] = Σ q·hi and J[g] = Σ q·lo over group g are exact int32, X[g] the sum of hi + lo/128 over it, the second sum
// is over the blocks with low parts, and the terms in the parentheses are added first scale, other scale, first minimum,
// other minimum. GEMV and GEMM perform the same roundings in the same order, one row to a lane, so their results are
// equal bit for bit.

// dot returns start + Σ q·x over four quads.
INL vi dot(const vb *q, const int8_t *x, int32_t start) {
	vi i = vi_set1(start);
#pragma GCC unroll 4
	for (int j = 0; j < 4; j++)
		i = vi_dp(i, q[j], x + 4 * j);
	return i;
}

// scaled returns Σ_g s[g] · i[g].
INL vf scaled(int groups, const vf *s, vi i0, vi i1) {
	if (groups == 1)
		return vf_mul(vf_cvt(vi_add(i0, i1)), s[0]);
	return vf_fma(vf_cvt(i1), s[1], vf_mul(vf_cvt(i0), s[0]));
}

// offset returns v + Σ_g m[g] · X[g] of block b.
INL vf offset(vf v, int groups, const vf *m, const float *sum, const float *sum16, int64_t b) {
	if (groups == 1)
		return vf_fma(vf_set1(sum[b]), m[0], v);
	return vf_fma(vf_set1(sum16[2 * b + 1]), m[1], vf_fma(vf_set1(sum16[2 * b]), m[0], v));
}

// joined returns the two sums of y.
INL vf joined(vf high, vf low) { return vf_fma(low, vf_set1(1.0f / 128), high); }

// negate writes −off · the sums over 16 of one token; for one group the first of a block is that of both.
INL void negate(int32_t *neg, const int32_t *x16, int64_t k, int groups, int off) {
	for (int64_t b = 0; b < k / QB; b++) {
		neg[2 * b] = -off * (groups == 2 ? x16[2 * b] : x16[2 * b] + x16[2 * b + 1]);
		neg[2 * b + 1] = groups == 2 ? -off * x16[2 * b + 1] : 0;
	}
}

// add_low adds dx · Σ_g s[g] · J[g] of block b of row x to y[16].
INL void add_low(float *y, int groups, const csimd_panel *p, int64_t b, int64_t k, const int8_t *x) {
	const uint8_t *q = p->q + 512 * b;
	const int32_t *x16 = xq_lo16(x, k) + 2 * b;
	const int8_t *lo = x + k + QB * b;
	vi i[2] = {vi_zero(), vi_zero()};
	if (!p->is_signed) {
		i[0] = vi_set1(-p->off * x16[0]);
		i[1] = vi_set1(-p->off * x16[1]);
	}
#pragma GCC unroll 8
	for (int j = 0; j < 8; j++)
		i[j / 4] = DP_LOW(p->is_signed, i[j / 4], PANEL_QUAD(q, j), lo + 4 * j);
	vf s[2];
#pragma GCC unroll 2
	for (int g = 0; g < groups; g++)
		s[g] = vf_load(p->s + 16 * (groups * b + g));
	vf_store(y, vf_fma(scaled(groups, s, i[0], i[1]), vf_set1(xq_d(x, k)[b]), vf_load(y)));
}

// low_sums fills y[n][16] with the second sums of rows t0 … t0+n−1 of a chunk.
INL void low_sums(float *y, int groups, const csimd_panel *p, int64_t k, const csimd_chunk *c, int64_t t0, int n) {
	const int64_t stride = xq_stride(k);
	const int8_t *xq = c->x;
	for (int t = 0; t < n; t++)
		vf_store(y + 16 * t, vf_zero());
	if (!c->many) {
		for (int32_t e = c->start[t0]; e < c->start[t0 + n]; e++)
			add_low(y + 16 * (c->at[e].t - t0), groups, p, c->at[e].b, k, xq + c->at[e].t * stride);
		return;
	}
	for (int t = 0; t < n; t++)
		for (int64_t b = 0; b < k / QB; b++)
			if (xq_low(xq + (t0 + t) * stride, k)[b])
				add_low(y + 16 * t, groups, p, b, k, xq + (t0 + t) * stride);
}

// row_at returns p of row t, rows being stride bytes apart.
#define row_at(p, t, stride) ((const float *)((const int8_t *)(p) + (t) * (stride)))

#define MAX_K 65536 // widest row that the matmul kernels take; Supports refuses wider ones

#ifdef AMX
#include "kern_amx.h"

#include "kern_bf16.h"
#endif

// dot_tile sets i[t] = neg[t] + Σ q·hi over the quads from … to−1 of a block.
INL void dot_tile(vi *i, int tn, const uint8_t *q, int from, int to, const int8_t *x, int64_t stride, const int32_t *neg, int64_t neg_stride) {
#ifdef HAVE_DOT_PAIRS
	if (tn == TN) {
		dot_pairs(i, q, from, to, x, stride, neg, neg_stride);
		return;
	}
#endif
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		i[t] = vi_set1(neg[t * neg_stride]);
#pragma GCC unroll 8
	for (int j = from; j < to; j++) {
		vb w = PANEL_QUAD(q, j);
#pragma GCC unroll 16
		for (int t = 0; t < tn; t++)
			i[t] = vi_dp(i[t], w, x + t * stride + 4 * j);
	}
}

// gemm_tile computes tn tokens × 16 rows. neg holds −off · Σ hi for each token and group: [tn][K/32][2]; low the second
// sums.
INL void gemm_tile(int tn, int groups, bool has_min, const csimd_panel *p, int64_t k, const int8_t *xq, int64_t stride,
                   const int32_t *neg, int64_t neg_stride, const float *low, float *y, int64_t ldy, int rows) {
	vf acc[TN];
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		acc[t] = vf_zero();
	const float *d = xq_d(xq, k), *sum = xq_sum(xq, k), *sum16 = xq_sum16(xq, k);
	for (int64_t b = 0; b < k / QB; b++) {
		vi i[TN];
		vf part[TN], s[2], m[2];
		const uint8_t *q = p->q + 512 * b;
		dot_tile(i, tn, q, 0, 8 / groups, xq + QB * b, stride, neg + 2 * b, neg_stride);
#pragma GCC unroll 2
		for (int g = 0; g < groups; g++) {
			s[g] = vf_load(p->s + 16 * (groups * b + g));
			if (has_min)
				m[g] = vf_load(p->m + 16 * (groups * b + g));
		}
#pragma GCC unroll 16
		for (int t = 0; t < tn; t++)
			part[t] = vf_mul(vf_cvt(i[t]), s[0]);
		if (groups == 2) {
			dot_tile(i, tn, q, 4, 8, xq + QB * b, stride, neg + 2 * b + 1, neg_stride);
#pragma GCC unroll 16
			for (int t = 0; t < tn; t++)
				part[t] = vf_fma(vf_cvt(i[t]), s[1], part[t]);
		}
#pragma GCC unroll 16
		for (int t = 0; t < tn; t++) {
			if (has_min)
				part[t] = offset(part[t], groups, m, row_at(sum, t, stride), row_at(sum16, t, stride), b);
			acc[t] = vf_fma(part[t], vf_set1(row_at(d, t, stride)[b]), acc[t]);
		}
	}
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		vf_storen(y + t * ldy, joined(acc[t], vf_load(low + 16 * t)), rows);
}

INL void gemm_of(int groups, bool has_min, const csimd_panel *p, int64_t k, const csimd_chunk *c, float *y, int64_t ldy, int rows) {
	const int64_t stride = xq_stride(k), tokens = c->n;
	int32_t *neg = (int32_t *)(p->m + (has_min ? groups * k / 2 : 0)); // scratch behind the panel: run.c
	float low[TN * 16];
	for (int64_t t = 0; t < tokens;) {
		const int n = tokens - t < TN ? (int)(tokens - t) : TN;
		const int8_t *x = (const int8_t *)c->x + t * stride;
		for (int i = 0; i < n; i++)
			negate(neg + i * (k / 16), xq_hi16(x + i * stride, k), k, groups, p->off);
		low_sums(low, groups, p, k, c, t, n);
		if (n == TN) {
			gemm_tile(TN, groups, has_min, p, k, x, stride, neg, k / 16, low, y + t * ldy, ldy, rows);
			t += TN;
			continue;
		}
		int i = 0;
		for (; i + 4 <= n && TN > 4; i += 4)
			gemm_tile(TN > 4 ? 4 : 1, groups, has_min, p, k, x + i * stride, stride, neg + i * (k / 16), k / 16, low + 16 * i, y + (t + i) * ldy, ldy, rows);
		for (; i < n; i++)
			gemm_tile(1, groups, has_min, p, k, x + i * stride, stride, neg + i * (k / 16), k / 16, low + 16 * i, y + (t + i) * ldy, ldy, rows);
		t += n;
	}
}

// gemm multiplies the rows of a chunk with a panel: y[t·ldy + n] for n < rows.
static void gemm(const csimd_panel *p, int64_t k, const csimd_chunk *c, float *y, int64_t ldy, int rows) {
#ifdef AMX
#define GEMM(groups, has_min) \
	do {\
		if (p->is_signed)\
			gemm_amx(groups, has_min, p, k, c, y, ldy, rows);\
		else\
			gemm_of(groups, has_min, p, k, c, y, ldy, rows);\
	} while (0)
#else
#define GEMM(groups, has_min) gemm_of(groups, has_min, p, k, c, y, ldy, rows)
#endif
	if (p->groups == 2 && p->has_min)
		GEMM(2, true);
	else if (p->groups == 2)
		GEMM(2, false);
	else if (p->has_min)
		GEMM(1, true);
	else
		GEMM(1, false);
}

// AHEAD is how far in front of what it multiplies GEMV asks for weights: a page, because the processor's own prefetches
// begin anew in each (Xeon with AMX, 2 threads: panels of Q5_0 at 24 GB/s with 1 KiB, at 27 with 4, in pages of 2 MiB).
#define AHEAD 4096

// gemv_panels multiplies one quantised row with panels p0 … p1−1: y[16·p + n].
INL void gemv_panels(int fmt, const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, float *y, int32_t *neg) {
	const int64_t k = w->k, per = fmt_super(fmt, k), before = fmt_head(fmt, k), size = before + per * fmt_block(fmt);
	const int groups = fmt_groups(fmt);
	const float *d = xq_d(xq, k), *sum = xq_sum(xq, k), *sum16 = xq_sum16(xq, k);
	const uint8_t *low = xq_low(xq, k);
	int32_t *neg_low = neg + k / 16;
	negate(neg, xq_hi16(xq, k), k, groups, fmt_off(fmt));
	negate(neg_low, xq_lo16(xq, k), k, groups, fmt_off(fmt));
	for (int64_t p = p0; p < p1; p++) {
		vf high = vf_zero(), lower = vf_zero();
		const uint8_t *head = w->data + p * w->panel_bytes;
		for (int64_t s = 0; s < k / QB; s += per, head += size) {
			for (int64_t i = 0; i < per; i++) {
				block b;
				const int64_t at = s + i;
				const int8_t *x = xq + QB * at;
				const uint8_t *q = head + before;
				unpack_block(&b, fmt, head, q, i);
				for (int64_t c = 0; c < fmt_block(fmt); c += 64)
					__builtin_prefetch(q + i * fmt_block(fmt) + AHEAD + c, 0, 1);
				vf v = scaled(groups, b.s, dot(b.q, x, neg[2 * at]), dot(b.q + 4, x + 16, neg[2 * at + 1]));
				if (fmt_min(fmt))
					v = offset(v, groups, b.m, sum, sum16, at);
				high = vf_fma(v, vf_set1(d[at]), high);
				if (low[at])
					lower = vf_fma(scaled(groups, b.s, dot(b.q, x + k, neg_low[2 * at]), dot(b.q + 4, x + k + 16, neg_low[2 * at + 1])), vf_set1(d[at]), lower);
			}
		}
		int64_t left = w->n - p * PANEL;
		vf_storen(y + p * PANEL, joined(high, lower), left < PANEL ? (int)left : PANEL);
	}
}

// gemv_q8 is gemv_panels for rows of Q8_0 as stored. Collecting the scales of a panel walks it from its first byte to its
// last; while one is multiplied the next is asked for.
static void gemv_q8(const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, float *y, int32_t *neg) {
	const int64_t k = w->k;
	int32_t *neg_low = neg + k / 16;
	uint16_t *scales = (uint16_t *)(neg_low + k / 16);
	negate(neg, xq_hi16(xq, k), k, 1, OFF_Q8);
	negate(neg_low, xq_lo16(xq, k), k, 1, OFF_Q8);
	for (int64_t p = p0; p < p1; p++) {
		const uint8_t *rows[PANEL];
		q8_open(w, p, rows, scales);
		vf high = vf_zero(), lower = vf_zero();
		for (int64_t i = 0; i < k / QB; i++) {
			block b;
			const int8_t *x = xq + QB * i;
			for (int64_t c = PANEL * Q8_BYTES * i & ~(int64_t)63; c < PANEL * Q8_BYTES * (i + 1); c += 64)
				__builtin_prefetch(rows[0] + PANEL * w->row_bytes + c, 0, 1);
			q8_block(&b, rows, scales, i);
			const vf d = vf_set1(xq_d(xq, k)[i]);
			high = vf_fma(scaled(1, b.s, dot(b.q, x, neg[2 * i]), dot(b.q + 4, x + 16, 0)), d, high);
			if (xq_low(xq, k)[i])
				lower = vf_fma(scaled(1, b.s, dot(b.q, x + k, neg_low[2 * i]), dot(b.q + 4, x + k + 16, 0)), d, lower);
		}
		int64_t left = w->n - p * PANEL;
		vf_storen(y + p * PANEL, joined(high, lower), left < PANEL ? (int)left : PANEL);
	}
}

static void gemv(const csimd_weight *w, int64_t p0, int64_t p1, const void *x, float *y, uint8_t *scratch) {
	int32_t *neg = (int32_t *)scratch;
	switch (w->fmt) {
	case F_P4: gemv_panels(F_P4, w, p0, p1, x, y, neg); break;
	case F_P5: gemv_panels(F_P5, w, p0, p1, x, y, neg); break;
	case F_P8: gemv_panels(F_P8, w, p0, p1, x, y, neg); break;
	case F_P4K: gemv_panels(F_P4K, w, p0, p1, x, y, neg); break;
	case F_P5K: gemv_panels(F_P5K, w, p0, p1, x, y, neg); break;
	case F_P6K: gemv_panels(F_P6K, w, p0, p1, x, y, neg); break;
	case F_X8: gemv_panels(F_X8, w, p0, p1, x, y, neg); break;
	case F_Q8_0: gemv_q8(w, p0, p1, x, y, neg); break;
#ifdef AMX
	case F_B16: gemv_bf16(w, p0, p1, x, y, scratch); break;
#endif
	default: gemv_float(w, p0, p1, x, y);
	}
}
