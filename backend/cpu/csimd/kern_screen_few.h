// The first stage of a screen (screen.h) for several rows of a step: a panel is read and its codes are unpacked once. Sums
// are those of screen_scan.

// screen_bounds writes the estimate and the bound of a panel for one row of the step, from the integer sum and the panel's norms.
INL void screen_bounds(const csimd_screen *s, int row, int64_t p, vi total, const vb *norms) {
	const csimd_query *c = &s->query[row];
	const vf m = vf_fma(vf_cvt(total), vf_set1(c->s), vf_set1(c->c));
	const vf b = vf_fma(vf_cvt(screen_norms(norms, s->groups, c->nv[0])), vf_set1(c->norm[0]), vf_set1(c->slack[0]));
	vf_store(s->mid[row] + PANEL * p, m);
	vf_store(s->up[row] + PANEL * p, vf_add(m, b));
}

INL void screen_norm_quads(const csimd_screen *s, const uint8_t *at, vb *q) {
	for (int j = 0; j < (s->groups + 3) / 4; j++)
		q[j] = vb_load(at + 64 * j);
}

// screen_codes is screen_quads for bits that are not a constant; it returns the bytes read and asks for what is to be read soon.
INL int64_t screen_codes(vb *q, const uint8_t *p, int bits) {
	for (int c = 0; c < 128 * bits; c += 64)
		__builtin_prefetch(p + SCREEN_AHEAD + c, 0, 1);
	if (bits == 6)
		screen_quads(q, p, 6);
	else if (bits == 4)
		screen_quads(q, p, 4);
	else
		screen_quads(q, p, 2);
	return 128 * bits;
}

#ifdef AMX

// Of two panels: sums of high and of low parts for all rows of the step, their parts, and codes, which the layout of a
// panel has as a tile wants them.
#define T_HI0 0
#define T_LO0 1
#define T_HI1 2
#define T_LO1 3
#define T_HI 4
#define T_LO 5
#define T_Q0 6
#define T_Q1 7

static void screen_scan_few(const csimd_screen *s, int64_t p0, int64_t p1) {
	const int64_t k = s->head.k, stride = sizeof(csimd_query);
	_Alignas(64) uint8_t codes[2][16][64];
	_Alignas(64) int32_t sums[4][QUERIES][16];
	tile_config config = {.palette = 1};
	for (int i = 0; i < 8; i++) {
		config.colsb[i] = 64;
		config.rows[i] = i < T_Q0 ? (uint8_t)s->nrows : 16;
	}
	__asm__ volatile("ldtilecfg %0" : : "m"(config) : "memory");
	for (int64_t p = p0; p < p1; p += 2) {
		const int64_t q = p + 1 < p1 ? p + 1 : p; // the last panel may stand for its neighbour, too
		const uint8_t *at0 = s->panels + p * s->panel_bytes, *at1 = s->panels + q * s->panel_bytes;
		_tile_zero(T_HI0);
		_tile_zero(T_LO0);
		_tile_zero(T_HI1);
		_tile_zero(T_LO1);
		for (int g = 0; g < s->groups; g++) {
			vb c[16];
			at0 += screen_codes(c, at0, s->head.bits[g]);
			for (int j = 0; j < 16; j++)
				vb_store(codes[0][j], c[j]);
			at1 += screen_codes(c, at1, s->head.bits[g]);
			for (int j = 0; j < 16; j++)
				vb_store(codes[1][j], c[j]);
			const int8_t *x = s->query->v + GROUP * g;
			_tile_loadd(T_HI, x, stride);
			_tile_loadd(T_LO, x + k, stride);
			_tile_loadd(T_Q0, codes[0], 64);
			_tile_loadd(T_Q1, codes[1], 64);
			_tile_dpbsud(T_HI0, T_HI, T_Q0);
			_tile_dpbsud(T_LO0, T_LO, T_Q0);
			_tile_dpbsud(T_HI1, T_HI, T_Q1);
			_tile_dpbsud(T_LO1, T_LO, T_Q1);
		}
		_tile_stored(T_HI0, sums[0], 64);
		_tile_stored(T_LO0, sums[1], 64);
		_tile_stored(T_HI1, sums[2], 64);
		_tile_stored(T_LO1, sums[3], 64);
		vb n0[MAX_GROUPS / 4], n1[MAX_GROUPS / 4];
		screen_norm_quads(s, at0, n0);
		screen_norm_quads(s, at1, n1);
		for (int t = 0; t < s->nrows; t++) {
			screen_bounds(s, t, p, vi_add(vi_times128(vi_load(sums[0][t])), vi_load(sums[1][t])), n0);
			screen_bounds(s, t, q, vi_add(vi_times128(vi_load(sums[2][t])), vi_load(sums[3][t])), n1);
		}
	}
	_tile_release();
}

#else

#define SCAN_FEW 4 // rows of a pass: their sums of high and low parts stay in registers, beside the codes of a group

INL void screen_few_group(vi *hi, vi *lo, const vb *q, int n, const csimd_query *c, int64_t at, int64_t k) {
#pragma GCC unroll 16
	for (int j = 0; j < 16; j++)
#pragma GCC unroll 4
		for (int t = 0; t < n; t++) {
			hi[t] = vi_dp(hi[t], q[j], c[t].v + at + 4 * j);
			lo[t] = vi_dp(lo[t], q[j], c[t].v + at + k + 4 * j);
		}
}

// screen_few estimates a panel for n rows of the step from t0.
INL void screen_few(const csimd_screen *s, int t0, int n, int64_t p) {
	const uint8_t *at = s->panels + p * s->panel_bytes;
	vi hi[SCAN_FEW], lo[SCAN_FEW];
#pragma GCC unroll 4
	for (int t = 0; t < n; t++)
		hi[t] = lo[t] = vi_zero();
	for (int g = 0; g < s->groups; g++) {
		vb q[16];
		at += screen_codes(q, at, s->head.bits[g]);
		screen_few_group(hi, lo, q, n, s->query + t0, GROUP * g, s->head.k);
	}
	vb norms[MAX_GROUPS / 4];
	screen_norm_quads(s, at, norms);
#pragma GCC unroll 4
	for (int t = 0; t < n; t++)
		screen_bounds(s, t0 + t, p, vi_add(vi_times128(hi[t]), lo[t]), norms);
}

static void screen_scan_few(const csimd_screen *s, int64_t p0, int64_t p1) {
	for (int64_t p = p0; p < p1; p++) {
		int t = 0;
		for (; t + 4 <= s->nrows; t += 4)
			screen_few(s, t, 4, p);
		if (s->nrows - t == 3)
			screen_few(s, t, 3, p);
		else if (s->nrows - t == 2)
			screen_few(s, t, 2, p);
		else if (s->nrows - t == 1)
			screen_few(s, t, 1, p);
	}
}

#endif
