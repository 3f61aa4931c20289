// Building a screen (screen.h): rotate the rows, round each twice, and measure what each rounding left.
#include "screen.h"

#include <math.h>
#include <string.h>

#define UNIT 64        // panels that a thread takes at a time
#define DROP_UNITS 16  // units whose rows, in a mapped file, are given back at once

static int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }

static int64_t take(const csimd_worker *w) { return atomic_fetch_add_explicit(w->next, 1, memory_order_relaxed); }

// What a thread needs for its panels.
typedef struct {
	float *mean, *step, *inverse; // [K]
	float *x, *z;                 // [16][K] and [K][16]
	uint8_t *rows;                // 16 rows as stored
	uint8_t *product;             // scratch of csimd_product
} room;

// csimd_build_scratch is the size of a room but for product.
int64_t csimd_build_scratch(const csimd_weight *w) { return 4 * 3 * w->k + 4 * 32 * w->k + ((PANEL * w->row_bytes + 63) & ~(int64_t)63); }

static room open_room(const csimd_worker *w, csimd_program *g, const csimd_screen_build *b, const csimd_weight *wt) {
	const int64_t k = wt->k;
	float *at = (float *)(g->scratch + w->id * g->scratch_bytes);
	room r = {.mean = at, .step = at + k, .inverse = at + 2 * k, .x = at + 3 * k, .z = at + 19 * k, .rows = (uint8_t *)(at + 35 * k)};
	r.product = (uint8_t *)at + csimd_build_scratch(wt);
	for (int64_t i = 0; i < k; i++) {
		r.mean[i] = (float)b->s.mean[i];
		r.step[i] = (float)b->s.step[i];
		r.inverse[i] = (float)(1 / b->s.step[i]);
	}
	return r;
}

// whole reports whether products with rows as they are stored have few roundings: integer sums, no minima that cancel.
static bool whole(const csimd_weight *wt) { return wt->dtype == D_Q8_0; }

// rotate writes axes from … to−1 of z = P·w for panel p of wt: z[axis][16], zero for rows that wt does not have.
static void rotate(const csimd_worker *w, csimd_program *g, const csimd_op *op, const csimd_weight *wt, int64_t p, int64_t from, int64_t to,
                   csimd_chunk *chunk, float *z, const room *r) {
	const csimd_screen_build *b = op->dst;
	const int64_t k = wt->k, n = min64(PANEL, wt->n - p * PANEL);
	if (n < PANEL)
		memset(z, 0, sizeof(float) * (size_t)(PANEL * (to - from)));
	if (whole(wt)) {
		csimd_product(w, g, op, wt, p, from, to - from, chunk, z, r->product);
		return;
	}
	for (int64_t i = 0; i < n; i++)
		csimd_dequantise_row(wt->dtype, wt->rows + (p * PANEL + i) * wt->row_bytes, r->x + i * k, k, 1);
	const csimd_weight x = {.data = (uint8_t *)r->x, .rows = (uint8_t *)r->x, .fmt = F_F32, .dtype = D_F32, .n = n, .k = k,
	                        .row_bytes = 4 * k, .panel_bytes = 4 * PANEL * k};
	w->k->gemm_float(&x, 0, b->s.basis + from * k, to - from, z, PANEL, r->product);
}

// sample rotates panel p of the sampled rows.
static void sample(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t p, const room *r) {
	const csimd_screen_build *b = op->dst;
	const csimd_weight *wt = op->w[0];
	const int64_t n = min64(PANEL, b->samples - p * PANEL), most = csimd_most_tokens(wt->k) / GROUP * GROUP;
	for (int64_t i = 0; i < n; i++)
		memcpy(r->rows + i * wt->row_bytes, wt->rows + (p * PANEL + i) * wt->n / b->samples * wt->row_bytes, (size_t)wt->row_bytes);
	csimd_weight some = *wt;
	some.rows = some.data = r->rows;
	some.n = n;
	for (int64_t from = 0; from < wt->k; from += most) {
		csimd_chunk chunk = {0};
		rotate(w, g, op, &some, 0, from, min64(from + most, wt->k), &chunk, b->sample + (p * wt->k + from) * PANEL, r);
	}
}

