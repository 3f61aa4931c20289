// What one thread does in a stage: it takes chunks of the stage's work until none is left. How work is cut
// never changes a result, only who computes it.
#include "csimd.h"
#include "screen.h"

#include <math.h>
#include <string.h>

static int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t max64(int64_t a, int64_t b) { return a > b ? a : b; }

// take returns the first of the next n units.
static int64_t take(const csimd_worker *w, int64_t n) { return atomic_fetch_add_explicit(w->next, n, memory_order_relaxed); }

#define MAX_TOKENS 512      // tokens of a GEMM unit: bounds its scratch
#define MOST_FEW 8          // rows up to which a product streams weights instead of expanding them
#define TILE_BYTES (1 << 20) // high parts of the activations of a GEMM unit, which should stay in a level-2 cache

static int64_t panels(const csimd_weight *w) { return (w->n + PANEL - 1) / PANEL; }

static bool is_float(const csimd_weight *w) { return w->fmt <= F_B16; }

// panel_at lays out an unpacked panel of 24·K bytes. Tiles begin at 64·K.
static csimd_panel panel_at(uint8_t *scratch, int64_t k) {
	return (csimd_panel){.q = scratch, .s = (float *)(scratch + 16 * k), .m = (float *)(scratch + 20 * k)};
}

#define BF16_TILE 2048 // bytes for 16 rows of 32 values in two parts of bf16

static int64_t align64(int64_t n) { return (n + 63) & ~(int64_t)63; }

// most_tokens is how many rows a chunk may have.
static int64_t most_tokens(int64_t k) { return min64(MAX_TOKENS, max64(48, TILE_BYTES / (k + k / 4))); }

// tile_bytes is what the tiles of a chunk take: high and low parts of int8 with sums, or fewer rows in bf16.
static int64_t tile_bytes(int64_t k) {
	const int64_t tiles = most_tokens(k) / 16 + 1, ints = tiles * (int64_t)(sizeof(csimd_tile) + sizeof(csimd_low_tile));
	return max64(k / QB * ints + (most_tokens(k) + 1) * PANEL * 4, k / QB * (most_tokens(4 * k) / 16 + 1) * BF16_TILE);
}

// tiled_bytes is the scratch of attention with tiles (kern_attn_amx.h) for TILED_QUERIES queries.
static int64_t tiled_bytes(const csimd_op *op) {
	const int64_t e = op->head_dim, n = TILED_QUERIES;
	return 64 + 4 * (2 * n * e + 2 * ATTN_BLOCK * e + 2 * ATTN_BLOCK * 16 + 2 * ATTN_BLOCK * 16 + 2 * 4 * 256 + 16 * e + 8 * n);
}

// csimd_parts_bytes is what the blocks of one token take, which may begin and end within a window.
int64_t csimd_parts_bytes(const csimd_op *op) {
	if (op->kind != K_ATTENTION || !csimd_tiled(op))
		return 0;
	const int64_t seen = op->window ? min64(op->window, op->state_rows) : op->state_rows; // positions, of any sensible step
	return 4 * op->kv_heads * (seen / ATTN_BLOCK + 2) * csimd_part_floats(op);
}

int64_t csimd_scratch_bytes(const csimd_op *op) {
	int64_t k = 0, bytes = 0;
	switch (op->kind) {
	case K_MATMUL: case K_MATMUL_GEGLU: case K_MATMUL_TOPK:
		for (int i = 0; i < op->nw; i++)
			k = max64(k, op->w[i]->k);
		bytes = op->kind == K_MATMUL_TOPK ? PANEL * op->w[0]->row_bytes + csimd_panel_bytes(op->w[0]->fmt == F_Q8_0 ? F_P8 : op->w[0]->fmt, k) + 256 : 0;
		bytes += tile_bytes(k);
		return bytes + 64 * k + 3 * MAX_TOKENS * PANEL * 4 + 64;
	case K_SCREEN_BUILD: {
		csimd_op product = *op;
		product.kind = K_MATMUL;
		return csimd_build_scratch(op->w[0]) + csimd_scratch_bytes(&product);
	}
	case K_ATTENTION: {
		const int64_t e = (op->head_dim + 15) & ~15, n = max64(64, op->heads / op->kv_heads) + 4;
		bytes = 4 * (n * (2 * e + 32 + 3) + 2 * 32 * e) + 16 * n;
		return csimd_tiled(op) ? max64(bytes, tiled_bytes(op)) : bytes;
	}
	case K_SCORES: case K_MIX: return 4 * ((op->head_dim + 15) & ~15);
	case K_TOPK: case K_MERGE: return (int64_t)op->topk * (int64_t)sizeof(csimd_cand);
	default: bytes = 4 * (int64_t)op->cols;
	}
	return bytes;
}

