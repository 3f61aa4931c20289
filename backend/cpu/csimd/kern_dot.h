// Matrix products of activations of two int8 parts with quantised weights.
//
// For row n and token t, over blocks b of 32 values in increasing order,
//   y[t,n] = Σ_b dx[t,b] · ( Σ_g s[n,b,g] · I[g] + m[n,b,g] · X[g] )
// where I[g] = Σ q·v = 128·Σ q·hi + Σ q·lo over group g is an exact int32, X[g] the sum of v over it, and the terms in the
// parentheses are added first scale, other scale, first minimum, other minimum. GEMV and GEMM perform
// the same roundings in the same order, one row to a lane, so their results are equal bit for bit.

// A block without low parts leaves the factor of 128 to its scale: powers of two round nothing.

// combine adds one block to acc. i holds the integer sums of the groups, sum and x16 those of v.
INL vf combine(vf acc, int groups, bool has_min, const vf *s, const vf *m, vi i0, vi i1, float sum, const int32_t *x16, float dx) {
	vf t = vf_mul(vf_cvt(i0), s[0]);
	if (groups == 2)
		t = vf_fma(vf_cvt(i1), s[1], t);
	if (has_min) {
		t = vf_fma(vf_set1(groups == 2 ? (float)x16[0] : sum), m[0], t);
		if (groups == 2)
			t = vf_fma(vf_set1((float)x16[1]), m[1], t);
	}
	return vf_fma(t, vf_set1(dx), acc);
}

// dot_tile sets i[t] = neg[t] + Σ q·v over the quads from … to−1 of a block, of which q holds the weights and x
// the high parts; the low ones lie K bytes behind. If low is 0 for all tokens it leaves them out, and the factor
// 128 with them.
INL void dot_tile(vi *i, int tn, uint8_t low, const uint8_t *q, int from, int to, int64_t k, const int8_t *x, int64_t stride,
                  const int32_t *neg, int64_t neg_stride) {
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		i[t] = low ? vi_zero() : vi_set1(neg[t * neg_stride]);
#pragma GCC unroll 8
	for (int j = from; j < to; j++) {
		vb w = vb_load(q + 64 * j);
#pragma GCC unroll 16
		for (int t = 0; t < tn; t++)
			i[t] = vi_dp(i[t], w, x + t * stride + 4 * j);
	}
	if (!low)
		return;
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		i[t] = vi_add(vi_times128(i[t]), vi_set1(neg[t * neg_stride]));
#pragma GCC unroll 8
	for (int j = from; j < to; j++) {
		vb w = vb_load(q + 64 * j);
#pragma GCC unroll 16
		for (int t = 0; t < tn; t++)
			i[t] = vi_dp(i[t], w, x + k + t * stride + 4 * j);
	}
}

// dot_block returns neg + Σ q·v over four quads, of one token; without low parts, over 128.
INL vi dot_block(const vb *q, uint8_t low, int64_t k, const int8_t *x, int32_t neg) {
	vi hi = vi_set1(low ? 0 : neg >> 7), lo = vi_set1(neg);
#pragma GCC unroll 4
	for (int j = 0; j < 4; j++)
		hi = vi_dp(hi, q[j], x + 4 * j);
	if (!low)
		return hi;
#pragma GCC unroll 4
	for (int j = 0; j < 4; j++)
		lo = vi_dp(lo, q[j], x + k + 4 * j);
	return vi_add(vi_times128(hi), lo);
}