// round_panels writes the copies of panels first … end−1, and to norms the sums of squares of what they leave.
static void round_panels(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t first, int64_t end, const room *r) {
	csimd_screen_build *b = op->dst;
	const csimd_screen *s = &b->s;
	const csimd_weight *wt = op->w[0];
	const int64_t most = csimd_most_tokens(wt->k) / GROUP * GROUP;
	int64_t at = 0; // of the group in a panel
	for (int64_t from = 0, to; from < wt->k; from = to) {
		csimd_chunk chunk = {0};
		int64_t next = at;
		to = min64(from + most, wt->k);
		for (int64_t p = first; p < end; p++) {
			rotate(w, g, op, wt, p, from, to, &chunk, r->z, r);
			next = at;
			for (int64_t axis = from; axis < to; axis += GROUP) {
				const int64_t group = axis / GROUP;
				float left[3][PANEL];
				w->k->screen_round(s->head.bits[group], r->z + (axis - from) * PANEL, r->mean + axis, r->step + axis, r->inverse + axis,
				                   (uint8_t *)s->panels + p * s->panel_bytes + next, (uint8_t *)s->rows + p * PANEL * s->row_bytes + 16 * group,
				                   s->row_bytes, left[0]);
				next += 128 * s->head.bits[group];
				for (int c = 0; c < 2; c++)
					memcpy(b->norms + ((p * 2 + c) * s->groups + group) * PANEL, left[c], sizeof left[c]);
				for (int i = 0; i < min64(PANEL, wt->n - p * PANEL); i++)
					b->sizes[p * PANEL + i] += left[2][i];
			}
		}
		at = next;
	}
}

// bounds turns the sums of squares of panels first … end−1 into bounds of norms, and into those of the rows' lengths.
//
// The z that was rounded is off by at most slack_g·‖w‖ in a group, so ‖w‖·√(1 − skew) ≤ ‖P·w‖ ≤ ‖z‖ + ‖w‖·√Σ slack². Mean and step
// are floats; each residual z − t or z − u has at most four roundings of values that are at most |z − mean| and twice the
// residual. Sums of 64 squares have 64 roundings, and squares that are too small for a float lose 2⁻⁷⁵ of a norm at most.
static void bounds(const csimd_worker *w, csimd_screen_build *b, int64_t first, int64_t end) {
	const csimd_screen *s = &b->s;
	const int groups = s->groups;
	float *low = b->low + w->id * 2 * groups, *high = b->high + w->id * 2 * groups;
	double slack = 0, mean[MAX_GROUPS] = {0};
	for (int64_t i = 0; i < s->head.k; i++)
		mean[i / GROUP] += s->mean[i] * s->mean[i];
	for (int g = 0; g < groups; g++)
		slack += b->slack[g] * b->slack[g];
	for (int64_t p = first; p < end; p++) {
		const int rows = (int)min64(PANEL, s->head.n - p * PANEL);
		double size[PANEL];
		for (int i = 0; i < rows; i++) {
			size[i] = sqrt(b->sizes[p * PANEL + i]) * (1 + 0x1p-17) / (sqrt(1 - s->head.skew) - sqrt(slack)) + 0x1p-60;
			if (!(size[i] < 1e15))
				atomic_store(&b->bad, 1);
			b->sizes[p * PANEL + i] = nextafterf((float)size[i], INFINITY);
		}
		for (int j = 0; j < 2 * groups; j++) {
			float *norms = b->norms + (p * 2 * groups + j) * PANEL;
			const int g = j % groups;
			for (int i = 0; i < rows; i++) {
				const double left = sqrt(norms[i]), extra = b->slack[g] * size[i] + 0x1p-20 * (size[i] + sqrt(mean[g]) + left) + 0x1p-60;
				norms[i] = nextafterf((float)(left * (1 + 0x1p-18) + extra), INFINITY);
				low[j] = norms[i] < low[j] ? norms[i] : low[j];
				high[j] = norms[i] > high[j] ? norms[i] : high[j];
			}
		}
	}
}

