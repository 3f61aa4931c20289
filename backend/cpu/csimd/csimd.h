// Shared declarations of the C engine: weights, ops, programs, the kernel table of a tier, the pool.
// Dimensions as everywhere: T tokens, N/K outer/inner matrix size, E head dim, S cache rows.
#ifndef CSIMD_H
#define CSIMD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Storage types, numbered by format.go.
enum { D_F32 = 1, D_F16, D_BF16, D_Q4_0, D_Q4_1, D_Q5_0, D_Q5_1, D_Q8_0, D_Q2_K, D_Q3_K, D_Q4_K, D_Q5_K, D_Q6_K, D_IQ4_NL, D_IQ4_XS };

// Layouts that matmul kernels stream. F_F32 … F_Q8_0 are rows as stored in the file; the others are
// panels of 16 rows (repack.c). Q8_0 is F_P8 unless a screen leaves little to read of it. Products with F_B16, of
// BF16, are those of tiers with AMX; like the first three it takes activations as they are.
enum { F_F32 = 1, F_F16, F_BF16, F_B16, F_Q8_0, F_P4, F_P5, F_P8, F_P4K, F_P5K, F_P6K, F_X8 };

#define PANEL 16 // rows of a panel: the f32 lanes of one AVX-512 register
#define QB 32    // values that share an activation scale
#define Q8_BYTES 34 // of a Q8_0 block: d f16, q int8[32]

typedef struct {
	const uint8_t *data; // rows or panels, in the layout fmt
	const uint8_t *rows; // rows as stored in the file
	int32_t fmt, dtype;
	int64_t n, k;
	int64_t row_bytes;   // of rows
	int64_t panel_bytes; // of 16 rows of data
	struct csimd_screen *screen; // NULL if there is none
} csimd_weight;

// A quantised activation row: x = d · (hi + lo/128) in two int8, |hi| ≤ 127 and 0 ≤ lo ≤ 127, because rounding
// all to 8 bits moves the real model's logits by up to 0.4. The row is hi[K], lo[K], f32 d[K/32], f32 sum[K/32], f32
// sum16[K/16], int32 hi16[K/16], int32 lo16[K/16], uint8 low[K/32]: sums of hi + lo/128, of hi and of lo over runs of 32
// and 16, all exact; low is 0 for blocks whose lo is zero and need not be read. Rows are an odd number of cache lines
// apart, so that those of a tile lie in different sets of a cache.
static inline int64_t xq_stride(int64_t k) {
	const int64_t lines = (2 * k + k / QB * 8 + k / 16 * 12 + k / QB + 63) / 64;
	return 64 * (lines | 1);
}
static inline const float *xq_d(const int8_t *row, int64_t k) { return (const float *)(row + 2 * k); }
static inline const float *xq_sum(const int8_t *row, int64_t k) { return xq_d(row, k) + k / QB; }
static inline const float *xq_sum16(const int8_t *row, int64_t k) { return xq_sum(row, k) + k / QB; }
static inline const int32_t *xq_hi16(const int8_t *row, int64_t k) { return (const int32_t *)(xq_sum16(row, k) + k / 16); }
static inline const int32_t *xq_lo16(const int8_t *row, int64_t k) { return xq_hi16(row, k) + k / 16; }
static inline const uint8_t *xq_low(const int8_t *row, int64_t k) { return (const uint8_t *)(xq_lo16(row, k) + k / 16); }
static inline float xq_value(const int8_t *row, int64_t k, int64_t i) {
	return (float)(128 * row[i] + row[k + i]) * (xq_d(row, k)[i / QB] / 128);
}

// A block of 16 activation rows side by side, as GEMM reads them: high parts, scales, sums over both runs of 16 and over 32,
// and without AMX what integer sums of each group start with.
typedef struct {
	_Alignas(64) int8_t x[16][QB];
	float d[16], sum16[2][16], sum[16];
	int32_t start[2][16];
} csimd_tile;

// The low parts of 16 rows of a chunk that have them in block b: those of rows t, with their scales.
typedef struct {
	_Alignas(64) int8_t x[16][QB];
	float d[16];
	int32_t t[16];
	int32_t start[2][16];
	int64_t b;
} csimd_low_tile;

