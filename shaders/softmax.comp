// softmax: y = exp(x−max) / Σ exp(x−max) over each run of n values; −∞ gives exactly 0.
//
// Buffers: 2 x[T,cols] f32, 3 y[T,cols] f32.
// Grid: (cols/n, T): a work group normalises one run.
#define REDUCE
#include "common.glsl"

PARAMS {
    uint cols;
    uint n;
} p;

BUFFER(2, X, float, x)
RESULT(3, Y, float, y)

const float LOWEST = -3.402823466e38;

float weight(float v, float top) { return v < LOWEST ? 0.0 : exp(v - top); }

void main() {
    uint at = gl_WorkGroupID.y * p.cols + gl_WorkGroupID.x * p.n;
    float top = LOWEST;
    for (uint i = lane(); i < p.n; i += WG) top = max(top, x[at + i]);
    top = reduce_max(top);
    float sum = 0.0;
    for (uint i = lane(); i < p.n; i += WG) sum += weight(x[at + i], top);
    sum = reduce_add(sum);
    for (uint i = lane(); i < p.n; i += WG) y[at + i] = weight(x[at + i], top) / sum;
}