// write_norms writes the norms of panels first … end−1: 7 bits between the least and the largest of each group.
static void write_norms(csimd_screen_build *b, int64_t first, int64_t end) {
	const csimd_screen *s = &b->s;
	const csimd_screen_head *h = (const csimd_screen_head *)b->table;
	const int groups = s->groups;
	for (int64_t p = first; p < end; p++) {
		uint8_t *panel = (uint8_t *)s->panels + (p + 1) * s->panel_bytes - 64 * ((groups + 3) / 4);
		for (int j = 0; j < 2 * groups; j++) {
			const float *norms = b->norms + (p * 2 * groups + j) * PANEL;
			const int c = j / groups, g = j % groups;
			for (int i = 0; i < (int)min64(PANEL, s->head.n - p * PANEL); i++) {
				const double steps = ((double)norms[i] - h->low[c][g]) / h->unit[c][g];
				const int q = (int)steps + (steps > (int)steps);
				uint8_t *to = c ? (uint8_t *)s->rows + (p * PANEL + i) * s->row_bytes + s->head.k / 4 + g : panel + 64 * (g / 4) + 4 * i + g % 4;
				*to = (uint8_t)(q > 127 ? 127 : q);
			}
		}
	}
}

// csimd_build_stage takes UNIT panels at a time, or one of samples.
int64_t csimd_build_stage(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units) {
	csimd_screen_build *b = op->dst;
	const csimd_weight *wt = op->w[0];
	const room r = open_room(w, g, b, wt);
	const int64_t panels = ((b->phase == BUILD_SAMPLE ? b->samples : wt->n) + PANEL - 1) / PANEL, each = b->phase == BUILD_SAMPLE ? 1 : UNIT;
	int64_t done = 0;
	*units = (panels + each - 1) / each;
	for (int64_t u; (u = take(w)) < *units; done++) {
		const int64_t first = u * each, end = min64(first + each, panels);
		switch (b->phase) {
		case BUILD_SAMPLE: sample(w, g, op, u, &r); break;
		case BUILD_NORMS: write_norms(b, first, end); break;
		default:
			if (b->s.mapped && u % DROP_UNITS == DROP_UNITS - 1) // the rows before are read, or come back when they are
				csimd_drop(wt->rows, (first - UNIT) * PANEL * wt->row_bytes);
			round_panels(w, g, op, first, end, &r);
			bounds(w, b, first, end);
		}
	}
	return done;
}

// csimd_build_basis writes the basis as csimd_product multiplies it, in 15 bits, to xq, and what those leave of it to rest [K,K]. Products
// with rows that are not whole take the basis itself.
void csimd_build_basis(const csimd_kernels *kernels, const csimd_screen *s, const csimd_weight *wt, int8_t *xq, double *rest) {
	const int64_t k = s->head.k;
	for (int64_t i = 0; i < k && whole(wt); i++) {
		int8_t *row = xq + i * xq_stride(k);
		kernels->quantise(row, s->basis + i * k, k, false);
		for (int64_t c = 0; c < k; c++)
			rest[i * k + c] = s->basis[i * k + c] - (128 * row[c] + row[k + c]) * ((double)xq_d(row, k)[c / QB] / 128);
	}
}

// csimd_build_head finds the longest row and the ranges of the norms.
void csimd_build_head(csimd_screen_build *b, int threads) {
	csimd_screen_head *h = (csimd_screen_head *)b->table;
	const int groups = b->s.groups;
	for (int64_t r = 0; r < h->n; r++)
		if (b->sizes[r] > h->longest) // fmax crashes GCC 12 for arm64 here
			h->longest = b->sizes[r];
	for (int j = 0; j < 2 * groups; j++) {
		float low = INFINITY, high = 0;
		for (int t = 0; t < threads; t++) {
			low = b->low[t * 2 * groups + j] < low ? b->low[t * 2 * groups + j] : low;
			high = b->high[t * 2 * groups + j] > high ? b->high[t * 2 * groups + j] : high;
		}
		h->low[j / groups][j % groups] = low;
		h->unit[j / groups][j % groups] = (high - low) / 126 + 1e-30f;
	}
}
