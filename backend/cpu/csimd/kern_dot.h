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

#define MAX_K 65536 // widest row that the matmul kernels take; Supports refuses wider ones

#include "kern_tile.h"

#ifdef AMX
#include "kern_amx.h"

#include "kern_bf16.h"
#else
#include "kern_gemm.h"
#endif

// gemm multiplies the rows of a chunk with a panel: y[t·ldy + n] for n < rows. Layouts that differ in the offset alone share
// code.
static void gemm(const csimd_panel *p, int64_t k, csimd_chunk *c, float *y, int64_t ldy, int rows) {
	switch (p->fmt) {
	case F_P4: case F_P5: gemm_of(F_P5, p, k, c, y, ldy, rows); break;
	case F_P4K: case F_P5K: gemm_of(F_P5K, p, k, c, y, ldy, rows); break;
	case F_P6K: gemm_of(F_P6K, p, k, c, y, ldy, rows); break;
	case F_X8: gemm_of(F_X8, p, k, c, y, ldy, rows); break;
	default: gemm_of(F_P8, p, k, c, y, ldy, rows);
	}
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