static csimd_tile *tiles_at(uint8_t *scratch, int64_t k) { return (csimd_tile *)(scratch + align64(64 * k)); }

// open_chunk prepares n rows at xq, unless c is of them already.
static void open_chunk(csimd_chunk *c, const csimd_kernels *kernels, const int8_t *xq, int64_t n, int64_t k, uint8_t *scratch) {
	if (c->x == xq && c->n == n)
		return;
	*c = (csimd_chunk){.x = xq, .n = n, .tiles = tiles_at(scratch, k)};
	c->low = (csimd_low_tile *)(c->tiles + (n + 15) / 16 * (k / QB));
	c->low_sums = (float *)(c->low + (n / 16 + 1) * (k / QB));
	kernels->pack(c, k);
}

// multiply writes panel p of x·wᵀ for n rows of the step from t0: y[t·ldy + c]. Calls of one stage share a chunk.
static void multiply(const csimd_worker *w, csimd_program *g, const csimd_op *op, const csimd_weight *wt, int64_t p, int64_t t0, int64_t n,
                     csimd_chunk *chunk, float *y, int64_t ldy, uint8_t *scratch) {
	const int rows = (int)min64(PANEL, wt->n - p * PANEL);
	if (wt->fmt == F_B16) {
		const float *x = (const float *)g->slots[op->x] + t0 * wt->k;
		if (chunk->x != x || chunk->n != n) {
			*chunk = (csimd_chunk){.x = x, .n = n, .tiles = tiles_at(scratch, wt->k)};
			w->k->pack_bf16(chunk, x, wt->k);
		}
		w->k->gemm_bf16(wt, p, chunk, y, ldy, rows);
		return;
	}
	if (is_float(wt)) {
		w->k->gemm_float(wt, p, (const float *)g->slots[op->x] + t0 * wt->k, n, y, ldy, scratch);
		return;
	}
	csimd_panel panel = panel_at(scratch, wt->k);
	const int8_t *xq = (const int8_t *)g->slots[op->xq] + t0 * xq_stride(wt->k);
	open_chunk(chunk, w->k, xq, n, wt->k, scratch);
	w->k->unpack(wt, p, &panel);
	w->k->gemm(&panel, wt->k, chunk, y, ldy, rows);
}

// csimd_most_tokens is how many rows csimd_product takes at once.
int64_t csimd_most_tokens(int64_t k) { return most_tokens(k); }

// csimd_product writes panel p of wt times rows t0 … t0+n−1 of the activations: y[16·t + c]. Calls with the same rows share a chunk.
void csimd_product(const csimd_worker *w, csimd_program *g, const csimd_op *op, const csimd_weight *wt, int64_t p, int64_t t0, int64_t n,
                   csimd_chunk *chunk, float *y, uint8_t *scratch) {
	multiply(w, g, op, wt, p, t0, n, chunk, y, PANEL, scratch);
}

// streams reports whether the product of so many rows reads weights as one row does, instead of expanding panels.
static bool streams(const csimd_op *op, int64_t tokens) {
	for (int i = 0; i < op->nw && tokens > 1; i++)
		if (is_float(op->w[i]) || tokens > MOST_FEW)
			return false;
	return true;
}

// stream writes panels p0 … p1−1 of x·wᵀ for all rows of the step: y[t·ldy + 16·p + c].
static void stream(const csimd_worker *w, csimd_program *g, const csimd_op *op, const csimd_weight *wt, int64_t p0, int64_t p1, int64_t tokens,
                   float *y, int64_t ldy, uint8_t *scratch) {
	if (tokens == 1)
		w->k->gemv(wt, p0, p1, is_float(wt) ? g->slots[op->x] : g->slots[op->xq], y, scratch);
	else
		w->k->gemv_few(wt, p0, p1, g->slots[op->xq], tokens, y, ldy, scratch);
}