// The n rows of activations that a thread multiplies with panel after panel: tiles [⌈n/16⌉][K/32], low tiles
// low[low_count], in the order of blocks, and room for the sums of low parts, [n+1][16]. The starts of sums are those for
// weights with this offset and so many groups.
typedef struct {
	const void *x; // the first row
	int64_t n;
	csimd_tile *tiles;
	csimd_low_tile *low;
	int64_t low_count;
	float *low_sums;
	int groups, off;
} csimd_chunk;

// A panel unpacked for GEMM: w = s[b][g][n] · (q − off) + m[b][g][n], or with AMX q without −off. Byte 4·n+i of q[b][j] is
// value 4·j+i of row n in block b. One group of 32 values a block, or two of 16.
typedef struct {
	uint8_t *q; // [K/32][8][64]
	float *s;   // [K/32][groups][16]
	float *m;   // the same, of layouts with minima
	int fmt, off;
} csimd_panel;

// Largest number of outputs that one matmul op computes from the same activation.
#define MAX_W 4

enum {
	K_QUANTISE = 1, K_EMBED, K_NORM, K_NORM_ADD, K_NORM_ROPE, K_ROPE, K_ROPE_TABLE, K_GELU, K_ADD, K_MUL, K_GEGLU, K_ROWS, K_KV_WRITE,
	K_SOFTMAX, K_SCORES, K_MIX, K_TOPK, K_MERGE, // the kinds up to here work row by row
	K_MATMUL, K_MATMUL_GEGLU, K_MATMUL_TOPK, K_ATTENTION, K_REPACK,
	K_SCREEN_INPUT, K_SCREEN_ROTATE, K_SCREEN_QUERY, K_SCREEN_SCAN, K_SCREEN_SEED, K_SCREEN_BAR, K_SCREEN_COLLECT, K_SCREEN_BUILD,
};

// An op of a flat program. x, y, r, pos, seq, table, v and yw are indices of csimd_program.slots.
typedef struct {
	int32_t kind;
	int32_t axis; // live[axis] rows: 0 T, 1 R
	int32_t x, y, r, pos, seq, table, v;
	int32_t nw;
	int32_t yw[MAX_W];
	const csimd_weight *w[MAX_W];
	int32_t cols;                         // values of a row of x
	int32_t heads, kv_heads, head_dim, window;
	int32_t topk;
	int32_t state_dtype; // D_F32, D_F16 or D_Q8_0
	int64_t state_rows; // S
	int64_t state_cols; // G*E
	float eps, scale;
	const double *freq; // K_ROPE_TABLE: radians per position of each pair
	int32_t xq;         // quantised activations wanted (K_NORM*) or read (K_MATMUL*): slot, or -1
	int32_t skip_y;     // K_NORM*: only xq is wanted
	int32_t inner;      // xq is rounded as values that the cache depends on are (lower.go)
	void *dst;          // K_REPACK
} csimd_op;

// Ops between two barriers. A stage of row ops runs them all on one chunk of rows after the other.
typedef struct {
	int32_t first, count;
} csimd_stage;

#define SHARES 4 // in which work is divided among at least as many threads

// The progress of a stage in a run, on a cache line of its own.
typedef struct {
	_Alignas(64) _Atomic int64_t next; // first unit of work that nobody has taken
	_Atomic int64_t done;              // units that were finished
	_Atomic int32_t over;              // all were
	_Atomic int64_t parts;             // of attention that were computed
	_Atomic uint64_t shares[SHARES];   // taken by csimd_take_share: from the front, and from the back times 2³²
} csimd_counter;

// Nanoseconds that a thread worked in a stage and waited at its end for the others, in all runs.
typedef struct {
	uint64_t work, wait;
} csimd_clock;

// The times that a program keeps if it is profiled. A thread's begin on a cache line of their own.
typedef struct {
	csimd_clock *stages; // [threads][stage_ld]
	uint64_t *ops;       // [threads][op_ld]: of ops that share a stage
	int64_t stage_ld, op_ld;
} csimd_times;

typedef struct {
	csimd_op *ops;
	csimd_stage *stages;
	csimd_counter *counters; // of each stage
	int32_t nstages;
	void **slots;
	int64_t live[2];
	uint8_t *scratch; // scratch_bytes for each thread
	int64_t scratch_bytes;
	float *parts;       // blocks of attention of one token
	int64_t parts_bytes;
	void *heaps;        // candidates of K_MATMUL_TOPK: [threads][rows][k] entries
	int64_t heap_rows, heap_k;
	int32_t *heap_counts; // [threads][rows]
	csimd_times times; // NULL pointers if none are kept
	int32_t screened; // this run may use screens
	_Atomic int32_t cancel;
} csimd_program;

