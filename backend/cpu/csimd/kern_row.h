// Operations on single rows.

// KEEP_LOW is how large the largest value of a block must be, in units of the row's root mean square, for its
// low parts to be kept. With 3 the real model's logits move by at most 0.12 and its perplexity by 0.2 %.
#define KEEP_LOW 3.0f

// quantise writes each run of 32 as round(127·x/max|x|), or, in blocks that keep low parts, as round(16256·x/max|x|) =
// 128·hi + lo, with its scale and sums. A run of zeros has scale 0. An inner row keeps lo only where outliers make hi
// alone too coarse for the rest of their block. The layout is at xq_stride.
static void quantise(int8_t *xq, const float *x, int64_t k, bool inner) {
	uint8_t *low = (uint8_t *)xq_low(xq, k);
	float *d = (float *)xq_d(xq, k), *sum = (float *)xq_sum(xq, k), *sum16 = (float *)xq_sum16(xq, k);
	int32_t *hi16 = (int32_t *)xq_hi16(xq, k), *lo16 = (int32_t *)xq_lo16(xq, k);
	float limit = 0;
	if (inner) {
		vf squares = vf_zero();
		for (int64_t i = 0; i < k; i += 16)
			squares = vf_fma(vf_load(x + i), vf_load(x + i), squares);
		limit = KEEP_LOW * sqrtf(vf_sum(squares) / (float)k);
	}
	for (int64_t b = 0; b < k / QB; b++) {
		vf a[2] = {vf_load(x + QB * b), vf_load(x + QB * b + 16)}, zero = vf_zero();
		vf m = vf_max(vf_max(a[0], vf_sub(zero, a[0])), vf_max(a[1], vf_sub(zero, a[1])));
		const float amax = vf_hmax(m);
		low[b] = !inner || !(amax <= limit);
		const vf inv = vf_set1(amax > 0 ? (low[b] ? 127.0f * 128 : 127.0f) / amax : 0);
		for (int i = 0; i < 2; i++) {
			// Kept within what the sums hold whatever x is: infinity, NaN, values whose inverse is infinite.
			vf v = vf_min(vf_max(vf_mul(a[i], inv), vf_set1(-127.0f * 128)), vf_set1(127.0f * 128));
			vi hi, lo = vi_zero();
			if (low[b]) { // hi = ⌊v/128⌋, which is (v − 63.5)/128 rounded: never a tie
				v = vf_cvt(vi_round(v));
				hi = vi_round(vf_mul(vf_sub(v, vf_set1(63.5f)), vf_set1(1.0f / 128)));
				lo = vi_round(vf_fma(vf_cvt(hi), vf_set1(-128), v));
			} else {
				hi = vi_round(v);
			}
			vi_store8(xq + QB * b + 16 * i, hi);
			vi_store8(xq + k + QB * b + 16 * i, lo);
			hi16[2 * b + i] = vi_sum(hi);
			lo16[2 * b + i] = low[b] ? vi_sum(lo) : 0;
			sum16[2 * b + i] = (float)(128 * hi16[2 * b + i] + lo16[2 * b + i]) * (1.0f / 128);
		}
		d[b] = amax / 127;
		sum[b] = sum16[2 * b] + sum16[2 * b + 1];
	}
}

// norm computes y = x / √(mean(x²)+ε) · w (+ r, unless NULL) over n values. y may be x or r.
static void norm(float *y, const float *x, const float *w, const float *r, int64_t n, float eps) {
	vf acc = vf_zero();
	for (int64_t i = 0; i < n; i += 16) {
		vf a = vf_loadn(x + i, (int)(n - i));
		acc = vf_fma(a, a, acc);
	}
	vf inv = vf_set1(1 / sqrtf(vf_sum(acc) / (float)n + eps));
	for (int64_t i = 0; i < n; i += 16) {
		int left = (int)(n - i);
		vf v = vf_mul(vf_mul(vf_loadn(x + i, left), inv), vf_loadn(w + i, left));
		if (r)
			v = vf_add(v, vf_loadn(r + i, left));
		vf_storen(y + i, v, left);
	}
}

// rope rotates the pairs (j, j+E/2) of one head; table holds E/2 cosines, then E/2 sines. y may be x.
static void rope(float *y, const float *x, const float *table, int64_t e) {
	const int64_t half = e / 2;
	for (int64_t j = 0; j < half; j += 16) {
		int left = (int)(half - j);
		vf a = vf_loadn(x + j, left), b = vf_loadn(x + half + j, left);
		vf c = vf_loadn(table + j, left), s = vf_loadn(table + half + j, left);
		vf_storen(y + j, vf_sub(vf_mul(a, c), vf_mul(b, s)), left);
		vf_storen(y + half + j, vf_fma(a, s, vf_mul(b, c)), left);
	}
}