// token_chunk chooses how many tokens a GEMM unit has: activations that stay in cache, whole tiles, and enough units for
// all.
static int64_t token_chunk(const csimd_worker *w, int64_t tokens, int64_t count, const csimd_weight *wt) {
	const int64_t most = most_tokens(is_float(wt) ? 4 * wt->k : wt->k), tile = 16; // floats take four times the bytes
	const int64_t want = (3 * w->threads + count - 1) / count; // chunks that give each thread three units
	const int64_t chunks = max64((tokens + most - 1) / most, want);
	return min64(min64(max64(48, ((tokens + chunks - 1) / chunks + tile - 1) / tile * tile), most / tile * tile), tokens);
}

static int64_t shares_of(const csimd_worker *w) { return min64(w->threads, SHARES); }

// csimd_take_share takes the next *n of total units of a GEMV, at most the given number and at least some 16 KiB of weights:
// half of what is left of the thread's share, a range from whose front it goes on where it was, and then from the back of
// the shares of others. It returns total if nothing is left.
int64_t csimd_take_share(const csimd_worker *w, int64_t total, int64_t most, int64_t unit_bytes, int64_t *n) {
	const int64_t least = max64(1, (16 << 10) / max64(1, unit_bytes)), shares = shares_of(w), owners = (w->threads + shares - 1) / shares;
	for (int64_t i = 0; i < shares; i++) {
		const int64_t s = (w->id + i) % shares, from = total * s / shares, to = total * (s + 1) / shares;
		uint64_t taken = atomic_load_explicit(&w->shares[s], memory_order_relaxed);
		for (;;) {
			const int64_t front = (int64_t)(uint32_t)taken, back = (int64_t)(taken >> 32), left = to - from - front - back;
			if (left <= 0)
				break;
			*n = min64(min64(max64(least, left / (2 * owners)), most), left);
			if (atomic_compare_exchange_weak_explicit(&w->shares[s], &taken, taken + ((uint64_t)*n << (i ? 32 : 0)), memory_order_relaxed,
			                                          memory_order_relaxed))
				return i ? to - back - *n : from + front;
		}
	}
	return total;
}

#define EXPECT (128 << 10) // bytes that a thread asks for in advance: some of its level-2 cache
#define LOOK 4             // stages up to the product whose weights are asked for

// csimd_expect asks for the weights that a thread will read first in the next product, until over is set.
void csimd_expect(const csimd_worker *w, const csimd_program *g, int stage, csimd_expected *e, _Atomic int32_t *over) {
	for (int i = stage; i < g->nstages && i < stage + LOOK; i++) {
		const csimd_op *op = &g->ops[g->stages[i].first];
		if (op->kind != K_MATMUL && op->kind != K_MATMUL_GEGLU)
			continue;
		if (g->live[op->axis] > MOST_FEW || w->id >= SHARES)
			return;
		if (e->stage != i)
			*e = (csimd_expected){i, 0};
		const int together = op->kind == K_MATMUL_GEGLU ? 2 : 1; // weights that are read side by side
		int64_t total = 0, at = 0, s = w->id % shares_of(w), most = EXPECT / together;
		for (int j = 0; j < op->nw; j += together)
			total += panels(op->w[j]);
		int64_t p = total * s / shares_of(w);
		for (; p >= panels(op->w[at]); at += together)
			p -= panels(op->w[at]);
		most = min64(most, min64(panels(op->w[at]) - p, total / w->threads + 1) * op->w[at]->panel_bytes);
		for (; e->bytes < most && !atomic_load_explicit(over, memory_order_relaxed); e->bytes += 512)
			for (int j = 0; j < together; j++) {
				const uint8_t *from = op->w[at + j]->data + p * op->w[at + j]->panel_bytes + e->bytes;
				for (int b = 0; b < 512; b += 64)
					__builtin_prefetch(from + b, 0, 2);
			}
		return;
	}
}

