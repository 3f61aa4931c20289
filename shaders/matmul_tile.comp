// matmul and, with GEGLU, matmul_geglu for many rows of x: y[t,n] = Σₖ x[t,k] · w[n,k], and gelu of that times the same of
// a second weight.
//
// Buffers: 2 x[T,K] f32, 3 quants and 4 scales of w[N,K], 5 y[T,N] f32; with GEGLU 5 and 6 are the second weight's and 7 is y.
// Grid: (⌈N/WIDE⌉, ⌈T/HIGH⌉) groups, whose invocations each compute ROWS columns of TOKENS rows of a tile of y.
//
// The group expands one unit of 16 values of each row of both factors into shared memory while it multiplies the one
// before. Units are visited in the order in which matmul's invocations hold them, and the sum of each of those is added
// to the sum of the ones before it, as REDUCE_ALL does in order: a row of y has the same bits as matmul's.
#include "common.glsl"
SPEC(2, ROWS, 4)
SPEC(3, TOKENS, 4)
SPEC(4, LANES, 32)  // invocations of matmul's work group

PARAMS {
    uint units;      // of a row of w
    uint scale_row;  // words of scales per row of w
    uint K;
    uint N;      // rows of w that are bound
    uint first;  // column of y that the first of them gives
    uint cols;   // columns of y
    uint axis;
    uint skip;   // rows of x before the first of y
} p;

#include "weights.glsl"

BUFFER(2, X, vec4, x)
BUFFER(3, Quants, QUANTS, quants)
BUFFER(4, Scales, uint, scales)
DEFINE_UNIT(unit_of, quants, scales)
#ifdef GEGLU
#include "gelu.glsl"
BUFFER(5, UpQuants, QUANTS, up_quants)
BUFFER(6, UpScales, uint, up_scales)
DEFINE_UNIT(up_unit, up_quants, up_scales)
RESULT(7, Y, float, y)
#else
RESULT(5, Y, float, y)
#endif

const uint ACROSS = 8;  // invocations side by side
const uint WIDE = ACROSS * ROWS, HIGH = WG / ACROSS * TOKENS;
const uint N_STRIDE = WIDE + 4, T_STRIDE = HIGH + 4;  // more than a tile has, so that stores go to different banks

// Two units each: value k of row r is at (16·which + k)·stride + r.
shared float w_tile[32 * N_STRIDE];
shared float x_tile[32 * T_STRIDE];
#ifdef GEGLU
shared float up_tile[32 * N_STRIDE];
#endif

// fill expands unit u of the tile's rows, a quarter of a unit at a time.
void fill(uint which, uint u, uint n0, uint t0, uint T) {
    for (uint i = lane(); i < 4 * WIDE; i += WG) {
        uint row = min(n0 + i / 4, p.N - 1), sub = i % 4, to = (16 * which + 4 * sub) * N_STRIDE + i / 4;
        Unit w = unit_of(row, u);
        vec4 c = QUAD(quants, w, sub);
        UNROLL for (uint j = 0; j < 4; j++) w_tile[to + j * N_STRIDE] = c[j];
#ifdef GEGLU
        w = up_unit(row, u);
        c = QUAD(up_quants, w, sub);
        UNROLL for (uint j = 0; j < 4; j++) up_tile[to + j * N_STRIDE] = c[j];
#endif
    }
    for (uint i = lane(); i < 4 * HIGH; i += WG) {
        uint row = p.skip + min(t0 + i / 4, T - 1), sub = i % 4, to = (16 * which + 4 * sub) * T_STRIDE + i / 4;
        vec4 c = x[row * (p.K / 4) + 4 * u + sub];
        UNROLL for (uint j = 0; j < 4; j++) x_tile[to + j * T_STRIDE] = c[j];
    }
}

void main() {
    uint n0 = gl_WorkGroupID.x * WIDE, t0 = gl_WorkGroupID.y * HIGH;
    uint T = live[p.axis] - p.skip;
    uint n = ROWS * (lane() % ACROSS), t = TOKENS * (lane() / ACROSS);  // of the invocation in the tile
    float acc[ROWS * TOKENS], sum[ROWS * TOKENS];
    UNROLL for (uint i = 0; i < ROWS * TOKENS; i++) acc[i] = sum[i] = 0.0;
#ifdef GEGLU
    float up[ROWS * TOKENS], up_sum[ROWS * TOKENS];
    UNROLL for (uint i = 0; i < ROWS * TOKENS; i++) up[i] = up_sum[i] = 0.0;
#endif
    uint u = 0, owner = 0;  // a unit, and the invocation of matmul that holds it
    fill(0, 0, n0, t0, T);
    for (uint i = 0; i < p.units; i++) {
        uint next = u + LANES;
        bool last = next >= p.units;
        if (last) next = ++owner;
        barrier();
        if (i + 1 < p.units) fill((i + 1) & 1u, next, n0, t0, T);
        for (uint k = 16 * (i & 1u); k < 16 * (i & 1u) + 16; k++) {
            float v[TOKENS];
            UNROLL for (uint b = 0; b < TOKENS; b++) v[b] = x_tile[k * T_STRIDE + t + b];
            UNROLL for (uint a = 0; a < ROWS; a++) {
                float c = w_tile[k * N_STRIDE + n + a];
                UNROLL for (uint b = 0; b < TOKENS; b++) acc[b * ROWS + a] = fma(v[b], c, acc[b * ROWS + a]);
#ifdef GEGLU
                c = up_tile[k * N_STRIDE + n + a];
                UNROLL for (uint b = 0; b < TOKENS; b++) up[b * ROWS + a] = fma(v[b], c, up[b * ROWS + a]);
#endif
            }
        }
        if (last) {
            UNROLL for (uint j = 0; j < ROWS * TOKENS; j++) {
                sum[j] += acc[j];
                acc[j] = 0.0;
#ifdef GEGLU
                up_sum[j] += up[j];
                up[j] = 0.0;
#endif
            }
        }
        u = next;
    }
    UNROLL for (uint b = 0; b < TOKENS; b++) {
        UNROLL for (uint a = 0; a < ROWS; a++) {
            if (n0 + n + a < p.N && t0 + t + b < T) {
#ifdef GEGLU
                float v = gelu(sum[b * ROWS + a]) * up_sum[b * ROWS + a];
#else
                float v = sum[b * ROWS + a];
#endif
                y[(t0 + t + b) * p.cols + p.first + n0 + n + a] = v;
            }
        }
    }
}
