// rms_norm_rope: rope(rms_norm(x, w), pos) over heads of E values.
//
// Buffers: 2 x[T,H*E] f32, 3 w[E] f32, 4 pos[T] i32, 5 table[4,256,E/2] of (cos, sin) f32, 6 y[T,H*E] f32.
// Grid: (H, T): a work group does one head.
#define REDUCE
#include "common.glsl"

PARAMS {
    uint cols;
    uint half_dim;  // E/2
    float eps;
} p;

BUFFER(2, X, float, x)
BUFFER(3, W, float, w)
BUFFER(4, Pos, int, pos)
BUFFER(5, Table, vec2, table)
RESULT(6, Y, float, y)

#include "rotation.glsl"

void main() {
    uint t = gl_WorkGroupID.y, E = 2 * p.half_dim, at = t * p.cols + gl_WorkGroupID.x * E;
    float sum = 0.0;
    for (uint i = lane(); i < E; i += WG) sum = fma(x[at + i], x[at + i], sum);
    float inv = 1.0 / sqrt(reduce_add(sum) / float(E) + p.eps);
    for (uint j = lane(); j < p.half_dim; j += WG) {
        vec2 c = rotation(uint(pos[t]), j, p.half_dim);
        float a = x[at + j] * inv * w[j], b = x[at + j + p.half_dim] * inv * w[j + p.half_dim];
        y[at + j] = a * c.x - b * c.y;
        y[at + j + p.half_dim] = a * c.y + b * c.x;
    }
}
