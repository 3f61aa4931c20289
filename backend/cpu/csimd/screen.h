// The screen of a matrix w[N,K]: coarse copies of its rows z = P·w in the basis P, and bounds on what they leave
// out.
//
// First copy: t[i] = mean[i] + step[i]·(q[i] − c), c = (2^b − 1)/2, with b bits for each 64 axes, in panels of 16
// rows. Second copy: u[i] = t[i] + step[i]/4·(sub[i] − 3/2), two more bits, row by row. Beside each lie, for
// each 64 axes, an upper bound of ‖z−t‖ and of ‖z−u‖ in 7 bits.
//
// With r ≈ P·h, w·h = r·t + r·(z−t) + (errors of r and P), and by Cauchy and Schwarz
//   w·h ≤ r·t + Σ_g ‖r_g‖·‖z_g−t_g‖ + E,
// where E holds every rounding: of h, of r, of r's 16 bits, of the product itself (csimd_screen_query).
#ifndef SCREEN_H
#define SCREEN_H

#include "csimd.h"

#define GROUP 64      // axes that share a number of bits and a norm
#define MAX_GROUPS 32 // widest K is 2,048
#define SEEDS 64      // rows that a thread proposes for the first exact products
#define QUERIES 16    // rows of a step that a screen answers at once
#define WAYS 4        // kept rows of a set
#define DROP 128       // reads of w in a mapped file until its pages are given back: each makes up to 64 KiB around it resident

// The header of a table, which csimd_screen_open takes apart. Offsets follow from it.
typedef struct {
	int64_t n, k;
	uint8_t bits[MAX_GROUPS];
	float low[2][MAX_GROUPS], unit[2][MAX_GROUPS]; // a norm is at most low + unit·byte
	double skew;                                   // ‖I − PᵀP‖
	double longest;                                // longest row of w
} csimd_screen_head;

// A set of kept rows: row tag[i] − 1 lies in place i, and was used age[i] uses of the set ago.
typedef struct {
	_Atomic int32_t tag[WAYS]; // 0: none
	uint8_t age[WAYS];
	_Atomic int32_t busy;
} csimd_set;

// What a step knows of its input.
typedef struct {
	float s, c;             // first estimate: s·I + c
	float norm[2], slack[2]; // plus norm·J + slack is a bound
	float s2[2];            // second estimate: + s2[0]·I₀ + s2[1]·I₁ + c2
	float c2;
	_Alignas(64) int8_t v[2 * MAX_GROUPS * GROUP]; // r·step, hi then lo
	int8_t nv[2][2 * MAX_GROUPS];                  // ‖r_g‖·unit, the same, for each copy
} csimd_query;

typedef struct csimd_screen {
	csimd_screen_head head;
	int groups;
	const float *basis;        // [K,K]
	const double *mean, *step; // [K]
	const uint8_t *panels, *rows;
	int64_t panel_bytes, row_bytes;
	csimd_weight basis_weight;

	// The state of the step that runs, of each of its rows. Rows below nready have memory.
	int32_t nready, nrows;
	float *h, *r; // [QUERIES][K]
	csimd_query query[QUERIES];
	float *mid[QUERIES], *up[QUERIES]; // [N], N rounded up to panels
	int32_t *alive[QUERIES];           // rows of w that survived the first bound, at most limit
	int64_t limit;
	csimd_cand *seeds; // [QUERIES][threads][SEEDS]
	int32_t *nseeds;   // [QUERIES][threads]
	float *scores;     // [QUERIES][threads][SEEDS], exact
	float bar[QUERIES]; // the k-th best exact score of the seeds
	_Atomic int32_t active;
	_Atomic int64_t count[QUERIES]; // rows in alive, more than limit if there are too many
	_Atomic int64_t exact;          // rows computed
	uint64_t began;                 // when the head began, in nanoseconds
	uint64_t scanning, scanned;     // when the first estimates began, and when they were there

	// Rows of w that steps computed, as they are stored: nearly the same in all steps. Reading them in the mapping would
	// make the pages around them resident.
	csimd_set *sets;
	int64_t nsets;
	uint8_t *kept;         // [sets][WAYS] rows
	bool mapped;           // w lies in a mapped file:
	int32_t file;          // a descriptor of it, −1 for none,
	int64_t file_at;       // and where w begins there
	_Atomic int64_t touched; // how often a step has read w in the mapping
} csimd_screen;

int64_t csimd_screen_bytes(const csimd_screen_head *h);
int csimd_screen_open(csimd_screen *s, const uint8_t *table);
int64_t csimd_screen_stage(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units);
bool csimd_screened(const csimd_program *g, const csimd_op *op);
void csimd_screen_drop(const csimd_weight *w, int64_t from, int64_t to);
int64_t csimd_screen_refine(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units);

// Building: K_SCREEN_BUILD takes w's rows in panels, in one of these phases.
enum {
	BUILD_SAMPLE, // rotate some rows, evenly spaced: sample [samples][K] in panels, each [K][16]
	BUILD_ROUND,  // write the codes of both copies, and what they leave
	BUILD_NORMS,  // write what they leave, rounded up to 7 bits
};

typedef struct {
	csimd_screen s; // taken apart from table
	uint8_t *table;
	int phase;
	int64_t samples;
	float *sample;
	double slack[MAX_GROUPS]; // z_g is at most slack·‖w‖ off
	float *norms;             // [N/16][2][groups][16]
	float *low, *high;        // least and largest of them that a thread has seen, [threads][2][groups]
	float *sizes;             // [N] at least the length of each row
	_Atomic int32_t bad;      // rows that are not finite
} csimd_screen_build;

int64_t csimd_build_scratch(const csimd_weight *w);
int64_t csimd_build_stage(const csimd_worker *w, csimd_program *g, const csimd_op *op, int64_t *units);
void csimd_build_basis(const csimd_kernels *kernels, const csimd_screen *s, const csimd_weight *wt, int8_t *xq, double *rest);
void csimd_build_head(csimd_screen_build *b, int threads);

#endif
