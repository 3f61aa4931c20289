// Building a screen (screen.h): rotate each row, round it twice, and measure what each rounding left.
#include "screen.h"

#include <math.h>
#include <string.h>

#define DROP_PANELS 1024 // panels whose rows, in a mapped file, are given back at once

static int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }

static double clamp(double v, double top) { return v < 0 ? 0 : v > top ? top : v; }

// put_code writes the code of axis i of a group for lane n of a panel's part: the layout of screen_quads.
static void put_code(uint8_t *p, int bits, int i, int n, int q) {
	const int j = i / 4, at = 4 * n + i % 4;
	if (bits > 2)
		p[64 * (j % 8) + at] |= (uint8_t)((q & 15) << (j < 8 ? 0 : 4));
	if (bits != 4)
		p[(bits == 6 ? 512 : 0) + 64 * (j / 4) + at] |= (uint8_t)((bits == 6 ? q >> 4 : q) << 2 * (j % 4));
}

// round_row writes both copies of z and the norms of what they leave. extra is the most that z itself may be off.
static void round_row(csimd_screen_build *b, int64_t row, const float *z, const double *inverse, double extra) {
	const csimd_screen *s = &b->s;
	const int64_t block = row / PANEL;
	uint8_t *panel = (uint8_t *)s->panels + block * s->panel_bytes, *second = (uint8_t *)s->rows + row * s->row_bytes;
	float *norms = b->norms + row * 2 * s->groups;
	for (int g = 0; g < s->groups; panel += 128 * s->head.bits[g], g++) {
		const int bits = s->head.bits[g];
		const double most = (1 << bits) - 1;
		double left[2] = {0, 0};
		for (int i = 0; i < GROUP; i++) {
			const int64_t axis = GROUP * g + i;
			const double d = s->step[axis], v = ((double)z[axis] - s->mean[axis]) * inverse[axis] + (most + 1) / 2;
			const int q = (int)clamp(v, most), sub = (int)clamp((v - q) * 4, 3); // any codes are right: the norms are of these
			const double t = s->mean[axis] + d * (q - most / 2), u = t + d / 4 * (sub - 1.5);
			put_code(panel, bits, i, (int)(row % PANEL), q);
			second[16 * g + i % 16] |= (uint8_t)(sub << 2 * (i / 16));
			left[0] += (z[axis] - t) * (z[axis] - t);
			left[1] += (z[axis] - u) * (z[axis] - u);
		}
		for (int c = 0; c < 2; c++)
			norms[c * s->groups + g] = nextafterf((float)(sqrt(left[c]) * (1 + 1e-9) + extra), INFINITY);
	}
}

// rotate decodes n ≤ 16 rows of the weight to x and writes z = P·x. scratch has room for 16 rows.
static void rotate(const csimd_worker *w, const csimd_screen *s, const csimd_weight *wt, const int64_t *rows, int64_t n, float *x, float *z, uint8_t *scratch) {
	const int64_t k = wt->k;
	for (int64_t i = 0; i < n; i++)
		csimd_dequantise_row(wt->dtype, wt->rows + rows[i] * wt->row_bytes, x + i * k, k, 1);
	for (int64_t c = 0; c < k / PANEL; c++)
		w->k->gemm_float(&s->basis_weight, c, x, n, z + c * PANEL, k, scratch);
}

// build rounds n ≤ 16 rows from row on. The sums of z are over K in 16 lanes; values of x were decoded with two roundings.
static void build(csimd_screen_build *b, int64_t row, int64_t n, const float *x, const float *z, const double *inverse) {
	const int64_t k = b->s.head.k;
	for (int64_t i = 0; i < n; i++) {
		double size = 0;
		for (int64_t j = 0; j < k; j++)
			size += (double)x[i * k + j] * x[i * k + j];
		size = sqrt(size);
		if (!(size < 1e15)) {
			atomic_store(&b->bad, 1);
			continue;
		}
		b->sizes[row + i] = nextafterf((float)(size * (1 + 1e-6)), INFINITY);
		round_row(b, row + i, z + i * k, inverse, 0x1p-23 * ((double)k / 16 + 16) * sqrt((double)k) * size);
	}
}

// csimd_build_stage takes 16 rows at a time.
int64_t csimd_build_stage(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units) {
	csimd_screen_build *b = op->dst;
	const csimd_weight *wt = op->w[0];
	const int64_t k = wt->k, all = b->samples ? b->samples : wt->n;
	float *x = (float *)(g->scratch + w->id * g->scratch_bytes), *z = x + PANEL * k;
	double *inverse = (double *)(z + PANEL * k);
	int64_t done = 0;
	*units = (all + PANEL - 1) / PANEL;
	for (int64_t i = 0; i < k; i++)
		inverse[i] = 1 / b->s.step[i];
	for (int64_t p; (p = atomic_fetch_add_explicit(w->next, 1, memory_order_relaxed)) < *units; done++) {
		const int64_t n = min64(PANEL, all - p * PANEL);
		int64_t rows[PANEL];
		for (int64_t i = 0; i < n; i++)
			rows[i] = b->samples ? (p * PANEL + i) * wt->n / all : p * PANEL + i;
		rotate(w, &b->s, wt, rows, n, x, b->samples ? b->sample + p * PANEL * k : z, (uint8_t *)(inverse + k));
		if (b->samples)
			continue;
		if (b->s.mapped && p % DROP_PANELS == DROP_PANELS - 1) // the rows before are read, or come back when they are
			csimd_drop(wt->rows, (p - 64) * PANEL * wt->row_bytes);
		build(b, p * PANEL, n, x, z, inverse);
	}
	return done;
}

// csimd_build_norms finds the longest row and rounds the norms up to 7 bits between the least and the largest of each group.
void csimd_build_norms(csimd_screen_build *b) {
	csimd_screen *s = &b->s;
	csimd_screen_head *h = (csimd_screen_head *)b->table;
	const int64_t n = s->head.n;
	const int groups = s->groups;
	for (int64_t r = 0; r < n; r++)
		if (b->sizes[r] > h->longest) // fmax crashes GCC 12 for arm64 here
			h->longest = b->sizes[r];
	for (int c = 0; c < 2; c++)
		for (int g = 0; g < groups; g++) {
			float low = INFINITY, high = 0;
			for (int64_t r = 0; r < n; r++) {
				const float v = b->norms[(2 * r + c) * groups + g];
				low = v < low ? v : low;
				high = v > high ? v : high;
			}
			const float unit = (high - low) / 126 + 1e-30f;
			h->low[c][g] = low;
			h->unit[c][g] = unit;
			for (int64_t r = 0; r < n; r++) {
				const double over = (double)b->norms[(2 * r + c) * groups + g] - low;
				const uint8_t q = (uint8_t)clamp(ceil(over / unit), 127);
				if (c == 0)
					((uint8_t *)s->panels)[(r / PANEL + 1) * s->panel_bytes - 64 * ((groups + 3) / 4) + 64 * (g / 4) + 4 * (r % PANEL) + g % 4] = q;
				else
					((uint8_t *)s->rows)[r * s->row_bytes + s->head.k / 4 + g] = q;
			}
		}
}
