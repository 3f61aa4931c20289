// Kernels of the screen (screen.h). Integer sums are exact, so that what they add up to does not depend on the tier.

static const uint8_t screen_zero[64];

INL vb vb_zero(void) { return vb_load(screen_zero); }

// pairs spreads the four pairs of bits of each byte of h over q: a pair at bits 2j, 2j+1 goes to bits 4, 5 of q[j].
INL void pairs(vb *q, vb h) {
	q[0] = vb_bits(q[0], h, 0, 0x30);
	q[1] = vb_bits(q[1], h, 2, 0x30);
	q[2] = vb_bits(q[2], h, 4, 0x30);
	q[3] = vb_bits(q[3], h, 6, 0x30);
}

// Unrolling is left to the tiers whose vectors are registers: TN is 1 in portable C.

// screen_quads unpacks the codes of 64 axes of a panel: byte 4n+i of q[j] belongs to axis 4j+i of row n. Codes of
// two bits come out times 16. Returns the bytes read.
INL int64_t screen_quads(vb *q, const uint8_t *p, int bits) {
	const uint8_t *top = p;
	if (bits == 2) {
#if TN > 1
#pragma GCC unroll 16
#endif
		for (int j = 0; j < 16; j++)
			q[j] = vb_zero();
	} else {
#if TN > 1
#pragma GCC unroll 8
#endif
		for (int j = 0; j < 8; j++) {
			vb lo = vb_load(p + 64 * j);
			q[j] = vb_lo4(lo);
			q[j + 8] = vb_hi4(lo);
		}
		top += 512;
		if (bits == 4)
			return 512;
	}
#if TN > 1
#pragma GCC unroll 4
#endif
	for (int j = 0; j < 4; j++)
		pairs(q + 4 * j, vb_load(top + 64 * j));
	return bits == 2 ? 256 : 768;
}

#if TN > 1
INL const uint8_t *screen_group(vi *sum, const uint8_t *p, int bits, const int8_t *hi, const int8_t *lo) {
#else
static __attribute__((noinline)) const uint8_t *screen_group(vi *sum, const uint8_t *p, int bits, const int8_t *hi, const int8_t *lo) {
#endif
	vb q[16];
	p += screen_quads(q, p, bits);
#if TN > 1
#pragma GCC unroll 16
#endif
	for (int j = 0; j < 16; j++) {
		sum[j & 1] = vi_dp(sum[j & 1], q[j], hi + 4 * j);
		sum[2 + (j & 1)] = vi_dp(sum[2 + (j & 1)], q[j], lo + 4 * j);
	}
	return p;
}

INL vi screen_norms(const vb *q, int groups, const int8_t *v) {
	vi hi = vi_zero(), lo = vi_zero();
	for (int j = 0; j < (groups + 3) / 4; j++) {
		hi = vi_dp(hi, q[j], v + 4 * j);
		lo = vi_dp(lo, q[j], v + MAX_GROUPS + 4 * j);
	}
	return vi_add(vi_times128(hi), lo);
}

// screen_scan writes the first estimate of rows 16·p0 … 16·p1−1 and their upper bounds.
static void screen_scan(const csimd_screen *s, int64_t p0, int64_t p1, float *mid, float *up) {
	const csimd_query *c = &s->query;
	const int64_t k = s->head.k;
	for (int64_t p = p0; p < p1; p++) {
		const uint8_t *at = s->panels + p * s->panel_bytes;
		vi sum[4] = {vi_zero(), vi_zero(), vi_zero(), vi_zero()};
		for (int g = 0; g < s->groups; g++) {
			const int8_t *hi = c->v + GROUP * g, *lo = hi + k;
			if (s->head.bits[g] == 6)
				at = screen_group(sum, at, 6, hi, lo);
			else if (s->head.bits[g] == 4)
				at = screen_group(sum, at, 4, hi, lo);
			else
				at = screen_group(sum, at, 2, hi, lo);
		}
		vb q[MAX_GROUPS / 4];
		for (int j = 0; j < (s->groups + 3) / 4; j++)
			q[j] = vb_load(at + 64 * j);
		vi total = vi_add(vi_times128(vi_add(sum[0], sum[1])), vi_add(sum[2], sum[3]));
		vf m = vf_fma(vf_cvt(total), vf_set1(c->s), vf_set1(c->c));
		vf b = vf_fma(vf_cvt(screen_norms(q, s->groups, c->nv[0])), vf_set1(c->norm[0]), vf_set1(c->slack[0]));
		vf_store(mid + PANEL * (p - p0), m);
		vf_store(up + PANEL * (p - p0), vf_add(m, b));
	}
}

// screen_refine returns in up the second bound of 16 rows with the first estimates mid. rows points at their second
// copies: for each 64 axes, byte b holds those of axes b, 16+b, 32+b, 48+b from its lowest bits up.
static void screen_refine(const csimd_screen *s, const uint8_t *const *rows, const float *mid, float *up) {
	const csimd_query *c = &s->query;
	const int64_t k = s->head.k;
	vi hi[2] = {vi_zero(), vi_zero()}, lo[2] = {vi_zero(), vi_zero()};
	for (int g0 = 0; g0 < s->groups; g0 += 2) {
		vb q[8];
		quads(q, rows, 16 * g0);
		for (int g = g0; g < s->groups && g < g0 + 2; g++) {
			const int two = s->head.bits[g] == 2;
			const int8_t *x = c->v + GROUP * g;
			vi h = hi[two], l = lo[two];
#if TN > 1
#pragma GCC unroll 4
#endif
			for (int j = 0; j < 4; j++) {
				vb part[4] = {vb_zero(), vb_zero(), vb_zero(), vb_zero()};
				pairs(part, q[4 * (g - g0) + j]);
#if TN > 1
#pragma GCC unroll 4
#endif
				for (int i = 0; i < 4; i++) {
					h = vi_dp(h, part[i], x + 16 * i + 4 * j);
					l = vi_dp(l, part[i], x + k + 16 * i + 4 * j);
				}
			}
			hi[two] = h;
			lo[two] = l;
		}
	}
	vb n[8];
	quads(n, rows, k / 4);
	vf m = vf_add(vf_load(mid), vf_set1(c->c2));
	for (int i = 0; i < 2; i++)
		m = vf_fma(vf_cvt(vi_add(vi_times128(hi[i]), lo[i])), vf_set1(c->s2[i]), m);
	vf b = vf_fma(vf_cvt(screen_norms(n, s->groups, c->nv[1])), vf_set1(c->norm[1]), vf_set1(c->slack[1]));
	vf_store(up, vf_add(m, b));
}