static int64_t stage_matmul(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const int64_t tokens = g->live[op->axis];
	uint8_t *scratch = g->scratch + w->id * g->scratch_bytes;
	int64_t end[MAX_W], total = 0;
	csimd_chunk rows = {0};
	for (int i = 0; i < op->nw; i++)
		end[i] = total += panels(op->w[i]);
	const bool whole = streams(op, tokens);
	const int64_t each = whole ? tokens : token_chunk(w, tokens, total, op->w[0]);
	const int64_t units = total * ((tokens + each - 1) / each);
	int64_t chunk = 1;
	*all = units;
	for (int64_t u; (u = whole ? csimd_take_share(w, units, units, op->w[0]->panel_bytes, &chunk) : take(w, 1)) < units; done += chunk) {
		const int64_t t0 = u / total * each, n = min64(each, tokens - t0);
		for (int64_t p = u % total, last = min64(p + chunk, total); p < last;) {
			int i = 0;
			while (p >= end[i])
				i++;
			const csimd_weight *wt = op->w[i];
			const int64_t base = i ? end[i - 1] : 0, to = min64(last, end[i]);
			float *y = g->slots[op->yw[i]];
			if (whole)
				stream(w, g, op, wt, p - base, to - base, tokens, y, wt->n, scratch);
			else
				multiply(w, g, op, wt, p - base, t0, n, &rows, y + t0 * wt->n + (p - base) * PANEL, wt->n, scratch);
			p = to;
		}
	}
	return done;
}

// stage_geglu computes gelu(x·w0ᵀ) · (x·w1ᵀ).
static int64_t stage_geglu(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const csimd_weight *gate = op->w[0], *up = op->w[1];
	const int64_t tokens = g->live[op->axis], total = panels(gate), n_out = gate->n;
	uint8_t *scratch = g->scratch + w->id * g->scratch_bytes;
	csimd_chunk rows = {0};
	float *gates = (float *)scratch, *ups = gates + MAX_TOKENS * PANEL;
	uint8_t *rest = (uint8_t *)(ups + MAX_TOKENS * PANEL);
	float *y = g->slots[op->yw[0]];
	if (streams(op, tokens)) {
		int64_t chunk = 1;
		*all = total;
		for (int64_t p; (p = csimd_take_share(w, total, MAX_TOKENS / tokens, 2 * gate->panel_bytes, &chunk)) < total; done += chunk) {
			const int64_t to = p + chunk, from = p * PANEL, n = min64(to * PANEL, n_out) - from, ld = chunk * PANEL;
			stream(w, g, op, gate, p, to, tokens, gates - from, ld, rest);
			stream(w, g, op, up, p, to, tokens, ups - from, ld, rest);
			for (int64_t t = 0; t < tokens; t++)
				w->k->geglu(y + t * n_out + from, gates + t * ld, ups + t * ld, n);
		}
		return done;
	}
	const int64_t each = token_chunk(w, tokens, total, gate), units = total * ((tokens + each - 1) / each);
	*all = units;
	for (int64_t u; (u = take(w, 1)) < units; done++) {
		const int64_t t0 = u / total * each, n = min64(each, tokens - t0), p = u % total;
		multiply(w, g, op, gate, p, t0, n, &rows, gates, PANEL, rest);
		multiply(w, g, op, up, p, t0, n, &rows, ups, PANEL, rest);
		w->k->geglu_tile(y + t0 * n_out + p * PANEL, n_out, gates, ups, n, (int)min64(PANEL, n_out - p * PANEL));
	}
	return done;
}

// offer gives n logits of row r, the first of column c, to the thread's candidates.
static void offer(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t r, const float *x, int n, int32_t c) {
	csimd_cand *heap = (csimd_cand *)g->heaps + (w->id * g->heap_rows + r) * g->heap_k;
	int32_t *count = &g->heap_counts[w->id * g->heap_rows + r], idx[MAX_TOKENS];
	int from = 0;
	for (; from < n && (*count < op->topk || isnan(heap[0].v) || heap[0].v == -INFINITY); from++)
		csimd_topk_push(heap, count, op->topk, x[from], c + from);
	// Columns come in increasing order within a chunk but chunks may not: equal values must be offered too.
	const int found = w->k->above(x + from, n - from, nextafterf(heap[0].v, -INFINITY), idx);
	for (int i = 0; i < found; i++)
		csimd_topk_push(heap, count, op->topk, x[from + idx[i]], c + from + idx[i]);
}

