// matmul: y[t,n] = Σₖ x[t,k] · w[n,k].
//
// Buffers: 2 x[T,K] f32, 3 quants and 4 scales of w[N,K], 5 y[T,N] f32.
// Grid: (⌈N/ROWS⌉, ⌈T/TOKENS⌉): a work group computes ROWS columns of TOKENS rows of y.
//
// With GATHER: 5 ids of columns of y, 6 y[N] f32. Of the only row, the columns in the list are computed whose rows of w are
// bound. Grid: ⌈ids/ROWS⌉.
//
// Each invocation sums units lane, lane+WG, … of 16 values in ascending order, and the work group's sums
// are added by REDUCE_ALL. That order is the same for every tile size, so a row of y does not depend on
// how many rows are computed with it.
#define REDUCE
#include "common.glsl"
SPEC(2, ROWS, 4)
SPEC(3, TOKENS, 1)
SPEC(4, IN_ORDER, 0)
#include "reduce_all.glsl"

PARAMS {
    uint units;      // of a row of w
    uint scale_row;  // words of scales per row of w
    uint K;
    uint N;      // rows of w that are bound
    uint first;  // column of y that the first of them gives
    uint cols;   // columns of y
    uint axis;
#ifdef GATHER
    uint pairs;  // 1: ids are the first of pairs of floats, 0: words
#else
    uint skip;   // rows of x before the first of y
#endif
} p;

#include "weights.glsl"

#ifdef RAGGED
BUFFER(2, X, float, x)
#else
BUFFER(2, X, vec4, x)
#endif
BUFFER(3, Quants, QUANTS, quants)
BUFFER(4, Scales, uint, scales)
#ifdef GATHER
BUFFER(5, Ids, uint, ids)
RESULT(6, Y, float, y)

// row_at returns the bound row of w that an entry of the list asks for; not less than p.N if that is not bound.
// No float that is not a column becomes one: the list may end in what was there before.
uint row_at(uint i) {
    uint id = ids[p.pairs == 1 ? 2 * i : i];
    if (p.pairs == 1) id = id <= 0x4b800000u ? uint(uintBitsToFloat(id)) : 0xffffffffu;
    return id - p.first;
}
#else
RESULT(5, Y, float, y)
#endif

DEFINE_UNIT(unit_of, quants, scales)

// x_quad returns four values of a row of x from k = 4·i on, zero beyond K.
vec4 x_quad(uint t, uint i) {
#ifdef RAGGED
    vec4 v;
    UNROLL for (uint j = 0; j < 4; j++) v[j] = 4 * i + j < p.K ? x[t * p.K + min(4 * i + j, p.K - 1)] : 0.0;
    return v;
#else
    return x[t * (p.K / 4) + i];
#endif
}

void main() {
    uint n0 = gl_WorkGroupID.x * ROWS, t0 = gl_WorkGroupID.y * TOKENS;
#ifdef GATHER
    const uint T = 1;
    uint row[ROWS];
    bool any = false;
    UNROLL for (uint r = 0; r < ROWS; r++) {
        row[r] = row_at(n0 + r);
        any = any || row[r] < p.N;
    }
    if (!any) return;
#define ROW(R) row[R]
#define COLUMN(I) (I < ROWS ? row_at(n0 + I) : p.N)
#define SKIP 0
#else
    uint T = live[p.axis] - p.skip;
#define ROW(R) n0 + R
#define COLUMN(I) n0 + I % ROWS
#define SKIP p.skip
#endif
    float acc[ROWS * TOKENS];
    UNROLL for (uint i = 0; i < ROWS * TOKENS; i++) acc[i] = 0.0;
    for (uint u = lane(); u < p.units; u += WG) {
        Unit w[ROWS];
        UNROLL for (uint r = 0; r < ROWS; r++) w[r] = unit_of(min(ROW(r), p.N - 1), u);
        UNROLL for (uint sub = 0; sub < 4; sub++) {
            vec4 v[TOKENS];
            UNROLL for (uint t = 0; t < TOKENS; t++) v[t] = x_quad(SKIP + min(t0 + t, T - 1), 4 * u + sub);
            UNROLL for (uint r = 0; r < ROWS; r++) {
                vec4 c = QUAD(quants, w[r], sub);
                UNROLL for (uint t = 0; t < TOKENS; t++) {
                    uint i = t * ROWS + r;
                    acc[i] = fma(v[t].w, c.w, fma(v[t].z, c.z, fma(v[t].y, c.y, fma(v[t].x, c.x, acc[i]))));
                }
            }
        }
    }
    const uint kept = (ROWS * TOKENS + WG - 1) / WG;
    float sum[kept];
    REDUCE_ALL(sum, acc, ROWS * TOKENS)
    UNROLL for (uint j = 0; j < kept; j++) {
        uint i = j * WG + lane(), n = COLUMN(i), t = t0 + i / ROWS;
        if (i < ROWS * TOKENS && n < p.N && t < T) y[t * p.cols + p.first + n] = sum[j];
    }
}
