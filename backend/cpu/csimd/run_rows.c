// Ops that work on one row at a time.
#include "csimd.h"

#include <math.h>
#include <string.h>

static float *row_f32(csimd_program *g, int32_t slot, int64_t row, int64_t cols) { return (float *)g->slots[slot] + row * cols; }

static int32_t index_at(csimd_program *g, int32_t slot, int64_t row) { return ((const int32_t *)g->slots[slot])[row]; }

static int8_t *row_xq(csimd_program *g, int32_t slot, int64_t row, int64_t cols) {
	return (int8_t *)g->slots[slot] + row * xq_stride(cols);
}

// row_norm normalises runs of head_dim values, adds the residual or rotates, and quantises if asked.
static void row_norm(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t r) {
	const float *x = row_f32(g, op->x, r, op->cols), *weight = (const float *)op->w[0]->rows;
	const float *res = op->kind == K_NORM_ADD ? row_f32(g, op->r, r, op->cols) : NULL;
	float *y = op->skip_y ? (float *)(g->scratch + w->id * g->scratch_bytes) : row_f32(g, op->y, r, op->cols);
	for (int64_t i = 0; i < op->cols; i += op->head_dim) {
		w->k->norm(y + i, x + i, weight, res ? res + i : NULL, op->head_dim, op->eps);
		if (op->kind == K_NORM_ROPE)
			w->k->rope(y + i, y + i, row_f32(g, op->table, r, op->head_dim), op->head_dim);
	}
	if (op->xq >= 0)
		w->k->quantise(row_xq(g, op->xq, r, op->cols), y, op->cols, op->inner);
}

// row_rope_table writes cos and sin of pos · freq for each pair, in double: angles reach 10⁵ radians.
static void row_rope_table(csimd_program *g, const csimd_op *op, int64_t r) {
	float *y = row_f32(g, op->y, r, op->head_dim);
	const double pos = index_at(g, op->pos, r);
	const int half = op->head_dim / 2;
	for (int j = 0; j < half; j++) {
		y[j] = (float)cos(pos * op->freq[j]);
		y[half + j] = (float)sin(pos * op->freq[j]);
	}
}

static void row_kv_write(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t r) {
	const int64_t row = index_at(g, op->seq, r) * op->state_rows + index_at(g, op->pos, r) % op->state_rows;
	const float *x = row_f32(g, op->x, r, op->state_cols);
	const int64_t n = op->state_cols;
	switch (op->state_dtype) {
	case D_F16: w->k->to_f16((uint16_t *)g->slots[op->y] + row * n, x, n); break;
	case D_Q8_0: w->k->to_q8((uint8_t *)g->slots[op->y] + row * n / QB * Q8_BYTES, x, n); break;
	default: memcpy((float *)g->slots[op->y] + row * n, x, sizeof(float) * (size_t)n);
	}
}

static void row_topk(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t r) {
	csimd_cand *heap = (csimd_cand *)(g->scratch + w->id * g->scratch_bytes);
	const float *x = row_f32(g, op->x, r, op->cols);
	int32_t n = 0;
	for (int32_t i = 0; i < op->cols; i++)
		if (n < op->topk || !(x[i] <= heap[0].v))
			csimd_topk_push(heap, &n, op->topk, x[i], i);
	csimd_topk_sort(heap, n, row_f32(g, op->y, r, 2 * op->topk));
}

// row_merge joins the candidates that the threads found for one row.
static void row_merge(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t r) {
	csimd_cand *heap = (csimd_cand *)(g->scratch + w->id * g->scratch_bytes);
	int32_t n = 0;
	for (int t = 0; t < w->threads; t++) {
		const csimd_cand *from = (const csimd_cand *)g->heaps + (t * g->heap_rows + r) * g->heap_k;
		const int32_t count = g->heap_counts[t * g->heap_rows + r];
		for (int32_t i = 0; i < count; i++)
			csimd_topk_push(heap, &n, op->topk, from[i].v, from[i].i);
	}
	csimd_topk_sort(heap, n, row_f32(g, op->y, r, 2 * op->topk));
}

// csimd_row runs a row op on row r.
void csimd_row(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t r) {
	const csimd_kernels *k = w->k;
	uint8_t *scratch = g->scratch + w->id * g->scratch_bytes;
	const int64_t cols = op->cols;
	switch (op->kind) {
	case K_QUANTISE: k->quantise(row_xq(g, op->xq, r, cols), row_f32(g, op->x, r, cols), cols, op->inner); break;
	case K_EMBED:
		csimd_dequantise_row(op->w[0]->dtype, op->w[0]->rows + index_at(g, op->pos, r) * op->w[0]->row_bytes, row_f32(g, op->y, r, cols), cols, op->scale);
		break;
	case K_NORM: case K_NORM_ADD: case K_NORM_ROPE: row_norm(w, g, op, r); break;
	case K_ROPE:
		for (int64_t i = 0; i < cols; i += op->head_dim)
			k->rope(row_f32(g, op->y, r, cols) + i, row_f32(g, op->x, r, cols) + i, row_f32(g, op->table, r, op->head_dim), op->head_dim);
		break;
	case K_ROPE_TABLE: row_rope_table(g, op, r); break;
	case K_GELU: k->gelu(row_f32(g, op->y, r, cols), row_f32(g, op->x, r, cols), cols); break;
	case K_ADD: k->add(row_f32(g, op->y, r, cols), row_f32(g, op->x, r, cols), row_f32(g, op->r, r, cols), cols); break;
	case K_MUL: k->mul(row_f32(g, op->y, r, cols), row_f32(g, op->x, r, cols), row_f32(g, op->r, r, cols), cols); break;
	case K_GEGLU: k->geglu(row_f32(g, op->y, r, cols), row_f32(g, op->x, r, cols), row_f32(g, op->r, r, cols), cols); break;
	case K_ROWS:
		memcpy(row_f32(g, op->y, r, cols), row_f32(g, op->x, index_at(g, op->pos, r), cols), sizeof(float) * (size_t)cols);
		break;
	case K_KV_WRITE: row_kv_write(w, g, op, r); break;
	case K_SOFTMAX:
		for (int64_t i = 0; i < cols; i += op->head_dim)
			k->softmax(row_f32(g, op->y, r, cols) + i, row_f32(g, op->x, r, cols) + i, op->head_dim);
		break;
	case K_SCORES: k->scores(op, g->slots, r, scratch); break;
	case K_MIX: k->mix(op, g->slots, r, scratch); break;
	case K_TOPK: row_topk(w, g, op, r); break;
	case K_MERGE: row_merge(w, g, op, r); break;
	}
}
