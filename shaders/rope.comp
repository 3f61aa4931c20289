// rope: turns the pairs (j, j+E/2) of each head by pos · scale · base^(-2j/E).
//
// Buffers: 2 x[T,H*E] f32, 3 pos[T] i32, 4 table[4,256,E/2] of (cos, sin) f32, 5 y[T,H*E] f32.
// Grid: (⌈E/2/WG⌉, T): an invocation turns pair j of every head.
// ref: Su et al., RoFormer, 2021, eq. 34, in the half-split order of the published Gemma weights.
#include "common.glsl"

PARAMS {
    uint cols;
    uint half_dim;  // E/2
} p;

BUFFER(2, X, float, x)
BUFFER(3, Pos, int, pos)
BUFFER(4, Table, vec2, table)
RESULT(5, Y, float, y)

#include "rotation.glsl"

void main() {
    uint j = gl_WorkGroupID.x * WG + lane(), t = gl_WorkGroupID.y;
    if (j >= p.half_dim) return;
    vec2 c = rotation(uint(pos[t]), j, p.half_dim);
    for (uint at = t * p.cols + j; at < (t + 1) * p.cols; at += 2 * p.half_dim) {
        float a = x[at], b = x[at + p.half_dim];
        y[at] = a * c.x - b * c.y;
        y[at + p.half_dim] = a * c.y + b * c.x;
    }
}
