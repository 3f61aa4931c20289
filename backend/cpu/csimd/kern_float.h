// Dot products of float rows: Σₖ a[k]·b[k], 16 partial sums in increasing k, then the tree of vf_reduce16.
// The order depends on K alone, so GEMV, GEMM and attention scores agree bit for bit.

// ld reads 16 values of a row of F32, F16 or BF16; beyond k they are zero.
INL vf ld(int fmt, const void *row, int64_t i, int64_t k) {
	if (fmt == F_F32)
		return vf_loadn((const float *)row + i, (int)(k - i < 16 ? k - i : 16));
	const uint16_t *p = (const uint16_t *)row + i;
	uint16_t part[16] = {0};
	if (k - i < 16) {
		memcpy(part, p, sizeof(uint16_t) * (size_t)(k - i));
		p = part;
	}
	return fmt == F_F16 ? vf_f16(p) : vf_bf16(p);
}

// dots_step adds the products of 16 values from c on, below k, to acc[width·i + j].
INL void dots_step(vf *acc, int pass, int width, int fmt, const float *const *a, const void *const *b, int64_t c, int64_t k) {
	vf bv[16];
#pragma GCC unroll 16
	for (int j = 0; j < width; j++)
		bv[j] = ld(fmt, b[j], c, k);
#pragma GCC unroll 4
	for (int i = 0; i < pass; i++) {
		const vf av = ld(F_F32, a[i], c, k);
#pragma GCC unroll 16
		for (int j = 0; j < width; j++)
			acc[width * i + j] = vf_fma(av, bv[j], acc[width * i + j]);
	}
}

// dots returns a[i]·b[j] in lane i·nb + j, na·nb = 16. The rows b are of type fmt.
INL vf dots(int na, int nb, int fmt, const float *const *a, const void *const *b, int64_t k) {
	vf sum[16];
	const int pass = na < DOT_A ? na : DOT_A;
	const int width = DOT_A == 1 ? 4 : nb; // columns of a pass
#pragma GCC unroll 16
	for (int i0 = 0; i0 < na; i0 += pass) {
#pragma GCC unroll 4
		for (int j0 = 0; j0 < nb; j0 += width) {
			vf acc[16];
#pragma GCC unroll 16
			for (int i = 0; i < pass * width; i++)
				acc[i] = vf_zero();
			int64_t c = 0;
			for (; c + 16 <= k; c += 16)
				dots_step(acc, pass, width, fmt, a + i0, b + j0, c, c + 16);
			if (c < k)
				dots_step(acc, pass, width, fmt, a + i0, b + j0, c, k);
#pragma GCC unroll 16
			for (int i = 0; i < pass * width; i++)
				sum[(i0 + i / width) * nb + j0 + i % width] = acc[i];
		}
	}
	return vf_reduce16(sum);
}

INL void gemv_rows(int fmt, const csimd_weight *w, int64_t p0, int64_t p1, const float *x, float *y) {
	for (int64_t p = p0; p < p1; p++) {
		const void *rows[PANEL];
		for (int n = 0; n < PANEL; n++)
			rows[n] = q8_row(w, p * PANEL + n);
		// One walk from the panel's first byte to its last, which the hardware prefetches better than 16
		// interleaved ones: 10 against 15 GB/s on a Zen 4 core.
		for (int n = 0; n < PANEL; n++)
			for (int64_t c = 0; c < w->row_bytes; c += 64)
				(void)*((const volatile uint8_t *)rows[n] + c);
		int64_t left = w->n - p * PANEL;
		vf_storen(y + p * PANEL, dots(1, 16, fmt, &x, rows, w->k), left < PANEL ? (int)left : PANEL);
	}
}

static void gemv_float(const csimd_weight *w, int64_t p0, int64_t p1, const float *x, float *y) {
	if (w->fmt == F_F32)
		gemv_rows(F_F32, w, p0, p1, x, y);
	else if (w->fmt == F_F16)
		gemv_rows(F_F16, w, p0, p1, x, y);
	else
		gemv_rows(F_BF16, w, p0, p1, x, y);
}

// gemm_float multiplies T rows of x[K] with rows 16p … 16p+15: y[t·ldy + n]. scratch holds 16 rows of K floats.
static void gemm_float(const csimd_weight *w, int64_t p, const float *x, int64_t tokens, float *y, int64_t ldy, uint8_t *scratch) {
	const int64_t k = w->k;
	const int rows = w->n - p * PANEL < PANEL ? (int)(w->n - p * PANEL) : PANEL;
	const void *b[PANEL];
	for (int n = 0; n < PANEL; n++) {
		const uint8_t *row = q8_row(w, p * PANEL + n);
		b[n] = row;
		if (w->fmt != F_F32) {
			float *f = (float *)scratch + n * k;
			for (int64_t i = 0; i < k; i += 16)
				vf_storen(f + i, w->fmt == F_F16 ? ld(F_F16, row, i, k) : ld(F_BF16, row, i, k), (int)(k - i < 16 ? k - i : 16));
			b[n] = f;
		}
	}
	for (int64_t t = 0; t < tokens; t += 4) {
		const float *a[4];
		for (int i = 0; i < 4; i++)
			a[i] = x + (t + i < tokens ? t + i : tokens - 1) * k;
		for (int n = 0; n < rows; n += 4) {
			float out[16];
			vf_store(out, dots(4, 4, F_F32, a, b + n, k));
			for (int i = 0; i < 4 && t + i < tokens; i++)
				memcpy(y + (t + i) * ldy + n, out + 4 * i, sizeof(float) * (size_t)(rows - n < 4 ? rows - n : 4));
		}
	}
}
