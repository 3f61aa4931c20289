// matmul_qkv: three products of one x, y_m[t,n] = Σₖ h[t,k] · w_m[n,k], of h = x, or with the norms before it that
// norm_first.glsl describes. The lowering joins nodes of the graph into it; the values are those of their own kernels.
//
// Buffers: 2 x[T,K], 3 w[K], 4 wp[K], 5 r[T,K], 6 y[T,K] f32, of which 3 to 6 are for norms; 7 quants and 8 scales of
// w_0[N0,K], 9 and 10 of w_1[N1,K], 11 and 12 of w_2[N2,K], 13 y_0[T,N0], 14 y_1[T,N1], 15 y_2[T,N2] f32.
// Grid: (⌈N0/ROWS⌉+⌈N1/ROWS⌉+⌈N2/ROWS⌉, T): a work group computes ROWS columns of one row of one product.
//
// The first two weights have one type; LAST_… is the last one's if that is another.
#define REDUCE
#include "common.glsl"
SPEC(2, ROWS, 4)
SPEC(3, NORM, 0)
SPEC(4, IN_ORDER, 0)
SPEC(5, ROOM, 1)
#include "reduce_all.glsl"

PARAMS {
    uint units;      // of a row of each weight
    uint scale_row;  // words of scales per row of the first two
    uint scale_last; // of the last
    uint K;
    uint N0;
    uint N1;
    uint N2;
    float eps;
    float eps_add;
} p;

#include "norm_first.glsl"
#include "weights.glsl"
BUFFER(7, Quants0, QUANTS, quants_0)
BUFFER(8, Scales0, uint, scales_0)
BUFFER(9, Quants1, QUANTS, quants_1)
BUFFER(10, Scales1, uint, scales_1)
DEFINE_UNIT(unit_0, quants_0, scales_0)
DEFINE_UNIT(unit_1, quants_1, scales_1)

float acc[ROWS];

#define DOT dot_0
#define UNIT_OF unit_0
#define QUANTS_OF quants_0
#include "rows_dot.glsl"
#define DOT dot_1
#define UNIT_OF unit_1
#define QUANTS_OF quants_1
#include "rows_dot.glsl"

// The last weight, whose readers are other ones if its type is.
#if defined(LAST_Q8_0) || defined(LAST_Q6_K)
#undef QUANTS
#undef DEFINE_UNIT
#undef QUAD
#undef W_Q5_0
#undef W_Q4_K
#ifdef LAST_Q8_0
#define W_Q8_0
#else
#define W_Q6_K
#endif
#define Unit LastUnit
#include "weights.glsl"
#endif
#define scale_row scale_last
BUFFER(11, Quants2, QUANTS, quants_2)
BUFFER(12, Scales2, uint, scales_2)
DEFINE_UNIT(unit_2, quants_2, scales_2)
#define DOT dot_2
#define UNIT_OF unit_2
#define QUANTS_OF quants_2
#include "rows_dot.glsl"

RESULT(13, Y0, float, y_0)
RESULT(14, Y1, float, y_1)
RESULT(15, Y2, float, y_2)

void main() {
    uint t = gl_WorkGroupID.y, g = gl_WorkGroupID.x, m = 0, N = p.N0;
    if (g >= (N + ROWS - 1) / ROWS) {
        g -= (N + ROWS - 1) / ROWS;
        m = 1;
        N = p.N1;
        if (g >= (N + ROWS - 1) / ROWS) {
            g -= (N + ROWS - 1) / ROWS;
            m = 2;
            N = p.N2;
        }
    }
    norm_first(t);
    UNROLL for (uint i = 0; i < ROWS; i++) acc[i] = 0.0;
    if (m == 0) dot_0(t, g * ROWS, N);
    else if (m == 1) dot_1(t, g * ROWS, N);
    else dot_2(t, g * ROWS, N);
    const uint kept = (ROWS + WG - 1) / WG;
    float sum[kept];
    REDUCE_ALL(sum, acc, ROWS)
    UNROLL for (uint j = 0; j < kept; j++) {
        uint i = j * WG + lane(), n = g * ROWS + i;
        if (i < ROWS && n < N) {
            if (m == 0) y_0[t * N + n] = sum[j];
            else if (m == 1) y_1[t * N + n] = sum[j];
            else y_2[t * N + n] = sum[j];
        }
    }
}
