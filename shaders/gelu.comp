// gelu: y = x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))).
//
// Buffers: 2 x[T,cols] f32, 3 y[T,cols] f32.
// Grid: (⌈cols/(WG·16)⌉, T): an invocation computes 16 values.
#include "common.glsl"
#include "gelu.glsl"

PARAMS {
    uint cols;
} p;

BUFFER(2, X, float, x)
RESULT(3, Y, float, y)

void main() {
    uint first = gl_WorkGroupID.x * WG * 16, end = min(p.cols, first + WG * 16), row = gl_WorkGroupID.y * p.cols;
    for (uint c = first + lane(); c < end; c += WG) {
        uint i = row + c;
        y[i] = gelu(x[i]);
    }
}