// gemm_tile computes tn tokens × 16 rows. neg holds −off · X for each token and group: [tn][K/32][2]; low, for each
// block, whether any of the tokens has low parts.
INL void gemm_tile(int tn, int groups, bool has_min, const csimd_panel *p, int64_t k, const int8_t *xq, int64_t stride,
                   const int32_t *neg, int64_t neg_stride, const uint8_t *low, float *y, int64_t ldy, int rows) {
	vf acc[TN];
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		acc[t] = vf_zero();
	const float *dx = xq_d(xq, k), *sum = xq_sum(xq, k);
	const int32_t *x16 = xq_s(xq, k);
	for (int64_t b = 0; b < k / QB; b++) {
		vi i0[TN], i1[TN];
		const uint8_t *q = p->q + 512 * b;
		dot_tile(i0, tn, low[b], q, 0, 8 / groups, k, xq + QB * b, stride, neg + 2 * b, neg_stride);
		vf s[2], m[2];
#pragma GCC unroll 2
		for (int g = 0; g < groups; g++) {
			s[g] = vf_load(p->s + 16 * (groups * b + g));
			if (!low[b])
				s[g] = vf_mul(s[g], vf_set1(128));
			if (has_min)
				m[g] = vf_load(p->m + 16 * (groups * b + g));
		}
		if (groups == 2) {
			vf part[TN];
#pragma GCC unroll 16
			for (int t = 0; t < tn; t++)
				part[t] = vf_mul(vf_cvt(i0[t]), s[0]);
			dot_tile(i1, tn, low[b], q, 4, 8, k, xq + QB * b, stride, neg + 2 * b + 1, neg_stride);
#pragma GCC unroll 16
			for (int t = 0; t < tn; t++) {
				const int32_t *x = (const int32_t *)((const int8_t *)x16 + t * stride) + 2 * b;
				part[t] = vf_fma(vf_cvt(i1[t]), s[1], part[t]);
				if (has_min) {
					part[t] = vf_fma(vf_set1((float)x[0]), m[0], part[t]);
					part[t] = vf_fma(vf_set1((float)x[1]), m[1], part[t]);
				}
				acc[t] = vf_fma(part[t], vf_set1(*(const float *)((const int8_t *)(dx + b) + t * stride)), acc[t]);
			}
		} else {
#pragma GCC unroll 16
			for (int t = 0; t < tn; t++)
				acc[t] = combine(acc[t], 1, has_min, s, m, i0[t], i0[t], *(const float *)((const int8_t *)(sum + b) + t * stride), NULL,
				                 *(const float *)((const int8_t *)(dx + b) + t * stride));
		}
	}
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		vf_storen(y + t * ldy, acc[t], rows);
}

// negate writes −off · X of one token: of each group of 16, or of the whole block for one group.
INL void negate(int32_t *neg, const int32_t *x16, int64_t k, int groups, int off) {
	for (int64_t b = 0; b < k / QB; b++) {
		neg[2 * b] = -off * (groups == 2 ? x16[2 * b] : x16[2 * b] + x16[2 * b + 1]);
		neg[2 * b + 1] = -off * x16[2 * b + 1];
	}
}

#define MAX_K 65536 // widest row that the matmul kernels take; Supports refuses wider ones

INL void gemm_all(int groups, bool has_min, const csimd_panel *p, int64_t k, const int8_t *xq, int64_t tokens, float *y,
                  int64_t ldy, int rows) {
	const int64_t stride = xq_stride(k), neg_stride = k / 16;
	// The panel's scratch continues with room for the sums and flags of TN tokens.
	int32_t *neg = (int32_t *)(p->m + (p->has_min ? groups * k / 2 : 0));
	for (int64_t t = 0; t < tokens;) {
		int64_t n = tokens - t < TN ? tokens - t : TN;
		const int8_t *x = xq + t * stride;
		uint8_t *low = (uint8_t *)(neg + TN * neg_stride);
		memset(low, 0, (size_t)(k / QB));
		for (int64_t i = 0; i < n; i++)
			for (int64_t b = 0; b < k / QB; b++)
				low[b] |= xq_low(x + i * stride, k)[b];
		for (int64_t i = 0; i < n; i++) {
			int32_t *of = neg + i * neg_stride;
			negate(of, xq_s(x + i * stride, k), k, groups, p->off);
			for (int64_t b = 0; b < k / QB; b++) {
				of[2 * b] >>= low[b] ? 0 : 7;
				of[2 * b + 1] >>= low[b] ? 0 : 7;
			}
		}
		float *out = y + t * ldy;
#define TILE(c)                                                                                                             \
	if (TN >= (c) && n >= (c)) {                                                                                            \
		gemm_tile((c) <= TN ? (c) : 1, groups, has_min, p, k, x, stride, neg, neg_stride, low, out, ldy, rows);             \
		t += (c);                                                                                                           \
	}
		TILE(12) else TILE(8) else TILE(6) else TILE(4) else TILE(3) else TILE(2) else TILE(1)
	}
}

