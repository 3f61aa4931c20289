// GEMM without AMX: TN tokens × 16 rows at once, whose sums over a block stay in registers.
//
// Integer sums begin at SHIFT_BITS − off · Σ x, so that they are the bits of SHIFT + Σ (q − off) · x: those of the first
// group become floats without an instruction of their own (kern_tile.h).

// start_sums writes what the sums of token t begin with, of which x16 has the sums of activations.
INL void start_sums(int32_t (*start)[16], int t, const int32_t *x16, int groups, int off) {
	start[0][t] = SHIFT_BITS - off * (groups == 1 ? x16[0] + x16[1] : x16[0]);
	start[1][t] = SHIFT_BITS - off * x16[1];
}

// set_starts writes what the sums of a chunk begin with, unless it did for the same offset and groups.
INL void set_starts(csimd_chunk *c, int64_t k, int groups, int off) {
	const int64_t stride = xq_stride(k), blocks = k / QB;
	if (c->groups == groups && c->off == off)
		return;
	c->groups = groups, c->off = off;
	for (int64_t t = 0; t < c->n; t++) {
		const int32_t *hi16 = xq_hi16((const int8_t *)c->x + t * stride, k);
		csimd_tile *tile = c->tiles + t / 16 * blocks;
		for (int64_t b = 0; b < blocks; b++)
			start_sums(tile[b].start, (int)(t % 16), hi16 + 2 * b, groups, off);
	}
	for (int64_t i = 0; i < c->low_count; i++) {
		csimd_low_tile *tile = c->low + i;
		for (int t = 0; t < 16 && tile->t[t] < c->n; t++)
			start_sums(tile->start, t, xq_lo16((const int8_t *)c->x + tile->t[t] * stride, k) + 2 * tile->b, groups, off);
	}
}

#ifndef HAVE_DOT_TILE
// dot_tile sets i[t] = start[t] + Σ q·x over the quads from … to−1 of a block, for tn tokens whose values are QB bytes apart.
INL void dot_tile(vi *i, int tn, int fmt, const uint8_t *q, int from, int to, const int8_t *x, const int32_t *start) {
	(void)fmt;
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
		i[t] = vi_set1(start[t]);
#pragma GCC unroll 8
	for (int j = from; j < to; j++) {
		const vb w = vb_load(q + 64 * j);
#pragma GCC unroll 16
		for (int t = 0; t < tn; t++)
			i[t] = vi_dp(i[t], w, x + t * QB + 4 * j);
	}
}
#endif

// block_sums sets v[t] = Σ_g s[g] · Σ q·x of tn tokens, of which the second group's sums start at start[16].
INL void block_sums(vf *v, int tn, int fmt, const block_scales *s, const uint8_t *q, const int8_t *x, const int32_t *start) {
	const int groups = fmt_groups(fmt);
	vi i[TN];
	dot_tile(i, tn, fmt, q, 0, 8 / groups, x, start);
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
#ifdef HAVE_SHIFT
		v[t] = vf_fma(vi_bits(i[t]), s->s[0], s->back);
#else
		v[t] = vf_mul(vf_cvt(i[t]), s->s[0]);
#endif
	if (groups == 1)
		return;
	dot_tile(i, tn, fmt, q, 4, 8, x, start + 16);
#pragma GCC unroll 16
	for (int t = 0; t < tn; t++)
#ifdef HAVE_SHIFT
		v[t] = vf_fma(vf_sub(vi_bits(i[t]), vf_set1(SHIFT)), s->s[1], v[t]);
#else
		v[t] = vf_fma(vf_cvt(i[t]), s->s[1], v[t]);
#endif
}

// low_tile adds the low parts of the tokens t … t+tn−1 of a tile to y[16·token + n].
INL void low_tile(int fmt, int tn, const csimd_panel *p, const csimd_low_tile *x, int t, float *y) {
	const block_scales s = scales_at(fmt_groups(fmt), false, p, x->b);
	vf v[TN];
	block_sums(v, tn, fmt, &s, p->q + 512 * x->b, x->x[t], x->start[0] + t);
#pragma GCC unroll 16
	for (int i = 0; i < tn; i++) {
		float *to = y + 16 * x->t[t + i];
		vf_store(to, vf_fma(v[i], vf_set1(x->d[t + i]), vf_load(to)));
	}
}

// high_tile computes 16 rows of the first sums of y for the tokens t … t+tn−1 of a tile and adds the others: y[i·ldy + n] for
// i < n.
INL void high_tile(int fmt, int tn, const csimd_panel *p, int64_t blocks, const csimd_tile *x, int t, int64_t n, const float *low, float *y,
                   int64_t ldy, int rows) {
	const int groups = fmt_groups(fmt);
	vf acc[TN];
#pragma GCC unroll 16
	for (int i = 0; i < tn; i++)
		acc[i] = vf_zero();
	for (int64_t b = 0; b < blocks; b++, x++) {
		const block_scales s = scales_at(groups, fmt_min(fmt), p, b);
		vf v[TN];
		block_sums(v, tn, fmt, &s, p->q + 512 * b, x->x[t], x->start[0] + t);
#pragma GCC unroll 16
		for (int i = 0; i < tn; i++) {
			if (fmt_min(fmt))
				v[i] = minima(v[i], groups, &s, x, t + i);
			acc[i] = vf_fma(v[i], vf_set1(x->d[t + i]), acc[i]);
		}
	}
#pragma GCC unroll 16
	for (int i = 0; i < tn; i++)
		if (i < n)
			vf_storen(y + i * ldy, joined(acc[i], vf_load(low + 16 * i)), rows);
}

INL void gemm_of(int fmt, const csimd_panel *p, int64_t k, csimd_chunk *c, float *y, int64_t ldy, int rows) {
	const int64_t blocks = k / QB;
	const int wide = fmt_groups(fmt) == 2 ? TN_TWO : TN;
	set_starts(c, k, fmt_groups(fmt), p->off);
	clear_low(c);
	for (int64_t i = 0; i < c->low_count; i++) {
		const csimd_low_tile *x = c->low + i;
		for (int t = 0; t < 16 && x->t[t] < c->n; t += TN_LOW)
			low_tile(fmt, TN_LOW, p, x, t, c->low_sums);
	}
	for (int64_t t = 0, tn; t < c->n; t += tn) {
		const csimd_tile *x = c->tiles + t / 16 * blocks;
		const float *low = c->low_sums + 16 * t;
		if (wide > TN_TWO && c->n - t > TN_TWO)
			high_tile(fmt, wide, p, blocks, x, (int)(t % 16), c->n - t, low, y + t * ldy, ldy, rows), tn = wide;
		else
			high_tile(fmt, TN_TWO, p, blocks, x, (int)(t % 16), c->n - t, low, y + t * ldy, ldy, rows), tn = TN_TWO;
	}
}
