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
#define SOON 32 // rows ahead of those that are looked at again

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

// rows_of returns how many rows of the step a screen may answer, 0 if there are too many.
static int64_t rows_of(const csimd_program *g, const csimd_op *op) {
	const int64_t rows = g->live[op->axis];
	return g->screened && rows <= op->w[0]->screen->nready ? rows : 0;
}

// csimd_screened reports whether the run takes op's largest entries by a screen, as far as is known beforehand.
bool csimd_screened(const csimd_program *g, const csimd_op *op) {
	csimd_screen *s = op->w[0]->screen;
	if (!s || op->topk > SEEDS || op->w[0]->n <= op->topk || !rows_of(g, op) || !atomic_load(&s->active))
		return false;
	for (int64_t t = 0; t < s->nrows; t++)
		if (atomic_load(&s->count[t]) > s->limit)
			return false;
	return true;
}

// input returns row t of what the product multiplies.
static const void *input(csimd_program *g, const csimd_op *op, int64_t t) {
	const int64_t k = op->w[0]->k;
	return op->w[0]->fmt <= F_B16 ? (const void *)((const float *)g->slots[op->x] + t * k) : (const int8_t *)g->slots[op->xq] + t * xq_stride(k);
}

// touch notes that w was read in its file.
static void touch(csimd_screen *s, const csimd_weight *w) {
	if (s->mapped && atomic_fetch_add_explicit(&s->touched, 1, memory_order_relaxed) % DROP == DROP - 1)
		csimd_drop(w->rows, w->n * w->row_bytes);
}

// csimd_screen_drop gives back the pages of rows from … to−1 of a weight whose screen takes its place in memory.
void csimd_screen_drop(const csimd_weight *w, int64_t from, int64_t to) {
	if (w->screen && w->screen->mapped)
		csimd_drop(w->rows + from * w->row_bytes, (to - from) * w->row_bytes);
}

// open_input writes the values that the product multiplies to s->h. Values that are not finite, and those so large
// that squares may overflow, leave the step to the whole product.
static void open_input(csimd_screen *s, csimd_program *g, const csimd_op *op) {
	const int64_t k = s->head.k;
	bool usable = true;
	s->began = csimd_now();
	s->nrows = (int32_t)rows_of(g, op);
	for (int64_t t = 0; t < s->nrows; t++) {
		float *h = s->h + t * k;
		atomic_store(&s->count[t], 0);
		touch(s, op->w[0]); // by the embedding of the row's token, if w is that, too
		if (op->w[0]->fmt <= F_B16) {
			memcpy(h, input(g, op, t), sizeof(float) * (size_t)k);
		} else {
			const int8_t *x = input(g, op, t);
			for (int64_t i = 0; i < k; i++)
				h[i] = xq_value(x, k, i);
		}
		for (int64_t i = 0; i < k; i++)
			usable = usable && fabsf(h[i]) < 1e15f;
	}
	atomic_store(&s->active, s->nrows > 0 && usable);
}

// split writes v as 128·hi + lo.
static void split(int32_t v, int8_t *hi, int8_t *lo) {
	const int32_t h = (v >= 0 ? v + 64 : v - 64) / 128;
	*hi = (int8_t)h;
	*lo = (int8_t)(v - 128 * h);
}

