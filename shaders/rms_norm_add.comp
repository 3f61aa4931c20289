// rms_norm_add: y = r + x / √(mean(x²)+ε) · w over each run of E values.
//
// Buffers: 2 x[T,cols] f32, 3 w[E] f32, 4 r[T,cols] f32, 5 y[T,cols] f32.
// Grid: (cols/E, T): a work group normalises one run.
#define REDUCE
#include "common.glsl"

PARAMS {
    uint cols;
    uint E;
    float eps;
} p;

BUFFER(2, X, float, x)
BUFFER(3, W, float, w)
BUFFER(4, R, float, r)
RESULT(5, Y, float, y)

void main() {
    uint at = gl_WorkGroupID.y * p.cols + gl_WorkGroupID.x * p.E;
    float sum = 0.0;
    for (uint i = lane(); i < p.E; i += WG) sum = fma(x[at + i], x[at + i], sum);
    float inv = 1.0 / sqrt(reduce_add(sum) / float(p.E) + p.eps);
    for (uint i = lane(); i < p.E; i += WG) y[at + i] = r[at + i] + x[at + i] * inv * w[i];
}
