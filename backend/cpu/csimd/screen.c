// The screened product (screen.h): estimate every row, compute the most promising ones, and then those that the
// bounds do not exclude. What is computed is computed by the kernel that would compute all.
#include "screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOP 16256 // largest magnitude of two int8 parts, 128·127
#define SCAN 32   // panels that a thread estimates at once
#define COLLECT 4096
#define REFINE 256

static int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }

static int64_t take(const csimd_worker *w, int64_t n) { return atomic_fetch_add_explicit(w->next, n, memory_order_relaxed); }

static int64_t align64(int64_t n) { return (n + 63) & ~(int64_t)63; }

// place returns the address of an offset, NULL in no table.
static const void *place(const uint8_t *table, int64_t at) { return table ? table + at : NULL; }

// layout sets what follows from the head and returns the size of the table.
static int64_t layout(csimd_screen *s, const uint8_t *table) {
	const int64_t n = s->head.n, k = s->head.k, blocks = (n + PANEL - 1) / PANEL;
	s->groups = (int)(k / GROUP);
	s->panel_bytes = 64 * ((s->groups + 3) / 4);
	for (int g = 0; g < s->groups; g++)
		s->panel_bytes += s->head.bits[g] * 128;
	s->row_bytes = k / 4 + ((s->groups + 15) & ~15);
	int64_t at = align64(sizeof s->head);
	s->basis = place(table, at);
	at += 4 * k * k;
	s->mean = place(table, at);
	at += 8 * k;
	s->step = place(table, at);
	at += 8 * k;
	s->panels = place(table, at);
	at += blocks * s->panel_bytes;
	s->rows = place(table, at);
	return at + blocks * PANEL * s->row_bytes + 64; // the last row is read in pieces of 32 bytes
}

int64_t csimd_screen_bytes(const csimd_screen_head *h) {
	csimd_screen s = {.head = *h};
	return layout(&s, NULL);
}

// csimd_screen_open takes a table of a checked size apart: 0, or −1 if the values in its head cannot be.
int csimd_screen_open(csimd_screen *s, const uint8_t *table) {
	memcpy(&s->head, table, sizeof s->head);
	layout(s, table);
	const int64_t k = s->head.k;
	s->basis_weight = (csimd_weight){.data = (const uint8_t *)s->basis, .rows = (const uint8_t *)s->basis, .fmt = F_F32, .dtype = D_F32,
	                                 .n = k, .k = k, .row_bytes = 4 * k, .panel_bytes = 4 * PANEL * k};
	if (!(s->head.skew >= 0 && s->head.skew < 0.01) || !(s->head.longest >= 0 && s->head.longest < 1e15))
		return -1;
	for (int c = 0; c < 2; c++)
		for (int g = 0; g < s->groups; g++)
			if (!(s->head.low[c][g] >= 0 && s->head.low[c][g] < 1e15f && s->head.unit[c][g] >= 0 && s->head.unit[c][g] < 1e15f))
				return -1;
	for (int64_t i = 0; i < k; i++)
		if (!(s->step[i] > 0 && s->step[i] < 1e15) || !(fabs(s->mean[i]) < 1e15))
			return -1;
	return 0;
}

// csimd_screened reports whether the run takes op's largest entries by a screen, as far as is known beforehand.
bool csimd_screened(const csimd_program *g, const csimd_op *op) {
	return g->screened && op->w[0]->screen && g->live[op->axis] == 1 && op->topk <= SEEDS && op->w[0]->n > op->topk && op->w[0]->screen->active &&
	       atomic_load(&op->w[0]->screen->count) <= op->w[0]->screen->limit;
}

static const void *input(csimd_program *g, const csimd_op *op) { return g->slots[op->w[0]->fmt <= F_B16 ? op->x : op->xq]; }

// touch notes that w was read in its file.
static void touch(csimd_screen *s, const csimd_weight *w) {
	if (s->mapped && atomic_fetch_add_explicit(&s->touched, 1, memory_order_relaxed) % DROP == DROP - 1)
		csimd_drop(w->rows, w->n * w->row_bytes);
}

// open_input writes the values that the product multiplies to s->h. Values that are not finite, and those so large
// that squares may overflow, leave the step to the whole product.
static void open_input(csimd_screen *s, csimd_program *g, const csimd_op *op) {
	const int64_t k = s->head.k;
	s->began = csimd_now();
	atomic_store(&s->count, 0);
	s->active = g->screened && g->live[op->axis] == 1;
	if (!s->active)
		return;
	touch(s, op->w[0]); // by the embedding of the step's token, if w is that, too
	if (op->w[0]->fmt <= F_B16) {
		memcpy(s->h, input(g, op), sizeof(float) * (size_t)k);
	} else {
		const int8_t *x = input(g, op);
		for (int64_t i = 0; i < k; i++)
			s->h[i] = xq_value(x, k, i);
	}
	for (int64_t i = 0; i < k; i++)
		if (!(fabsf(s->h[i]) < 1e15f))
			s->active = 0;
}