// stage_topk streams x·wᵀ through the threads' candidates without storing the logits. K_MERGE follows.
static int64_t stage_topk(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const csimd_weight *wt = op->w[0];
	const int64_t tokens = g->live[op->axis], total = panels(wt);
	uint8_t *scratch = g->scratch + w->id * g->scratch_bytes;
	float *out = (float *)scratch;
	csimd_chunk rows = {0};
	uint8_t *rest = scratch + MAX_TOKENS * PANEL * 4;
	if (streams(op, tokens)) {
		int64_t chunk = 1;
		*all = total;
		for (int64_t p; (p = csimd_take_share(w, total, MAX_TOKENS / PANEL, wt->panel_bytes, &chunk)) < total; done += chunk) {
			const int64_t to = p + chunk, from = p * PANEL, ld = chunk * PANEL;
			stream(w, g, op, wt, p, to, tokens, out - from, ld, rest);
			for (int64_t t = 0; t < tokens; t++)
				offer(w, g, op, t, out + t * ld, (int)(min64(to * PANEL, wt->n) - from), (int32_t)from);
			if (g->screened && wt->data == wt->rows) // a screen that did not do: the next step will not read these
				csimd_screen_drop(wt, from, min64(to * PANEL, wt->n));
		}
		return done;
	}
	const int64_t each = token_chunk(w, tokens, total, wt), units = total * ((tokens + each - 1) / each);
	*all = units;
	for (int64_t u; (u = take(w, 1)) < units; done++) {
		const int64_t t0 = u / total * each, n = min64(each, tokens - t0), p = u % total;
		multiply(w, g, op, wt, p, t0, n, &rows, out, PANEL, rest);
		for (int64_t t = 0; t < n; t++)
			offer(w, g, op, t0 + t, out + t * PANEL, (int)min64(PANEL, wt->n - p * PANEL), (int32_t)(p * PANEL));
	}
	return done;
}

// seen_blocks counts the blocks with positions that the first token sees.
static int64_t seen_blocks(const csimd_program *g, const csimd_op *op) {
	const int64_t pos = ((const int32_t *)g->slots[op->pos])[0], first = op->window ? max64(0, pos - op->window + 1) : 0;
	return pos / ATTN_BLOCK - first / ATTN_BLOCK + 1;
}

// stage_blocks computes the attention of one token block by block; the thread that finishes the last one joins them.
static int64_t stage_blocks(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *all) {
	const int64_t size = csimd_part_floats(op), blocks = seen_blocks(g, op);
	const int64_t units = blocks * op->kv_heads, row_bytes = 2 * op->head_dim; // of keys or values, nearly
	uint8_t *scratch = g->scratch + w->id * g->scratch_bytes;
	int64_t done = 0, chunk = 1;
	*all = units;
	for (int64_t u; (u = csimd_take_share(w, units, units, 2 * ATTN_BLOCK * row_bytes, &chunk)) < units; done += chunk)
		for (int64_t i = u, n; i < u + chunk; i += n) {
			n = min64(u + chunk - i, blocks - i % blocks);
			w->k->attention_blocks(op, g->slots, 0, (int)(i / blocks), i % blocks, i % blocks + n, g->parts + i * size, scratch);
		}
	if (done && atomic_fetch_add_explicit(w->parts, done, memory_order_acq_rel) + done == units)
		for (int h = 0; h < op->kv_heads; h++)
			w->k->attention_join(op, g->slots, 0, h, blocks, g->parts + h * blocks * size, scratch);
	return done;
}

