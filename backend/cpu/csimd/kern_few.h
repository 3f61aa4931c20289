// Products of a few quantised rows, as of sequences that decode at the same time: a block of weights is decoded once, in
// registers, and multiplied with up to FEW rows. Each row has the roundings of gemv_panels in the same order.

#define FEW 4 // two sums for each row stay in registers, beside a block

// few_sums fills neg[n][2][K/16]: what negate writes of the high and of the low parts of each row.
INL void few_sums(int32_t *neg, const int8_t *xq, int64_t n, int64_t k, int groups, int off) {
	for (int64_t t = 0; t < n; t++) {
		const int8_t *row = xq + t * xq_stride(k);
		negate(neg + t * (k / 8), xq_hi16(row, k), k, groups, off);
		negate(neg + t * (k / 8) + k / 16, xq_lo16(row, k), k, groups, off);
	}
}

// few_block adds block i of n rows to their sums of high and of low parts.
INL void few_block(int fmt, int n, const block *b, int64_t i, const int8_t *xq, int64_t k, const int32_t *neg, vf *high, vf *low) {
	const int groups = fmt_groups(fmt);
	const int64_t stride = xq_stride(k);
#pragma GCC unroll 4
	for (int t = 0; t < n; t++) {
		const int8_t *row = xq + t * stride, *x = row + QB * i;
		const int32_t *hi = neg + t * (k / 8) + 2 * i, *lo = hi + k / 16;
		const vf d = vf_set1(xq_d(row, k)[i]);
		vf v = scaled(groups, b->s, dot(b->q, x, hi[0]), dot(b->q + 4, x + 16, hi[1]));
		if (fmt_min(fmt))
			v = offset(v, groups, b->m, xq_sum(row, k), xq_sum16(row, k), i);
		high[t] = vf_fma(v, d, high[t]);
		if (xq_low(row, k)[i])
			low[t] = vf_fma(scaled(groups, b->s, dot(b->q, x + k, lo[0]), dot(b->q + 4, x + k + 16, lo[1])), d, low[t]);
	}
}

// few_panel multiplies n rows with one panel: y[t·ldy + n]. scales is room for those of a panel of Q8_0 as stored.
INL void few_panel(int fmt, int n, const csimd_weight *w, int64_t p, const int8_t *xq, const int32_t *neg, float *y, int64_t ldy, uint16_t *scales) {
	const int64_t k = w->k, per = fmt == F_Q8_0 ? k / QB : fmt_super(fmt, k);
	const uint8_t *rows[PANEL], *head = w->data + p * w->panel_bytes;
	vf high[FEW], low[FEW];
#pragma GCC unroll 4
	for (int t = 0; t < n; t++)
		high[t] = low[t] = vf_zero();
	if (fmt == F_Q8_0)
		q8_open(w, p, rows, scales);
	for (int64_t s = 0; s < k / QB; s += per, head += fmt_head(fmt, k) + per * fmt_block(fmt)) {
		const uint8_t *q = head + fmt_head(fmt, k);
		for (int64_t i = 0; i < per; i++) {
			block b;
			if (fmt == F_Q8_0) {
				q8_block(&b, rows, scales, i);
			} else {
				unpack_block(&b, fmt, head, q, i);
				for (int64_t c = 0; c < fmt_block(fmt); c += 64)
					__builtin_prefetch(q + i * fmt_block(fmt) + AHEAD + c, 0, 1);
			}
			few_block(fmt, n, &b, s + i, xq, k, neg, high, low);
		}
	}
	const int64_t left = w->n - p * PANEL;
#pragma GCC unroll 4
	for (int t = 0; t < n; t++)
		vf_storen(y + t * ldy, joined(high[t], low[t]), left < PANEL ? (int)left : PANEL);
}

// few_panels multiplies n rows with panels p0 … p1−1, two to FEW rows at once: y[t·ldy + 16·p + n].
INL void few_panels(int fmt, const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, int64_t n, float *y, int64_t ldy, int32_t *neg) {
	const int64_t k = w->k, passes = (n + FEW - 1) / FEW;
	uint16_t *scales = (uint16_t *)(neg + n * (k / 8));
	few_sums(neg, xq, n, k, fmt_groups(fmt), fmt_off(fmt));
	for (int64_t p = p0; p < p1; p++) {
		for (int64_t i = 0; i < passes; i++) {
			const int64_t t = i * n / passes, rows = (i + 1) * n / passes - t;
			const int8_t *x = xq + t * xq_stride(k);
			const int32_t *sums = neg + t * (k / 8);
			float *out = y + t * ldy + p * PANEL;
			if (rows == 4)
				few_panel(fmt, 4, w, p, x, sums, out, ldy, scales);
			else if (rows == 3)
				few_panel(fmt, 3, w, p, x, sums, out, ldy, scales);
			else
				few_panel(fmt, 2, w, p, x, sums, out, ldy, scales);
		}
	}
}

static void gemv_few(const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, int64_t n, float *y, int64_t ldy, uint8_t *scratch) {
	int32_t *neg = (int32_t *)scratch;
	switch (w->fmt) {
	case F_P4: few_panels(F_P4, w, p0, p1, xq, n, y, ldy, neg); break;
	case F_P5: few_panels(F_P5, w, p0, p1, xq, n, y, ldy, neg); break;
	case F_P8: few_panels(F_P8, w, p0, p1, xq, n, y, ldy, neg); break;
	case F_P4K: few_panels(F_P4K, w, p0, p1, xq, n, y, ldy, neg); break;
	case F_P5K: few_panels(F_P5K, w, p0, p1, xq, n, y, ldy, neg); break;
	case F_P6K: few_panels(F_P6K, w, p0, p1, xq, n, y, ldy, neg); break;
	case F_X8: few_panels(F_X8, w, p0, p1, xq, n, y, ldy, neg); break;
	default: few_panels(F_Q8_0, w, p0, p1, xq, n, y, ldy, neg);
	}
}
