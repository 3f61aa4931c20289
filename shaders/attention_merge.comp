// attention, second half: y[t,h] = Σ_c e^(m_c−m) · sums_c / Σ_c e^(m_c−m) · weights_c over the chunks of
// 64 positions, in ascending order.
//
// Buffers: 2 part[tile,chunks,H,E+2] f32 of the first half, 3 pos[T] i32, 4 y[T,H*E] f32.
// Grid: (⌈E/(WG·8)⌉, H, tokens of the tile): an invocation computes 8 values.
#include "common.glsl"

PARAMS {
    uint H;
    uint E;
    uint window;  // 0: all positions
    uint first;   // token of the tile's first
    uint chunks;  // room per token in part
} p;

BUFFER(2, Part, float, part)
BUFFER(3, Pos, int, pos)
RESULT(4, Y, float, y)

const uint CHUNK = 64;

void main() {
    uint h = gl_WorkGroupID.y, t = p.first + gl_WorkGroupID.z, stride = p.E + 2;
    uint last = uint(pos[t]), begin = p.window > 0 && last >= p.window ? last - p.window + 1 : 0;
    uint n = last / CHUNK - begin / CHUNK + 1, at = (gl_WorkGroupID.z * p.chunks * p.H + h) * stride, next = p.H * stride;
    float top = part[at + p.E], sum = 0.0, acc[8];
    for (uint c = 1; c < n; c++) top = max(top, part[at + c * next + p.E]);
    UNROLL for (uint i = 0; i < 8; i++) acc[i] = 0.0;
    uint e0 = gl_WorkGroupID.x * WG * 8 + lane();
    for (uint c = 0; c < n; c++) {
        uint row = at + c * next;
        float w = exp(part[row + p.E] - top);
        sum = fma(w, part[row + p.E + 1], sum);
        UNROLL for (uint i = 0; i < 8; i++) acc[i] = fma(w, part[row + min(e0 + i * WG, p.E - 1)], acc[i]);
    }
    UNROLL for (uint i = 0; i < 8; i++)
        if (e0 + i * WG < p.E) y[(t * p.H + h) * p.E + e0 + i * WG] = acc[i] / sum;
}
