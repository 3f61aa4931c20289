// attn_mix: y[t,h] = Σₛ p[t,h,s] · v[seq[t],s,g]; rows with p = 0 are not read into the sum.
//
// Buffers: 2 p[T,H*S] f32, 3 v[B,S,G*E] f32, packed halves or Q8_0, 4 seq[T] i32, 5 y[T,H*E] f32.
// Grid: (⌈E/WG⌉, H, T): an invocation computes one value.
#include "common.glsl"
#include "cache.glsl"

PARAMS {
    uint H;
    uint G;
    uint E;
    uint S;
} p;

BUFFER(2, P, float, weight)
DEFINE_CACHE(3, V, v, v_at, v_pair)
BUFFER(4, Seq, int, seq)
RESULT(5, Y, float, y)

void main() {
    uint e = gl_WorkGroupID.x * WG + lane(), h = gl_WorkGroupID.y, t = gl_WorkGroupID.z;
    if (e >= p.E) return;
    uint from = (t * p.H + h) * p.S, row = uint(seq[t]) * p.S, g = h / (p.H / p.G);
    float sum = 0.0;
    for (uint s = 0; s < p.S; s++) {
        float w = weight[from + s];
        if (w != 0.0) sum = fma(w, v_at(((row + s) * p.G + g) * p.E + e), sum);
    }
    y[(t * p.H + h) * p.E + e] = sum;
}
