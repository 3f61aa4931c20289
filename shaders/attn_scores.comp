// attn_scores: y[t,h,s] = scale · q[t,h]·k[seq[t],s,g]; −∞ where cache row s holds no position in
// (pos−window, pos].
//
// Buffers: 2 q[T,H*E] f32, 3 k[B,S,G*E] f32, packed halves or Q8_0, 4 pos[T] i32, 5 seq[T] i32, 6 y[T,H*S] f32.
// Grid: (⌈S/WG⌉, H, T): an invocation computes one score.
#include "common.glsl"
#include "cache.glsl"

PARAMS {
    uint H;
    uint G;
    uint E;
    uint S;
    uint window;  // 0: all positions
    float scale;
} p;

BUFFER(2, Q, float, q)
DEFINE_CACHE(3, K, k, k_at, k_pair)
BUFFER(4, Pos, int, pos)
BUFFER(5, Seq, int, seq)
RESULT(6, Y, float, y)

void main() {
    uint s = gl_WorkGroupID.x * WG + lane(), h = gl_WorkGroupID.y, t = gl_WorkGroupID.z;
    if (s >= p.S) return;
    uint at = uint(pos[t]);
    uint back = (at % p.S + p.S - s) % p.S;  // how far before pos the newest position of row s lies
    float score = uintBitsToFloat(0xff800000u);
    if (back <= at && (p.window == 0 || back < p.window)) {
        uint from = (t * p.H + h) * p.E, row = ((uint(seq[t]) * p.S + s) * p.G + h / (p.H / p.G)) * p.E;
        float sum = 0.0;
        for (uint e = 0; e < p.E; e++) sum = fma(q[from + e], k_at(row + e), sum);
        score = p.scale * sum;
    }
    y[(t * p.H + h) * p.S + s] = score;
}
