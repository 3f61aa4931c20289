// embed: y[t] = scale · w[ids[t]].
//
// Buffers: 2 quants and 3 scales of w[V,D] or of a slice of its rows, 4 ids[T] i32, 5 y[T,D] f32.
// Grid: (⌈D/16/WG⌉, T): an invocation expands 16 values. Ids outside of the slice are left to its
// other dispatches.
#include "common.glsl"

PARAMS {
    uint units;      // of a row of w
    uint scale_row;  // words of scales per row of w
    uint D;
    uint first;  // id of the first row that is bound
    uint count;  // rows that are bound
    float scale;
} p;

#include "weights.glsl"

BUFFER(2, Quants, QUANTS, quants)
BUFFER(3, Scales, uint, scales)
BUFFER(4, Ids, int, ids)
RESULT(5, Y, float, y)

DEFINE_UNIT(unit_of, quants, scales)

void main() {
    uint u = gl_WorkGroupID.x * WG + lane(), t = gl_WorkGroupID.y;
    uint row = uint(ids[t]) - p.first;
    if (u >= p.units || row >= p.count) return;
    Unit w = unit_of(row, u);
    UNROLL for (uint sub = 0; sub < 4; sub++) {
        vec4 v = p.scale * QUAD(quants, w, sub);
        uint k = 16 * u + 4 * sub;
        UNROLL for (uint j = 0; j < 4; j++)
            if (k + j < p.D) y[t * p.D + k + j] = v[j];
    }
}