#define ROWWISE(name, args, expr)                                                                                           \
	static void name args {                                                                                                 \
		for (int64_t i = 0; i < n; i += 16) {                                                                               \
			int left = (int)(n - i);                                                                                        \
			vf_storen(y + i, expr, left);                                                                                   \
		}                                                                                                                   \
	}

ROWWISE(gelu, (float *y, const float *x, int64_t n), vf_gelu(vf_loadn(x + i, left)))
ROWWISE(geglu, (float *y, const float *g, const float *u, int64_t n), vf_mul(vf_gelu(vf_loadn(g + i, left)), vf_loadn(u + i, left)))
// geglu_tile computes y[t·ldy + n] = gelu(g[16·t + n]) · u[16·t + n] for n < rows ≤ 16.
static void geglu_tile(float *y, int64_t ldy, const float *g, const float *u, int64_t t, int rows) {
	for (int64_t i = 0; i < t; i++)
		vf_storen(y + i * ldy, vf_mul(vf_gelu(vf_load(g + PANEL * i)), vf_load(u + PANEL * i)), rows);
}

ROWWISE(add, (float *y, const float *a, const float *b, int64_t n), vf_add(vf_loadn(a + i, left), vf_loadn(b + i, left)))
ROWWISE(mul, (float *y, const float *a, const float *b, int64_t n), vf_mul(vf_loadn(a + i, left), vf_loadn(b + i, left)))

// softmax computes y = exp(x−max) / Σ exp(x−max); −∞ gives 0. A row of −∞ alone gives zeros.
static void softmax(float *y, const float *x, int64_t n) {
	float max = -INFINITY;
	for (int64_t i = 0; i < n; i++)
		max = x[i] > max ? x[i] : max;
	vf sum = vf_zero(), m = vf_set1(max == -INFINITY ? 0 : max);
	for (int64_t i = 0; i < n; i += 16) {
		float e[16];
		vf_store(e, vf_exp(vf_sub(vf_loadn(x + i, (int)(n - i)), m)));
		for (int l = 0; l < 16; l++)
			if (i + l >= n || x[i + l] == -INFINITY)
				e[l] = 0;
		sum = vf_add(sum, vf_load(e));
		vf_storen(y + i, vf_load(e), (int)(n - i));
	}
	float total = vf_sum(sum);
	vf inv = vf_set1(total > 0 ? 1 / total : total == 0 ? 0 : total);
	for (int64_t i = 0; i < n; i += 16)
		vf_storen(y + i, vf_mul(vf_loadn(y + i, (int)(n - i)), inv), (int)(n - i));
}

static void to_f16(uint16_t *y, const float *x, int64_t n) {
	for (int64_t i = 0; i < n; i += 16) {
		uint16_t h[16];
		vf_tof16(h, vf_loadn(x + i, (int)(n - i)));
		memcpy(y + i, h, sizeof(uint16_t) * (size_t)(n - i < 16 ? n - i : 16));
	}
}

// to_q8 writes Q8_0 blocks: d = max|x|/127 as a half, q = x·127/max|x| rounded to nearest. A scale beyond the
// largest half becomes that half, and the values saturate.
static void to_q8(uint8_t *y, const float *x, int64_t n) {
	for (int64_t i = 0; i < n; i += QB, y += Q8_BYTES) {
		vf a[2] = {vf_load(x + i), vf_load(x + i + 16)}, zero = vf_zero();
		float d = vf_hmax(vf_max(vf_max(a[0], vf_sub(zero, a[0])), vf_max(a[1], vf_sub(zero, a[1])))) / 127;
		d = d < 65504.0f ? d : 65504.0f;
		uint16_t h[16];
		vf_tof16(h, vf_set1(d));
		memcpy(y, h, sizeof(uint16_t));
		const float inv = 1 / d;
		const vf id = vf_set1(d > 0 && inv < INFINITY ? inv : 0);
		for (int j = 0; j < 2; j++) {
			vf v = vf_min(vf_max(vf_mul(a[j], id), vf_set1(-127)), vf_set1(127)); // also NaN becomes one of them
			vi_store8((int8_t *)y + 2 + 16 * j, vi_round(v));
		}
	}
}

// above lists the indices i < n with x[i] > limit and returns how many there are.
static int above(const float *x, int n, float limit, int32_t *idx) {
	int count = 0;
	vf l = vf_set1(limit);
	for (int i = 0; i < n; i += 16) {
		uint32_t m = vf_gt(vf_loadn(x + i, n - i), l);
		if (n - i < 16)
			m &= (1u << (n - i)) - 1;
		for (; m; m &= m - 1)
			idx[count++] = i + __builtin_ctz(m);
	}
	return count;
}