#define ATTN_BLOCK 128 // positions of a block of attention with tiles
#define TILED_QUERIES 256 // queries of a unit

// csimd_tiled reports whether tiers with tiles compute an attention op by them.
static inline bool csimd_tiled(const csimd_op *op) {
	return op->head_dim % QB == 0 && op->state_dtype != D_F32 && op->heads / op->kv_heads <= 16;
}

// csimd_part_floats is the size of a block of what one token sees: maxima [16], sums [16] and values [heads of a KV head][E].
static inline int64_t csimd_part_floats(const csimd_op *op) { return 32 + (int64_t)(op->heads / op->kv_heads) * op->head_dim; }

// A candidate of top-k.
typedef struct {
	float v;
	int32_t i;
} csimd_cand;

// The kernels of one tier. Shapes and formulas are at the definitions.
typedef struct {
	const char *name;
	void (*quantise)(int8_t *xq, const float *x, int64_t k, bool inner);
	void (*gemv)(const csimd_weight *w, int64_t p0, int64_t p1, const void *x, float *y, uint8_t *scratch);
	void (*gemv_few)(const csimd_weight *w, int64_t p0, int64_t p1, const int8_t *xq, int64_t n, float *y, int64_t ldy, uint8_t *scratch);
	void (*unpack)(const csimd_weight *w, int64_t p, csimd_panel *out);
	void (*pack)(csimd_chunk *c, int64_t k); // fills c->tiles and c->low
	void (*gemm)(const csimd_panel *p, int64_t k, csimd_chunk *c, float *y, int64_t ldy, int rows);
	void (*gemm_float)(const csimd_weight *w, int64_t p, const float *x, int64_t t, float *y, int64_t ldy, uint8_t *scratch);
	void (*pack_bf16)(csimd_chunk *c, const float *x, int64_t k); // fills c->tiles; NULL in tiers without F_B16
	void (*gemm_bf16)(const csimd_weight *w, int64_t p, const csimd_chunk *c, float *y, int64_t ldy, int rows);
	void (*norm)(float *y, const float *x, const float *w, const float *r, int64_t n, float eps);
	void (*rope)(float *y, const float *x, const float *table, int64_t e);
	void (*gelu)(float *y, const float *x, int64_t n);
	void (*geglu)(float *y, const float *g, const float *u, int64_t n);
	void (*geglu_tile)(float *y, int64_t ldy, const float *g, const float *u, int64_t t, int rows);
	void (*add)(float *y, const float *a, const float *b, int64_t n);
	void (*mul)(float *y, const float *a, const float *b, int64_t n);
	void (*softmax)(float *y, const float *x, int64_t n);
	void (*to_f16)(uint16_t *y, const float *x, int64_t n);
	void (*to_q8)(uint8_t *y, const float *x, int64_t n);
	void (*attention)(const csimd_op *op, void **slots, int64_t t0, int64_t t1, int h0, int h1, uint8_t *scratch);
	// Of tiers with tiles, for ops with csimd_tiled: blocks of what one token sees, and joining them.
	void (*attention_blocks)(const csimd_op *op, void **slots, int64_t t, int g, int64_t b, int64_t end, float *part, uint8_t *scratch);
	void (*attention_join)(const csimd_op *op, void **slots, int64_t t, int g, int64_t blocks, const float *part, uint8_t *scratch);
	void (*scores)(const csimd_op *op, void **slots, int64_t t, uint8_t *scratch);
	void (*mix)(const csimd_op *op, void **slots, int64_t t, uint8_t *scratch);
	int (*above)(const float *x, int n, float limit, int32_t *idx);
	void (*screen_scan)(const struct csimd_screen *s, int row, int64_t p0, int64_t p1, float *mid, float *up);
	void (*screen_scan_few)(const struct csimd_screen *s, int64_t p0, int64_t p1);
	void (*screen_refine)(const struct csimd_screen *s, int row, const uint8_t *const *rows, const float *mid, float *up);
	void (*screen_round)(int bits, const float *z, const float *mean, const float *step, const float *inverse, uint8_t *panel, uint8_t *second,
	                     int64_t ld, float *left);
} csimd_kernels;

