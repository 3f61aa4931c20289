// rms_norm_rope_write: y = rope(rms_norm(q, wq), pos), and rope(rms_norm(k, wk), pos) and v are written to the caches,
// row seq[t], pos[t] mod S. The lowering joins four nodes of the graph into it; the values are those of
// rms_norm_rope and kv_write, bit for bit.
//
// Buffers: 2 q[T,H*E], 3 k and 4 v[T,G*E], 5 wq and 6 wk[E] f32, 7 pos and 8 seq[T] i32, 9 table[4,256,E/2] of
// (cos, sin) f32, 10 y[T,H*E] f32, 11 keys and 12 values[B,S,G*E] f32, packed halves or Q8_0.
// Grid: (H+2G, T): a work group does one head of q, k or v. E is even, for a Q8_0 cache a multiple of 64.
#define REDUCE
#include "common.glsl"
#include "half.glsl"
SPEC(2, E, 256)

PARAMS {
    uint H;
    uint G;
    uint S;
    float eps_q;
    float eps_k;
} p;

#if defined(KV_Q8_0) || defined(KV_F16)
#define CACHE uint
#else
#define CACHE float
#endif
BUFFER(2, Q, float, q)
BUFFER(3, K, float, k)
BUFFER(4, V, float, v)
BUFFER(5, WQ, float, wq)
BUFFER(6, WK, float, wk)
BUFFER(7, Pos, int, pos)
BUFFER(8, Seq, int, seq)
BUFFER(9, Table, vec2, table)
RESULT(10, Y, float, y)
RESULT(11, Keys, CACHE, keys)
RESULT(12, Values, CACHE, values)

#include "rotation.glsl"

// head is what a group works on, first as it is, then after rms_norm and rope.
shared float head[E];

#define VALUE(I) head[I]
#define PUT(AT, BITS) { if (gl_WorkGroupID.x < p.H + p.G) keys[AT] = BITS; else values[AT] = BITS; }
#include "cache_write.glsl"

// inverse_root returns 1 / √(mean(head²)+ε); an invocation reads values that it put there itself.
float inverse_root(float eps) {
    float sum = 0.0;
    for (uint i = lane(); i < E; i += WG) sum = fma(head[i], head[i], sum);
    return 1.0 / sqrt(reduce_add(sum) / float(E) + eps);
}

void main() {
    uint h = gl_WorkGroupID.x, t = gl_WorkGroupID.y;
    if (h < p.H) {
        for (uint i = lane(); i < E; i += WG) head[i] = q[(t * p.H + h) * E + i];
    } else if (h < p.H + p.G) {
        for (uint i = lane(); i < E; i += WG) head[i] = k[(t * p.G + h - p.H) * E + i];
    } else {
        for (uint i = lane(); i < E; i += WG) head[i] = v[(t * p.G + h - p.H - p.G) * E + i];
    }
    if (h < p.H + p.G) {
        float inv = inverse_root(h < p.H ? p.eps_q : p.eps_k);
        barrier();
        for (uint j = lane(); j < E / 2; j += WG) {
            uint i = j + E / 2;
            vec2 c = rotation(uint(pos[t]), j, E / 2);
            float a = head[j] * inv * (h < p.H ? wq[j] : wk[j]), b = head[i] * inv * (h < p.H ? wq[i] : wk[i]);
            head[j] = a * c.x - b * c.y;
            head[i] = a * c.y + b * c.x;
        }
    }
    if (h < p.H) {
        for (uint j = lane(); j < E / 2; j += WG) { // pairs that the invocation turned itself
            y[(t * p.H + h) * E + j] = head[j];
            y[(t * p.H + h) * E + j + E / 2] = head[j + E / 2];
        }
    } else {
        barrier();
        uint g = h - p.H < p.G ? h - p.H : h - p.H - p.G;
        uint row = ((uint(seq[t]) * p.S + uint(pos[t]) % p.S) * p.G + g) * E;
        for (uint c = STEP * lane(); c < E; c += STEP * WG) store(row + c, c);
    }
}
