// rows: y[r] = x[idx[r]].
//
// Buffers: 2 x[T,cols] f32, 3 idx[R] i32, 4 y[R,cols] f32. Values travel as words, bit for bit.
// Grid: (⌈cols/(WG·16)⌉, R).
#include "common.glsl"

PARAMS {
    uint cols;
} p;

BUFFER(2, X, uint, x)
BUFFER(3, Index, int, idx)
RESULT(4, Y, uint, y)

void main() {
    uint first = gl_WorkGroupID.x * WG * 16, end = min(p.cols, first + WG * 16), r = gl_WorkGroupID.y;
    uint from = uint(idx[r]) * p.cols;
    for (uint c = first + lane(); c < end; c += WG) y[r * p.cols + c] = x[from + c];
}
