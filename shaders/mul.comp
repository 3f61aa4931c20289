// mul: y = a · b.
//
// Buffers: 2 a[T,cols] f32, 3 b[T,cols] f32, 4 y[T,cols] f32.
// Grid: (⌈cols/(WG·16)⌉, T): an invocation computes 16 values.
#include "common.glsl"

PARAMS {
    uint cols;
} p;

BUFFER(2, A, float, a)
BUFFER(3, B, float, b)
RESULT(4, Y, float, y)

void main() {
    uint first = gl_WorkGroupID.x * WG * 16, end = min(p.cols, first + WG * 16), row = gl_WorkGroupID.y * p.cols;
    for (uint c = first + lane(); c < end; c += WG) {
        uint i = row + c;
        y[i] = a[i] * b[i];
    }
}
