// rms_norm_add_norm: y = r + rms_norm(x, w) and h = rms_norm(y, w2), each over whole rows. The
// lowering joins two nodes of the graph into it; the values are those of the two kernels, bit for bit.
//
// Buffers: 2 x[T,E] f32, 3 w[E] f32, 4 r[T,E] f32, 5 y[T,E] f32, 6 w2[E] f32, 7 h[T,E] f32.
// Grid: (1, T): a work group does one row.
#define REDUCE
#include "common.glsl"

PARAMS {
    uint E;
    float eps;
    float eps2;
} p;

BUFFER(2, X, float, x)
BUFFER(3, W, float, w)
BUFFER(4, R, float, r)
RESULT(5, Y, float, y)
BUFFER(6, W2, float, w2)
RESULT(7, H, float, h)

void main() {
    uint at = gl_WorkGroupID.y * p.E;
    float sum = 0.0;
    for (uint i = lane(); i < p.E; i += WG) sum = fma(x[at + i], x[at + i], sum);
    float inv = 1.0 / sqrt(reduce_add(sum) / float(p.E) + p.eps);
    sum = 0.0;
    for (uint i = lane(); i < p.E; i += WG) {
        float v = r[at + i] + x[at + i] * inv * w[i];
        y[at + i] = v;
        sum = fma(v, v, sum);
    }
    inv = 1.0 / sqrt(reduce_add(sum) / float(p.E) + p.eps2);
    // An invocation reads the values that it wrote itself.
    for (uint i = lane(); i < p.E; i += WG) h[at + i] = y[at + i] * inv * w2[i];
}