// split writes v as 128·hi + lo.
static void split(int32_t v, int8_t *hi, int8_t *lo) {
	const int32_t h = (v >= 0 ? v + 64 : v - 64) / 128;
	*hi = (int8_t)h;
	*lo = (int8_t)(v - 128 * h);
}

// norms writes the coefficients of a copy's norms, rounded up, and returns their share of the slack.
static double norms(csimd_screen *s, int copy, const double *length) {
	csimd_query *q = &s->query;
	double top = 1e-30, slack = 0;
	for (int g = 0; g < s->groups; g++) {
		top = fmax(top, length[g] * s->head.unit[copy][g]);
		slack += length[g] * s->head.low[copy][g];
	}
	q->norm[copy] = (float)(top / TOP * 1.000001);
	memset(q->nv[copy], 0, sizeof q->nv[copy]);
	for (int g = 0; g < s->groups; g++) {
		const double v = ceil(length[g] * s->head.unit[copy][g] / q->norm[copy]);
		split((int32_t)fmin(v, TOP), &q->nv[copy][g], &q->nv[copy][MAX_GROUPS + g]);
		slack += 127 * 3e-7 * length[g] * s->head.unit[copy][g]; // v·norm may be smaller than it should by a rounding
	}
	return slack;
}

// prepare turns r into integers: r·step = s·v + e, |e| ≤ s/2. In the margin, in order: the whole product's own
// sums, P's skewness, r's sums over K in 16 lanes and the roundings of h, the |e|·|q−c| that the integers leave
// out, and the float roundings of what is made of the integer sums.
static void prepare(csimd_screen *s) {
	csimd_query *q = &s->query;
	const int64_t k = s->head.k;
	double size = 0, length[MAX_GROUPS], a[MAX_GROUPS * GROUP], top = 1e-30;
	for (int64_t i = 0; i < k; i++)
		size += (double)s->h[i] * s->h[i];
	size = sqrt(size) * (1 + 1e-9) * s->head.longest;
	for (int g = 0; g < s->groups; g++) {
		length[g] = 0;
		for (int64_t i = GROUP * g; i < GROUP * (g + 1); i++) {
			length[g] += (double)s->r[i] * s->r[i];
			a[i] = s->r[i] * s->step[i] / (s->head.bits[g] == 2 ? 16 : 1);
			top = fmax(top, fabs(a[i]));
		}
		length[g] = sqrt(length[g]) * (1 + 1e-9);
	}
	q->s = (float)(top / TOP * 1.000001);
	double c = 0, c2 = 0, left = 0, left2 = 0, large = 0;
	for (int64_t i = 0; i < k; i++) {
		const int bits = s->head.bits[i / GROUP];
		const double m = bits == 2 ? 16 : 1, middle = m * ((1 << bits) - 1) / 2;
		const int32_t v = (int32_t)fmax(-TOP, fmin(TOP, nearbyint(a[i] / q->s)));
		const double is = (double)q->s * v, e = fabs(a[i] - is) * (1 + 1e-9) + 1e-15 * fabs(a[i]);
		split(v, &q->v[i], &q->v[k + i]);
		c += s->r[i] * s->mean[i] - is * middle;
		c2 -= is * m * 0.375;
		left += e * middle;
		left2 += e * m * 0.375;
		large += fabs(is) * (2 * middle + m) + fabs(s->r[i] * s->mean[i]);
	}
	q->c = (float)c;
	q->c2 = (float)c2;
	q->s2[0] = q->s / 64;
	q->s2[1] = q->s / 4;
	double margin = ((double)k + 64) * 0x1p-23 * size + s->head.skew * size + 0x1p-23 * ((double)k / 16 + 16) * sqrt((double)k) * size * 1.01 + left;
	const double n0 = norms(s, 0, length), n1 = norms(s, 1, length);
	margin += 0x1p-20 * (large + n0 + n1 + 127 * TOP * ((double)q->norm[0] + q->norm[1]) * s->groups + margin);
	q->slack[0] = (float)((n0 + margin) * (1 + 1e-6));
	q->slack[1] = (float)((n1 + margin + left2) * (1 + 1e-6));
	if (!(size < 1e30) || !(large < 1e30) || !isfinite(q->c) || !isfinite(q->slack[0]) || !isfinite(q->slack[1]))
		s->active = 0;
}

// set_of returns where a row is kept, if it is.
static int64_t set_of(const csimd_screen *s, int32_t id) { return (int64_t)((uint32_t)id * 2654435761u >> 8) % s->nsets; }

static int32_t tag(const csimd_set *set, int i) { return atomic_load_explicit(&set->tag[i], memory_order_relaxed); }

