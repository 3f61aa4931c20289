// Selection of the k largest values, ties to the lower index; NaN ranks below everything.
#include "csimd.h"

#include <math.h>
#include <stdlib.h>

bool csimd_cand_better(csimd_cand a, csimd_cand b) {
	const bool na = isnan(a.v), nb = isnan(b.v);
	if (na || nb)
		return na == nb ? a.i < b.i : nb;
	return a.v > b.v || (a.v == b.v && a.i < b.i);
}

// csimd_topk_push offers a candidate to a heap of at most k whose root is its worst.
void csimd_topk_push(csimd_cand *heap, int32_t *n, int32_t k, float v, int32_t i) {
	const csimd_cand c = {v, i};
	int32_t at;
	if (*n < k) {
		for (at = (*n)++; at > 0 && csimd_cand_better(heap[(at - 1) / 2], c); at = (at - 1) / 2)
			heap[at] = heap[(at - 1) / 2];
		heap[at] = c;
		return;
	}
	if (!csimd_cand_better(c, heap[0]))
		return;
	for (at = 0;;) {
		int32_t child = 2 * at + 1;
		if (child >= k)
			break;
		if (child + 1 < k && csimd_cand_better(heap[child], heap[child + 1]))
			child++;
		if (!csimd_cand_better(c, heap[child]))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = c;
}

static int by_rank(const void *a, const void *b) { return csimd_cand_better(*(const csimd_cand *)a, *(const csimd_cand *)b) ? -1 : 1; }

// csimd_topk_sort writes n candidates as pairs (index, value), best first.
void csimd_topk_sort(csimd_cand *c, int32_t n, float *out) {
	qsort(c, (size_t)n, sizeof *c, by_rank);
	for (int32_t j = 0; j < n; j++) {
		out[2 * j] = (float)c[j].i;
		out[2 * j + 1] = c[j].v;
	}
}
