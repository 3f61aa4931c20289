// matmul_geglu: y[t,n] = gelu(Σₖ x[t,k] · wg[n,k]) · Σₖ x[t,k] · wu[n,k].
//
// Buffers: 2 x[T,K] f32, 3 quants and 4 scales of wg[N,K], 5 quants and 6 scales of wu[N,K], 7 y[T,N] f32.
// Grid: (⌈N/ROWS⌉, ⌈T/TOKENS⌉). The order of summation is that of matmul.
#define REDUCE
#include "common.glsl"
SPEC(2, ROWS, 4)
SPEC(3, TOKENS, 1)
SPEC(4, IN_ORDER, 0)
#include "reduce_all.glsl"

PARAMS {
    uint units;      // of a row of wg and wu
    uint scale_row;  // words of scales per row
    uint K;
    uint N;
    uint first;
    uint cols;
    uint axis;
} p;

#include "weights.glsl"
#include "gelu.glsl"

BUFFER(2, X, vec4, x)
BUFFER(3, GateQuants, QUANTS, gate_quants)
BUFFER(4, GateScales, uint, gate_scales)
BUFFER(5, UpQuants, QUANTS, up_quants)
BUFFER(6, UpScales, uint, up_scales)
RESULT(7, Y, float, y)

DEFINE_UNIT(gate_unit, gate_quants, gate_scales)
DEFINE_UNIT(up_unit, up_quants, up_scales)

float dot4(vec4 a, vec4 b, float sum) { return fma(a.w, b.w, fma(a.z, b.z, fma(a.y, b.y, fma(a.x, b.x, sum)))); }

void main() {
    uint n0 = gl_WorkGroupID.x * ROWS, t0 = gl_WorkGroupID.y * TOKENS;
    uint T = live[p.axis];
    float gate[ROWS * TOKENS], up[ROWS * TOKENS];
    UNROLL for (uint i = 0; i < ROWS * TOKENS; i++) gate[i] = up[i] = 0.0;
    for (uint u = lane(); u < p.units; u += WG) {
        Unit g[ROWS], w[ROWS];
        UNROLL for (uint r = 0; r < ROWS; r++) {
            g[r] = gate_unit(min(n0 + r, p.N - 1), u);
            w[r] = up_unit(min(n0 + r, p.N - 1), u);
        }
        UNROLL for (uint sub = 0; sub < 4; sub++) {
            vec4 v[TOKENS];
            UNROLL for (uint t = 0; t < TOKENS; t++) v[t] = x[min(t0 + t, T - 1) * (p.K / 4) + 4 * u + sub];
            UNROLL for (uint r = 0; r < ROWS; r++) {
                vec4 a = QUAD(gate_quants, g[r], sub), b = QUAD(up_quants, w[r], sub);
                UNROLL for (uint t = 0; t < TOKENS; t++) {
                    gate[t * ROWS + r] = dot4(v[t], a, gate[t * ROWS + r]);
                    up[t * ROWS + r] = dot4(v[t], b, up[t * ROWS + r]);
                }
            }
        }
    }
    const uint kept = (ROWS * TOKENS + WG - 1) / WG;
    float gate_sum[kept], up_sum[kept];
    REDUCE_ALL(gate_sum, gate, ROWS * TOKENS)
    REDUCE_ALL(up_sum, up, ROWS * TOKENS)
    UNROLL for (uint j = 0; j < kept; j++) {
        uint i = j * WG + lane(), n = n0 + i % ROWS, t = t0 + i / ROWS;
        if (i < ROWS * TOKENS && n < p.N && t < T) y[t * p.cols + p.first + n] = gelu(gate_sum[j]) * up_sum[j];
    }
}