// expect prefetches a row that will be fetched soon.
static void expect(const csimd_screen *s, int32_t id, int64_t row_bytes) {
	const csimd_set *set = &s->sets[set_of(s, id)];
	for (int i = 0; i < WAYS; i++)
		if (tag(set, i) == id + 1)
			for (int64_t b = 0; b < row_bytes; b += 64)
				__builtin_prefetch(s->kept + (set_of(s, id) * WAYS + i) * row_bytes + b);
}

// fetch copies a row as it is stored. The WAYS rows of a set that were used last are kept.
static void fetch(csimd_screen *s, const csimd_weight *w, int32_t id, uint8_t *to) {
	const size_t size = (size_t)w->row_bytes;
	const uint8_t *row = w->rows + id * w->row_bytes;
	csimd_set *set = &s->sets[set_of(s, id)];
	uint8_t *kept = s->kept + set_of(s, id) * WAYS * w->row_bytes;
	int i = 0, oldest = 0;
	if (atomic_exchange_explicit(&set->busy, 1, memory_order_acquire)) { // with another thread: do without
		memcpy(to, row, size);
		touch(s, w);
		return;
	}
	for (; i < WAYS && tag(set, i) != id + 1; i++)
		if (set->age[i] > set->age[oldest])
			oldest = i;
	if (i == WAYS) {
		i = oldest;
		memcpy(kept + i * size, row, size);
		atomic_store_explicit(&set->tag[i], id + 1, memory_order_relaxed);
		touch(s, w);
	}
	for (int j = 0; j < WAYS; j++)
		set->age[j] += set->age[j] < 255;
	set->age[i] = 0;
	memcpy(to, kept + i * size, size);
	atomic_store_explicit(&set->busy, 0, memory_order_release);
}

// exact computes n ≤ 16 rows with the kernel of the whole product, from copies of the rows as they are stored.
static void exact(const csimd_worker *w, csimd_program *g, const csimd_op *op, const int32_t *ids, int n, float *out) {
	csimd_weight part = *op->w[0];
	uint8_t *scratch = g->scratch + w->id * g->scratch_bytes;
	uint8_t *rows = scratch, *panel = rows + align64(PANEL * part.row_bytes);
	for (int i = 0; i < n; i++)
		fetch(op->w[0]->screen, op->w[0], ids[i], rows + i * part.row_bytes);
	part.n = n;
	part.rows = part.data = rows;
	const int64_t packed = csimd_panel_bytes(part.fmt, part.k);
	if (packed) {
		csimd_repack(&part, panel, 0, 1);
		part.data = panel;
	}
	w->k->gemv(&part, 0, 1, input(g, op), out, panel + align64(packed));
}

static int seeds_of(const csimd_op *op) { return op->topk < 16 ? 16 : op->topk; }

static int64_t scan(const csimd_worker *w, csimd_screen *s, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const int64_t total = (s->head.n + PANEL - 1) / PANEL;
	csimd_cand *heap = s->seeds + SEEDS * w->id;
	int32_t *count = &s->nseeds[w->id], idx[SCAN * PANEL];
	const int want = seeds_of(op);
	*all = total;
	for (int64_t p; (p = take(w, SCAN)) < total; done += min64(SCAN, total - p)) {
		const int64_t to = min64(p + SCAN, total), from = p * PANEL, n = min64(to * PANEL, s->head.n) - from;
		w->k->screen_scan(s, p, to, s->mid + from, s->up + from);
		int64_t i = 0;
		for (; i < n && *count < want; i++)
			csimd_topk_push(heap, count, want, s->mid[from + i], (int32_t)(from + i));
		if (i == n)
			continue;
		const int found = w->k->above(s->mid + from + i, (int)(n - i), heap[0].v, idx);
		for (int j = 0; j < found; j++)
			csimd_topk_push(heap, count, want, s->mid[from + i + idx[j]], (int32_t)(from + i + idx[j]));
	}
	return done;
}

// seed computes what the threads propose, 16 rows a unit.
static int64_t seed(const csimd_worker *w, csimd_program *g, csimd_screen *s, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const int64_t per = SEEDS / PANEL;
	*all = w->threads * per;
	for (int64_t u; (u = take(w, 1)) < *all; done++) {
		const int64_t t = u / per, from = u % per * PANEL;
		int32_t ids[PANEL];
		int n = 0;
		for (; n < PANEL && from + n < s->nseeds[t]; n++)
			ids[n] = s->seeds[SEEDS * t + from + n].i;
		if (n)
			exact(w, g, op, ids, n, s->scores + SEEDS * t + from);
	}
	return done;
}