extern const csimd_kernels csimd_kernels_base;
extern const csimd_kernels csimd_kernels_avx2;
extern const csimd_kernels csimd_kernels_avxvnni;
extern const csimd_kernels csimd_kernels_avx512;
extern const csimd_kernels csimd_kernels_amx;
extern const csimd_kernels csimd_kernels_neon;
extern const csimd_kernels csimd_kernels_dotprod;
extern const csimd_kernels csimd_kernels_i8mm;

// detect.c: the kernels of a tier ("base", "avx2", "avxvnni", "avx512", "amx", "neon", "dotprod", "i8mm"; "" for the best), NULL
// if the machine or the build lacks it, and why it does.
const csimd_kernels *csimd_tier(const char *name);
const char *csimd_no_tier(const char *name);

// dequantise.c. Every quantised type is y = s·q + m over runs of 16 values: decodes one block of
// csimd_block_values(d) values. m is zero for types without a minimum.
int csimd_block_values(int dtype);
int csimd_block_bytes(int dtype);
void csimd_decode(int dtype, const uint8_t *block, int8_t *q, float *s, float *m);
void csimd_dequantise_row(int dtype, const uint8_t *row, float *y, int64_t k, float scale);
float csimd_f16(uint16_t h);

// A panel is heads with the blocks of 32 values that follow each (kern_unpack.h): bytes of a head and of a block.
static inline int64_t csimd_panel_head(int fmt, int64_t k) {
	return fmt == F_P4K || fmt == F_P5K || fmt == F_P6K ? 64 + 8 * 32 : fmt == F_X8 ? 0 : (k + 63) & ~(int64_t)63;
}
static inline int64_t csimd_panel_block(int fmt) {
	switch (fmt) {
	case F_P4: case F_P4K: return 256;
	case F_P5: case F_P5K: return 256 + 64;
	case F_P6K: return 256 + 128;
	case F_P8: return 512;
	default: return 256 + 512;
	}
}

// repack.c: bytes of a panel, 0 for rows as stored.
int64_t csimd_panel_bytes(int fmt, int64_t k);
void csimd_repack(const csimd_weight *w, uint8_t *dst, int64_t p0, int64_t p1);

// pool.c
typedef struct csimd_pool csimd_pool;
csimd_pool *csimd_pool_new(const csimd_kernels *k, int threads, int cpus);
void csimd_pool_free(csimd_pool *p);
int csimd_run(csimd_pool *p, csimd_program *g);
uint64_t csimd_now(void); // ns

// run.c: what a thread does in a stage, taking chunks of work from *next. Returns how many units it finished
// and sets *units to how many there are.
typedef struct {
	const csimd_kernels *k;
	int id, threads;
	_Atomic int64_t *next, *parts;
	_Atomic uint64_t *shares;
} csimd_worker;

// What a thread has asked for in advance: so many bytes of its share of a stage.
typedef struct {
	int stage;
	int64_t bytes;
} csimd_expected;

void csimd_row(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t r); // run_rows.c
int64_t csimd_stage_run(const csimd_worker *w, csimd_program *g, csimd_stage *s, int64_t *units);
int64_t csimd_take_share(const csimd_worker *w, int64_t total, int64_t most, int64_t unit_bytes, int64_t *n);
void csimd_expect(const csimd_worker *w, const csimd_program *g, int stage, csimd_expected *e, _Atomic int32_t *over);
int64_t csimd_scratch_bytes(const csimd_op *op);
int64_t csimd_most_tokens(int64_t k);
void csimd_product(const csimd_worker *w, csimd_program *g, const csimd_op *op, const csimd_weight *wt, int64_t p, int64_t t0, int64_t n,
                   csimd_chunk *chunk, float *y, uint8_t *scratch);
int64_t csimd_parts_bytes(const csimd_op *op);

// topk.c
void csimd_topk_push(csimd_cand *heap, int32_t *n, int32_t k, float v, int32_t i);
bool csimd_cand_better(csimd_cand a, csimd_cand b);
void csimd_topk_sort(csimd_cand *c, int32_t n, float *out);

// memory.c
void *csimd_alloc(int64_t bytes);
void csimd_free(void *p, int64_t bytes);
void csimd_drop(const void *p, int64_t bytes);
bool csimd_read(int fd, int64_t at, void *to, int64_t bytes);

#endif