// attention_tile chooses how many tokens and heads an attention unit has: those of one KV head, and with tiles of AMX, where
// converting a block costs as much as some 32 queries, as many tokens as leave something to all threads.
static int64_t attention_tile(const csimd_worker *w, const csimd_op *op, int64_t tokens, int *heads) {
	const int group = op->heads / op->kv_heads;
	*heads = group;
	if (w->k->attention_blocks && csimd_tiled(op)) {
		const int64_t units = (tokens * group > 64 * w->threads ? 2 : 1) * w->threads, cut = max64(1, units / op->kv_heads);
		return max64(1, min64(TILED_QUERIES / group, (tokens + cut - 1) / cut));
	}
	const int64_t tile = max64(1, 64 / group);
	if ((tokens + tile - 1) / tile * op->kv_heads >= 2 * w->threads)
		return tile;
	*heads = tokens == 1 && group % 2 == 0 && op->heads / 2 >= w->threads ? 2 : 1;
	return max64(1, min64(64, tokens * op->heads / (3 * w->threads)));
}

// stage_attention takes tiles of tokens and heads of one KV head.
static int64_t stage_attention(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	int heads;
	const int64_t tokens = g->live[op->axis];
	if (tokens == 1 && w->k->attention_blocks && csimd_tiled(op) &&
	    4 * seen_blocks(g, op) * op->kv_heads * csimd_part_floats(op) <= g->parts_bytes)
		return stage_blocks(w, g, op, all);
	const int64_t tile = attention_tile(w, op, tokens, &heads);
	const int64_t tiles = (tokens + tile - 1) / tile, cols = op->heads / heads, units = tiles * cols;
	*all = units;
	for (int64_t u; (u = take(w, 1)) < units; done++) {
		const int64_t t0 = (tiles - 1 - u / cols) * tile; // late tokens see the most: they go first
		const int h0 = (int)(u % cols) * heads;
		w->k->attention(op, g->slots, t0, min64(t0 + tile, tokens), h0, h0 + heads, g->scratch + w->id * g->scratch_bytes);
	}
	return done;
}

static int64_t stage_rows(const csimd_worker *w, csimd_program *g, const csimd_stage *s, int64_t *all) {
	int64_t done = 0;
	const int64_t rows = g->live[g->ops[s->first].axis];
	const int64_t chunk = max64(1, min64(16, rows / (4 * w->threads)));
	uint64_t *times = g->times.ops && s->count > 1 ? g->times.ops + w->id * g->times.op_ld : NULL;
	*all = rows;
	for (int64_t r0; (r0 = take(w, chunk)) < rows;) {
		const int64_t r1 = min64(r0 + chunk, rows);
		done += r1 - r0;
		for (int i = s->first; i < s->first + s->count; i++) {
			const uint64_t from = times ? csimd_now() : 0;
			for (int64_t r = r0; r < r1; r++)
				csimd_row(w, g, &g->ops[i], r);
			if (times)
				times[i] += csimd_now() - from;
		}
	}
	return done;
}

static int64_t stage_repack(const csimd_worker *w, const csimd_op *op, int64_t *all) {
	int64_t done = 0;
	const int64_t total = panels(op->w[0]);
	*all = total;
	for (int64_t p; (p = take(w, 4)) < total; done += min64(4, total - p))
		csimd_repack(op->w[0], op->dst, p, min64(p + 4, total));
	return done;
}

int64_t csimd_stage_run(const csimd_worker *w, csimd_program *g, csimd_stage *s, int64_t *units) {
	const csimd_op *op = &g->ops[s->first];
	*units = 0;
	if (op->kind != K_REPACK && op->kind != K_SCREEN_BUILD && g->live[op->axis] == 0)
		return 0;
	switch (op->kind) {
	case K_MATMUL: return stage_matmul(w, g, op, units);
	case K_MATMUL_GEGLU: return stage_geglu(w, g, op, units);
	case K_MATMUL_TOPK: return csimd_screened(g, op) ? csimd_screen_refine(w, g, op, units) : stage_topk(w, g, op, units);
	case K_ATTENTION: return stage_attention(w, g, op, units);
	case K_REPACK: return stage_repack(w, op, units);
	case K_SCREEN_BUILD: return csimd_build_stage(w, g, op, units);
	case K_SCREEN_INPUT: case K_SCREEN_ROTATE: case K_SCREEN_QUERY: case K_SCREEN_SCAN: case K_SCREEN_SEED: case K_SCREEN_BAR:
	case K_SCREEN_COLLECT: return csimd_screen_stage(w, g, op, units);
	default: return stage_rows(w, g, s, units);
	}
}