// set_bar finds the k-th best of the seeds: what the bounds have to reach.
static void set_bar(const csimd_worker *w, csimd_screen *s, const csimd_op *op) {
	csimd_cand heap[SEEDS];
	int32_t n = 0;
	for (int t = 0; t < w->threads; t++)
		for (int i = 0; i < s->nseeds[t]; i++)
			csimd_topk_push(heap, &n, op->topk, s->scores[SEEDS * t + i], 0);
	s->bar = n == op->topk ? heap[0].v : NAN;
	if (!isfinite(s->bar))
		s->active = 0;
}

static int64_t collect(const csimd_worker *w, csimd_program *g, csimd_screen *s, int64_t *all) {
	int64_t done = 0;
	int32_t *idx = (int32_t *)(g->scratch + w->id * g->scratch_bytes);
	*all = (s->head.n + COLLECT - 1) / COLLECT;
	for (int64_t u; (u = take(w, 1)) < *all; done++) {
		const int64_t from = u * COLLECT, n = min64(COLLECT, s->head.n - from);
		const int found = w->k->above(s->up + from, (int)n, nextafterf(s->bar, -INFINITY), idx);
		const int64_t at = atomic_fetch_add(&s->count, found);
		for (int i = 0; i < found && at + i < s->limit; i++)
			s->alive[at + i] = (int32_t)from + idx[i];
	}
	return done;
}

// csimd_screen_stage runs the stages before the last, csimd_screen_refine; none has work if the step does without.
int64_t csimd_screen_stage(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units) {
	csimd_screen *s = op->w[0]->screen;
	if (!s || op->topk > SEEDS || op->w[0]->n <= op->topk || (op->kind != K_SCREEN_INPUT && !s->active))
		return 0;
	int64_t done = 0;
	switch (op->kind) {
	case K_SCREEN_ROTATE:
		*units = s->head.k / PANEL;
		for (int64_t p; (p = take(w, 4)) < *units; done += min64(4, *units - p))
			w->k->gemv(&s->basis_weight, p, min64(p + 4, *units), s->h, s->r, g->scratch + w->id * g->scratch_bytes);
		return done;
	case K_SCREEN_SCAN: return scan(w, s, op, units);
	case K_SCREEN_SEED: return seed(w, g, s, op, units);
	case K_SCREEN_COLLECT: return collect(w, g, s, units);
	}
	*units = 1; // what is left is one thread's work
	if (take(w, 1) > 0)
		return 0;
	if (op->kind == K_SCREEN_INPUT) {
		open_input(s, g, op);
	} else if (op->kind == K_SCREEN_QUERY) {
		memset(s->nseeds, 0, sizeof *s->nseeds * (size_t)w->threads);
		prepare(s);
	} else {
		set_bar(w, s, op);
	}
	return 1;
}

// offer computes the rows in ids and gives them to the thread's candidates.
static void offer(const csimd_worker *w, csimd_program *g, const csimd_op *op, const int32_t *ids, int n) {
	csimd_cand *heap = (csimd_cand *)g->heaps + w->id * g->heap_rows * g->heap_k;
	float out[PANEL];
	exact(w, g, op, ids, n, out);
	for (int i = 0; i < n; i++)
		csimd_topk_push(heap, &g->heap_counts[w->id * g->heap_rows], op->topk, out[i], ids[i]);
}

// csimd_screen_refine computes the rows that survive both bounds.
int64_t csimd_screen_refine(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units) {
	csimd_screen *s = op->w[0]->screen;
	const int64_t total = atomic_load(&s->count);
	int64_t done = 0, computed = 0;
	int32_t ids[PANEL];
	int n = 0;
	*units = total;
	for (int64_t u; (u = take(w, REFINE)) < total; done += min64(REFINE, total - u)) {
		for (int64_t at = u, end = min64(u + REFINE, total); at < end; at += PANEL) {
			const uint8_t *rows[PANEL];
			float mid[PANEL], up[PANEL];
			for (int i = 0; i < PANEL; i++) {
				const int32_t id = s->alive[min64(at + i, end - 1)];
				rows[i] = s->rows + id * s->row_bytes;
				mid[i] = s->mid[id];
				const uint8_t *next = s->rows + s->alive[min64(at + PANEL + i, total - 1)] * s->row_bytes;
				for (int64_t b = 0; b < s->row_bytes; b += 64)
					__builtin_prefetch(next + b);
			}
			w->k->screen_refine(s, rows, mid, up);
			for (int i = 0; i < PANEL && at + i < end; i++) {
				if (!(up[i] >= s->bar))
					continue;
				ids[n++] = s->alive[at + i];
				expect(s, ids[n - 1], op->w[0]->row_bytes);
				if (n == PANEL) {
					offer(w, g, op, ids, n);
					computed += n;
					n = 0;
				}
			}
		}
	}
	if (n)
		offer(w, g, op, ids, n);
	atomic_fetch_add(&s->exact, computed + n);
	return done;
}
