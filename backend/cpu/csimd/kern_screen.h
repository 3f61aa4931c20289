// Kernels of the screen (screen.h). Integer sums are exact, so that what they add up to does not depend on the tier.

static const uint8_t screen_zero[64];

#define SCREEN_AHEAD 4096 // how far in front of what it multiplies the scan asks for codes

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
// two bits come out times 16.
INL void screen_quads(vb *q, const uint8_t *p, int bits) {
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
			return;
	}
#if TN > 1
#pragma GCC unroll 4
#endif
	for (int j = 0; j < 4; j++)
		pairs(q + 4 * j, vb_load(top + 64 * j));
}

#define SUMS 4 // of high and of low parts: a product waits some five cycles for the last one of its sum

// screen_group adds the products of 64 axes. The sums are those of codes as screen_quads unpacks them.
INL void screen_group(vi *hi, vi *lo, const uint8_t *p, int bits, const int8_t *x, int64_t k) {
	vb q[16];
	screen_quads(q, p, bits);
#if TN > 1
#pragma GCC unroll 16
#endif
	for (int j = 0; j < 16; j++) {
		hi[j % SUMS] = vi_dp(hi[j % SUMS], q[j], x + 4 * j);
		lo[j % SUMS] = vi_dp(lo[j % SUMS], q[j], x + k + 4 * j);
	}
}

#ifdef HAVE_FIELDS
// field_group is screen_group with codes left where they lie in their bytes, as multiples: in sum i of
//   2 bits: 4ⁱ/16 of what they should be; 4 bits: 1 for i < 2, 16 for the others; 6 bits: 1.
INL void field_group(vi *hi, vi *lo, const uint8_t *p, int bits, const int8_t *x, int64_t k) {
	if (bits == 6) {
		screen_group(hi, lo, p, bits, x, k);
		return;
	}
#pragma GCC unroll 8
	for (int j = 0; j < 2 * bits; j++) {
		const vb q = vb_load(p + 64 * j);
#pragma GCC unroll 4
		for (int i = 0; i < 8 / bits; i++) {
			const int sum = bits == 2 ? i : 2 * i + j % 2, at = bits == 2 ? 4 * j + i : j + 8 * i;
			const vb part = vb_and(q, ((1 << bits) - 1) << bits * i);
			hi[sum] = vi_dp(hi[sum], part, x + 4 * at);
			lo[sum] = vi_dp(lo[sum], part, x + k + 4 * at);
		}
	}
}

// field_total returns the sum of codes as they should be.
INL vi field_total(const vi *sum, int bits) {
	if (bits == 2)
		return vi_add(vi_add(vi_shl(sum[0], 4), vi_shl(sum[1], 2)), vi_add(sum[2], vi_sar(sum[3], 2)));
	const vi a = vi_add(sum[0], sum[1]), b = vi_add(sum[2], sum[3]);
	return vi_add(a, bits == 4 ? vi_sar(b, 4) : b);
}
#else
#define field_group screen_group

INL vi field_total(const vi *sum, int bits) {
	(void)bits;
	return vi_add(vi_add(sum[0], sum[1]), vi_add(sum[2], sum[3]));
}
#endif

// screen_groups adds 128·high + low of groups g … end−1, which have the same number of bits, to total and returns what follows
// them at p. With a loop for each number of bits compilers do not load all of x before they know what to do with it.
#if TN > 1
INL
#else
static __attribute__((noinline))
#endif
const uint8_t *screen_groups(vi *total, const uint8_t *p, int bits, int g, int end, const int8_t *x, int64_t k) {
	vi hi[SUMS], lo[SUMS];
	for (int i = 0; i < SUMS; i++)
		hi[i] = lo[i] = vi_zero();
	for (; g < end; g++, p += 128 * bits) {
		for (int64_t c = 0; c < 128 * bits; c += 64)
			__builtin_prefetch(p + SCREEN_AHEAD + c, 0, 1);
		field_group(hi, lo, p, bits, x + GROUP * g, k);
	}
	*total = vi_add(*total, vi_add(vi_times128(field_total(hi, bits)), field_total(lo, bits)));
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

// screen_scan writes the first estimate for one row of the step of rows 16·p0 … 16·p1−1 and their upper bounds.
static void screen_scan(const csimd_screen *s, int row, int64_t p0, int64_t p1, float *mid, float *up) {
	const csimd_query *c = &s->query[row];
	const int64_t k = s->head.k;
	for (int64_t p = p0; p < p1; p++) {
		const uint8_t *at = s->panels + p * s->panel_bytes;
		vi total = vi_zero();
		for (int g = 0, end; g < s->groups; g = end) {
			const int bits = s->head.bits[g];
			for (end = g + 1; end < s->groups && s->head.bits[end] == bits;)
				end++;
			if (bits == 6)
				at = screen_groups(&total, at, 6, g, end, c->v, k);
			else if (bits == 4)
				at = screen_groups(&total, at, 4, g, end, c->v, k);
			else
				at = screen_groups(&total, at, 2, g, end, c->v, k);
		}
		vb q[MAX_GROUPS / 4];
		for (int j = 0; j < (s->groups + 3) / 4; j++)
			q[j] = vb_load(at + 64 * j);
		vf m = vf_fma(vf_cvt(total), vf_set1(c->s), vf_set1(c->c));
		vf b = vf_fma(vf_cvt(screen_norms(q, s->groups, c->nv[0])), vf_set1(c->norm[0]), vf_set1(c->slack[0]));
		vf_store(mid + PANEL * (p - p0), m);
		vf_store(up + PANEL * (p - p0), vf_add(m, b));
	}
}

// screen_refine returns in up the second bound of 16 rows with the first estimates mid. rows points at their second
// copies: for each 64 axes, byte b holds those of axes b, 16+b, 32+b, 48+b from its lowest bits up.
static void screen_refine(const csimd_screen *s, int row, const uint8_t *const *rows, const float *mid, float *up) {
	const csimd_query *c = &s->query[row];
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