// norms writes the coefficients of a copy's norms, rounded up, and returns their share of the slack.
static double norms(const csimd_screen *s, csimd_query *q, int copy, const double *length) {
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
static void prepare(csimd_screen *s, int64_t row) {
	csimd_query *q = &s->query[row];
	const int64_t k = s->head.k;
	const float *h = s->h + row * k, *r = s->r + row * k;
	double size = 0, length[MAX_GROUPS], a[MAX_GROUPS * GROUP], top = 1e-30;
	for (int64_t i = 0; i < k; i++)
		size += (double)h[i] * h[i];
	size = sqrt(size) * (1 + 1e-9) * s->head.longest;
	for (int g = 0; g < s->groups; g++) {
		length[g] = 0;
		for (int64_t i = GROUP * g; i < GROUP * (g + 1); i++) {
			length[g] += (double)r[i] * r[i];
			a[i] = r[i] * s->step[i] / (s->head.bits[g] == 2 ? 16 : 1);
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
		c += r[i] * s->mean[i] - is * middle;
		c2 -= is * m * 0.375;
		left += e * middle;
		left2 += e * m * 0.375;
		large += fabs(is) * (2 * middle + m) + fabs(r[i] * s->mean[i]);
	}
	q->c = (float)c;
	q->c2 = (float)c2;
	q->s2[0] = q->s / 64;
	q->s2[1] = q->s / 4;
	double margin = ((double)k + 64) * 0x1p-23 * size + s->head.skew * size + 0x1p-23 * ((double)k / 16 + 16) * sqrt((double)k) * size * 1.01 + left;
	const double n0 = norms(s, q, 0, length), n1 = norms(s, q, 1, length);
	margin += 0x1p-20 * (large + n0 + n1 + 127 * TOP * ((double)q->norm[0] + q->norm[1]) * s->groups + margin);
	q->slack[0] = (float)((n0 + margin) * (1 + 1e-6));
	q->slack[1] = (float)((n1 + margin + left2) * (1 + 1e-6));
	if (!(size < 1e30) || !(large < 1e30) || !isfinite(q->c) || !isfinite(q->slack[0]) || !isfinite(q->slack[1]))
		atomic_store(&s->active, 0);
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

// read_row reads a row in w's file. A fault of the mapping costs several times as much as a system call.
static void read_row(csimd_screen *s, const csimd_weight *w, int32_t id, uint8_t *to) {
	if (csimd_read(s->file, s->file_at + id * w->row_bytes, to, w->row_bytes))
		return;
	memcpy(to, w->rows + id * w->row_bytes, (size_t)w->row_bytes);
	touch(s, w);
}

// fetch copies a row as it is stored. The WAYS rows of a set that were used last are kept.
static void fetch(csimd_screen *s, const csimd_weight *w, int32_t id, uint8_t *to) {
	const size_t size = (size_t)w->row_bytes;
	csimd_set *set = &s->sets[set_of(s, id)];
	uint8_t *kept = s->kept + set_of(s, id) * WAYS * w->row_bytes;
	int i = 0, oldest = 0;
	if (atomic_exchange_explicit(&set->busy, 1, memory_order_acquire)) { // with another thread: do without
		read_row(s, w, id, to);
		return;
	}
	for (; i < WAYS && tag(set, i) != id + 1; i++)
		if (set->age[i] > set->age[oldest])
			oldest = i;
	if (i == WAYS) {
		i = oldest;
		read_row(s, w, id, kept + i * size);
		atomic_store_explicit(&set->tag[i], id + 1, memory_order_relaxed);
	}
	for (int j = 0; j < WAYS; j++)
		set->age[j] += set->age[j] < 255;
	set->age[i] = 0;
	memcpy(to, kept + i * size, size);
	atomic_store_explicit(&set->busy, 0, memory_order_release);
}

// exact multiplies row t of the step with n ≤ 16 rows by the kernel of the whole product, from copies of the rows as they
// are stored.
static void exact(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t t, const int32_t *ids, int n, float *out) {
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
	w->k->gemv(&part, 0, 1, input(g, op, t), out, panel + align64(packed));
}

static int seeds_of(const csimd_op *op) { return op->topk < 16 ? 16 : op->topk; }

// propose gives the best of n estimates of row t, the first of row from of w, to the thread's seeds.
static void propose(const csimd_worker *w, csimd_screen *s, int want, int64_t t, int64_t from, int64_t n) {
	csimd_cand *heap = s->seeds + (t * w->threads + w->id) * SEEDS;
	int32_t *count = &s->nseeds[t * w->threads + w->id], idx[SCAN * PANEL];
	const float *mid = s->mid[t] + from;
	int64_t i = 0;
	for (; i < n && *count < want; i++)
		csimd_topk_push(heap, count, want, mid[i], (int32_t)(from + i));
	if (i == n)
		return;
	const int found = w->k->above(mid + i, (int)(n - i), heap[0].v, idx);
	for (int j = 0; j < found; j++)
		csimd_topk_push(heap, count, want, mid[i + idx[j]], (int32_t)(from + i + idx[j]));
}

static int64_t scan(const csimd_worker *w, csimd_screen *s, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const int64_t total = (s->head.n + PANEL - 1) / PANEL;
	*all = total;
	for (int64_t p; (p = take(w, SCAN)) < total; done += min64(SCAN, total - p)) {
		const int64_t to = min64(p + SCAN, total), from = p * PANEL, n = min64(to * PANEL, s->head.n) - from;
		if (s->nrows == 1)
			w->k->screen_scan(s, 0, p, to, s->mid[0] + from, s->up[0] + from);
		else
			w->k->screen_scan_few(s, p, to);
		for (int64_t t = 0; t < s->nrows; t++)
			propose(w, s, seeds_of(op), t, from, n);
	}
	return done;
}

// seed computes what the threads propose for each row, 16 rows a unit.
static int64_t seed(const csimd_worker *w, csimd_program *g, csimd_screen *s, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const int64_t per = SEEDS / PANEL;
	*all = s->nrows * w->threads * per;
	for (int64_t u; (u = take(w, 1)) < *all; done++) {
		if (u == 0)
			s->scanned = csimd_now();
		const int64_t list = u / per, from = u % per * PANEL;
		int32_t ids[PANEL];
		int n = 0;
		for (; n < PANEL && from + n < s->nseeds[list]; n++)
			ids[n] = s->seeds[SEEDS * list + from + n].i;
		if (n)
			exact(w, g, op, list / w->threads, ids, n, s->scores + SEEDS * list + from);
	}
	return done;
}

// set_bar finds the k-th best of the seeds of row t: what the bounds have to reach.
static void set_bar(const csimd_worker *w, csimd_screen *s, const csimd_op *op, int64_t t) {
	csimd_cand heap[SEEDS];
	int32_t n = 0;
	for (int64_t list = t * w->threads; list < (t + 1) * w->threads; list++)
		for (int i = 0; i < s->nseeds[list]; i++)
			csimd_topk_push(heap, &n, op->topk, s->scores[SEEDS * list + i], 0);
	s->bar[t] = n == op->topk ? heap[0].v : NAN;
	if (!isfinite(s->bar[t]))
		atomic_store(&s->active, 0);
}

static int64_t collect(const csimd_worker *w, csimd_program *g, csimd_screen *s, int64_t *all) {
	int64_t done = 0;
	int32_t *idx = (int32_t *)(g->scratch + w->id * g->scratch_bytes);
	const int64_t per = (s->head.n + COLLECT - 1) / COLLECT;
	*all = s->nrows * per;
	for (int64_t u; (u = take(w, 1)) < *all; done++) {
		const int64_t t = u / per, from = u % per * COLLECT, n = min64(COLLECT, s->head.n - from);
		const int found = w->k->above(s->up[t] + from, (int)n, nextafterf(s->bar[t], -INFINITY), idx);
		const int64_t at = atomic_fetch_add(&s->count[t], found);
		for (int i = 0; i < found && at + i < s->limit; i++)
			s->alive[t][at + i] = (int32_t)from + idx[i];
	}
	return done;
}

// rotate computes r = P·h of all rows.
static int64_t rotate(const csimd_worker *w, csimd_program *g, csimd_screen *s, int64_t *all) {
	uint8_t *scratch = g->scratch + w->id * g->scratch_bytes;
	int64_t done = 0;
	*all = s->head.k / PANEL;
	for (int64_t p; (p = take(w, 4)) < *all; done += min64(4, *all - p)) {
		const int64_t to = min64(p + 4, *all);
		if (s->nrows == 1)
			w->k->gemv(&s->basis_weight, p, to, s->h, s->r, scratch);
		for (int64_t i = p; i < to && s->nrows > 1; i++)
			w->k->gemm_float(&s->basis_weight, i, s->h, s->nrows, s->r + i * PANEL, s->head.k, scratch);
	}
	return done;
}

// csimd_screen_stage runs the stages before the last, csimd_screen_refine; none has work if the step does without.
int64_t csimd_screen_stage(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units) {
	csimd_screen *s = op->w[0]->screen;
	if (!s || op->topk > SEEDS || op->w[0]->n <= op->topk || (op->kind != K_SCREEN_INPUT && !atomic_load(&s->active)))
		return 0;
	switch (op->kind) {
	case K_SCREEN_ROTATE: return rotate(w, g, s, units);
	case K_SCREEN_SCAN: return scan(w, s, op, units);
	case K_SCREEN_SEED: return seed(w, g, s, op, units);
	case K_SCREEN_COLLECT: return collect(w, g, s, units);
	case K_SCREEN_INPUT:
		*units = 1;
		if (take(w, 1) > 0)
			return 0;
		open_input(s, g, op);
		return 1;
	}
	int64_t done = 0;
	*units = s->nrows;
	for (int64_t t; (t = take(w, 1)) < *units; done++) {
		if (op->kind == K_SCREEN_QUERY) {
			memset(s->nseeds + t * w->threads, 0, sizeof *s->nseeds * (size_t)w->threads);
			prepare(s, t);
			if (t == 0)
				s->scanning = csimd_now();
		} else {
			set_bar(w, s, op, t);
		}
	}
	return done;
}

// The survivors of both bounds that a thread has found for row t of the step and not computed yet.
typedef struct {
	int64_t t;
	int n;
	int32_t ids[PANEL];
} batch;

// offer computes the rows in b and gives them to the thread's candidates. It returns how many they were.
static int64_t offer(const csimd_worker *w, csimd_program *g, const csimd_op *op, batch *b) {
	const int64_t at = w->id * g->heap_rows + b->t;
	const int n = b->n;
	float out[PANEL];
	if (!n)
		return 0;
	exact(w, g, op, b->t, b->ids, n, out);
	for (int i = 0; i < n; i++)
		csimd_topk_push((csimd_cand *)g->heaps + at * g->heap_k, &g->heap_counts[at], op->topk, out[i], b->ids[i]);
	b->n = 0;
	return n;
}

// refine looks at the survivors from … to−1 of a row again and computes those of the second bound: it returns how many.
static int64_t refine(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t from, int64_t to, batch *b) {
	csimd_screen *s = op->w[0]->screen;
	const int32_t *alive = s->alive[b->t];
	const int64_t last = s->count[b->t] - 1;
	int64_t computed = 0;
	for (int64_t at = from; at < to; at += PANEL) {
		const uint8_t *rows[PANEL];
		float mid[PANEL], up[PANEL];
		for (int i = 0; i < PANEL; i++) {
			const int32_t id = alive[min64(at + i, to - 1)];
			rows[i] = s->rows + id * s->row_bytes;
			mid[i] = s->mid[b->t][id];
			const uint8_t *next = s->rows + alive[min64(at + SOON + i, last)] * s->row_bytes;
			for (int64_t c = 0; c < s->row_bytes; c += 64)
				__builtin_prefetch(next + c);
			__builtin_prefetch(next + s->row_bytes - 1);
		}
		w->k->screen_refine(s, (int)b->t, rows, mid, up);
		for (int i = 0; i < PANEL && at + i < to; i++) {
			if (!(up[i] >= s->bar[b->t]))
				continue;
			b->ids[b->n++] = alive[at + i];
			expect(s, alive[at + i], op->w[0]->row_bytes);
			if (b->n == PANEL)
				computed += offer(w, g, op, b);
		}
	}
	return computed;
}

// csimd_screen_refine computes the rows that survive both bounds, in units of REFINE that survived the first.
int64_t csimd_screen_refine(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units) {
	csimd_screen *s = op->w[0]->screen;
	int64_t done = 0, computed = 0, first = 0, t = 0; // unit first is row t's first
	batch b = {0};
	*units = 0;
	for (int64_t i = 0; i < s->nrows; i++)
		*units += (atomic_load(&s->count[i]) + REFINE - 1) / REFINE;
	for (int64_t u, mine; (u = take(w, 1)) < *units; done++) {
		while (u >= first + (mine = (s->count[t] + REFINE - 1) / REFINE)) {
			first += mine;
			t++;
		}
		if (t != b.t) {
			computed += offer(w, g, op, &b);
			b.t = t;
		}
		computed += refine(w, g, op, (u - first) * REFINE, min64((u - first + 1) * REFINE, s->count[t]), &b);
	}
	computed += offer(w, g, op, &b);
	atomic_fetch_add(&s->exact, computed);
	return done;
}
