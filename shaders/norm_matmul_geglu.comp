// norm_matmul_geglu: y[t,n] = gelu(Σₖ h[t,k] · wg[n,k]) · Σₖ h[t,k] · wu[n,k], of the h that norm_first.glsl describes.
// The lowering joins nodes of the graph into it; the values are those of their own kernels.
//
// Buffers: 2 x[T,K], 3 w[K], 4 wp[K], 5 r[T,K], 6 sum[T,K] f32, 7 quants and 8 scales of wg[N,K], 9 quants and
// 10 scales of wu[N,K], 11 y[T,N] f32.
// Grid: (⌈N/ROWS⌉, T): a work group computes ROWS columns of one row of y.
#define REDUCE
#include "common.glsl"
SPEC(2, ROWS, 4)
SPEC(3, NORM, 1)
SPEC(4, IN_ORDER, 0)
SPEC(5, ROOM, 1)
#include "reduce_all.glsl"

PARAMS {
    uint units;      // of a row of wg and wu
    uint scale_row;  // words of scales per row
    uint K;
    uint N;
    float eps;
    float eps_add;
} p;

#include "norm_first.glsl"
#include "weights.glsl"
#include "gelu.glsl"
BUFFER(7, GateQuants, QUANTS, gate_quants)
BUFFER(8, GateScales, uint, gate_scales)
BUFFER(9, UpQuants, QUANTS, up_quants)
BUFFER(10, UpScales, uint, up_scales)
RESULT(11, Y, float, result)

DEFINE_UNIT(gate_unit, gate_quants, gate_scales)
DEFINE_UNIT(up_unit, up_quants, up_scales)

float dot4(vec4 a, vec4 b, float sum) { return fma(a.w, b.w, fma(a.z, b.z, fma(a.y, b.y, fma(a.x, b.x, sum)))); }

void main() {
    uint n0 = gl_WorkGroupID.x * ROWS, t = gl_WorkGroupID.y;
    norm_first(t);
    float gate[ROWS], up[ROWS];
    UNROLL for (uint i = 0; i < ROWS; i++) gate[i] = up[i] = 0.0;
    for (uint u = lane(); u < p.units; u += WG) {
        Unit g[ROWS], w[ROWS];
        UNROLL for (uint i = 0; i < ROWS; i++) {
            g[i] = gate_unit(min(n0 + i, p.N - 1), u);
            w[i] = up_unit(min(n0 + i, p.N - 1), u);
        }
        UNROLL for (uint sub = 0; sub < 4; sub++) {
            vec4 v = x_quad(t, 4 * u + sub);
            UNROLL for (uint i = 0; i < ROWS; i++) {
                gate[i] = dot4(v, QUAD(gate_quants, g[i], sub), gate[i]);
                up[i] = dot4(v, QUAD(up_quants, w[i], sub), up[i]);
            }
        }
    }
    const uint kept = (ROWS + WG - 1) / WG;
    float gate_sum[kept], up_sum[kept];
    REDUCE_ALL(gate_sum, gate, ROWS)
    REDUCE_ALL(up_sum, up, ROWS)
    UNROLL for (uint j = 0; j < kept; j++) {
        uint i = j * WG + lane(), n = n0 + i;
        if (i < ROWS && n < p.N) result[t * p.N + n] = gelu(gate_sum[j]) * up_sum[j];
    }
}