// gemm multiplies T quantised rows with a panel: y[t·ldy + n] for n < rows.
static void gemm(const csimd_panel *p, int64_t k, const int8_t *xq, int64_t t, float *y, int64_t ldy, int rows) {
#ifdef AMX
	if (p->is_signed) {
		gemm_amx(p, k, xq, t, y, ldy, rows);
		return;
	}
#endif
	if (p->groups == 2 && p->has_min)
		gemm_all(2, true, p, k, xq, t, y, ldy, rows);
	else if (p->groups == 2)
		gemm_all(2, false, p, k, xq, t, y, ldy, rows);
	else if (p->has_min)
		gemm_all(1, true, p, k, xq, t, y, ldy, rows);
	else
		gemm_all(1, false, p, k, xq, t, y, ldy, rows);
}

// AHEAD is how far in front of what it multiplies GEMV asks for weights. Two threads read huge pages at 41 GB/s
// with 1 KiB and at 31 without; prefetched pages of 4 KiB give 26 (Xeon with AMX, 2 cores).
#define AHEAD 1024

// gemv_panels multiplies one quantised row with panels p0 … p1−1: y[16·p + n].
INL void gemv_panels(int fmt, const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, float *y, int32_t *neg) {
	const int64_t k = w->k, per = fmt_super(fmt, k), before = fmt_head(fmt, k), size = before + per * fmt_block(fmt);
	const int groups = fmt_groups(fmt);
	const float *dx = xq_d(xq, k);
	const int32_t *x16 = xq_s(xq, k);
	const uint8_t *low = xq_low(xq, k);
	negate(neg, x16, k, groups, fmt_off(fmt));
	for (int64_t p = p0; p < p1; p++) {
		vf acc = vf_zero();
		const uint8_t *head = w->data + p * w->panel_bytes;
		for (int64_t s = 0; s < k / QB; s += per, head += size) {
			for (int64_t i = 0; i < per; i++) {
				block b;
				const int64_t at = s + i;
				const int8_t *x = xq + QB * at;
				const uint8_t *q = head + before;
				unpack_block(&b, fmt, head, q, i);
				for (int64_t c = 0; c < fmt_block(fmt); c += 64)
					__builtin_prefetch(q + i * fmt_block(fmt) + AHEAD + c);
				vi i0 = dot_block(b.q, low[at], k, x, neg[2 * at]), i1 = dot_block(b.q + 4, low[at], k, x + 16, groups == 2 ? neg[2 * at + 1] : 0);
				if (groups == 1)
					i0 = vi_add(i0, i1);
				if (!low[at])
					for (int g = 0; g < groups; g++)
						b.s[g] = vf_mul(b.s[g], vf_set1(128));
				acc = combine(acc, groups, fmt_min(fmt), b.s, b.m, i0, i1, xq_sum(xq, k)[at], x16 + 2 * at, dx[at]);
			}
		}
		int64_t left = w->n - p * PANEL;
		vf_storen(y + p * PANEL, acc, left < PANEL ? (int)left : PANEL);
	}
}

// gemv_q8 is gemv_panels for rows of Q8_0 as stored. Collecting the scales walks the panel from its first
// byte to its last, which is what the hardware prefetches best; explicit prefetches were slower.
static void gemv_q8(const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, float *y, int32_t *neg) {
	const int64_t k = w->k;
	uint16_t *d = (uint16_t *)(neg + k / 16);
	negate(neg, xq_s(xq, k), k, 1, OFF_Q8);
	for (int64_t p = p0; p < p1; p++) {
		const uint8_t *rows[PANEL];
		q8_open(w, p, rows, d);
		vf acc = vf_zero();
		for (int64_t i = 0; i < k / QB; i++) {
			block b;
			q8_block(&b, rows, d, i);
			const uint8_t low = xq_low(xq, k)[i];
			vi i0 = dot_block(b.q, low, k, xq + QB * i, neg[2 * i]), i1 = dot_block(b.q + 4, low, k, xq + QB * i + 16, 0);
			if (!low)
				b.s[0] = vf_mul(b.s[0], vf_set1(128));
			acc = combine(acc, 1, false, b.s, b.m, vi_add(i0, i1), i0, 0, NULL, xq_d(xq, k)[i]);
		}
		int64_t left = w->n - p * PANEL;
		vf_storen(y + p * PANEL, acc, left < PANEL ? (int)left : PANEL);
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
	default: gemv_float(w, p0, p1, x, y);
	}
}
