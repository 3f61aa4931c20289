// geglu: y = gelu(g) · u.
//
// Buffers: 2 g[T,cols] f32, 3 u[T,cols] f32, 4 y[T,cols] f32.
// Grid: (⌈cols/(WG·16)⌉, T): an invocation computes 16 values.
#include "common.glsl"
#include "gelu.glsl"

PARAMS {
    uint cols;
} p;

BUFFER(2, G, float, g)
BUFFER(3, U, float, u)
RESULT(4, Y, float, y)

void main() {
    uint first = gl_WorkGroupID.x * WG * 16, end = min(p.cols, first + WG * 16), row = gl_WorkGroupID.y * p.cols;
    for (uint c = first + lane(); c < end; c += WG) {
        uint i = row + c;
        y[i] = gelu(g[i]) * u[i];
    }
}
