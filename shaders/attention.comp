// attention, first half: for one token, one KV head and one chunk of 64 positions, the weighted sum of
// values of every query head that shares the KV head, with its maximum and its sum of weights.
//
// Chunks are aligned to absolute positions and summed in ascending order, so the result depends on the
// query's position alone, not on the step, the length of the cache or the grid.
//
// Buffers: 2 q[T,H*E] f32, 3 k and 4 v[B,S,G*E] f32 or packed halves, 5 pos[T] i32, 6 seq[T] i32,
// 7 part[tile,chunks,H,E+2] f32: E sums, then maximum, then sum of weights.
// Grid: (chunks, G, tokens of the tile). E is even.
// ref: Vaswani et al., Attention Is All You Need, 2017, eq. 1; Dao, FlashAttention-2, 2023, section 3.1.
#define REDUCE
#include "common.glsl"
#include "cache.glsl"
SPEC(2, SHARE, 4)   // query heads per KV head
SPEC(3, PAIRS, 16)  // pairs of values per invocation: ⌈E/2/WG⌉

PARAMS {
    uint G;
    uint E;
    uint S;
    uint window;  // 0: all positions
    float scale;
    uint first;   // token of the tile's first
    uint chunks;  // room per token in part
} p;

BUFFER(2, Q, vec2, q)
DEFINE_CACHE(3, K, k, k_at, k_pair)
DEFINE_CACHE(4, V, v, v_at, v_pair)
BUFFER(5, Pos, int, pos)
BUFFER(6, Seq, int, seq)
RESULT(7, Part, float, part)

const uint CHUNK = 64;
const float LOWEST = -3.402823466e38;

shared float score[SHARE * CHUNK];

void main() {
    uint g = gl_WorkGroupID.y, t = p.first + gl_WorkGroupID.z, words = p.E / 2;
    uint last = uint(pos[t]), begin = p.window > 0 && last >= p.window ? last - p.window + 1 : 0;
    uint chunk = begin / CHUNK + gl_WorkGroupID.x;
    if (chunk > last / CHUNK) return;
    uint from = max(begin, chunk * CHUNK), to = min(last + 1, (chunk + 1) * CHUNK);
    uint base = uint(seq[t]) * p.S;

    vec2 query[SHARE * PAIRS];
    UNROLL for (uint h = 0; h < SHARE; h++)
        UNROLL for (uint j = 0; j < PAIRS; j++) {
            uint e = j * WG + lane();
            query[h * PAIRS + j] = e < words ? q[((t * p.G + g) * SHARE + h) * words + e] : vec2(0.0);
        }
    for (uint s = from; s < to; s++) {
        uint row = ((base + s % p.S) * p.G + g) * words;
        float dots[SHARE];
        UNROLL for (uint h = 0; h < SHARE; h++) dots[h] = 0.0;
        UNROLL for (uint j = 0; j < PAIRS; j++) {
            uint e = j * WG + lane();
            vec2 key = e < words ? k_pair(row + min(e, words - 1)) : vec2(0.0);
            UNROLL for (uint h = 0; h < SHARE; h++) {
                vec2 a = query[h * PAIRS + j];
                dots[h] = fma(a.y, key.y, fma(a.x, key.x, dots[h]));
            }
        }
        UNROLL for (uint h = 0; h < SHARE; h++) {
            float d = p.scale * reduce_add(dots[h]);
            if (lane() == 0) score[h * CHUNK + s % CHUNK] = d;
        }
    }
    barrier();

    uint out_row = (gl_WorkGroupID.z * p.chunks + gl_WorkGroupID.x) * p.G * SHARE + g * SHARE;
    UNROLL for (uint h = 0; h < SHARE; h++) {
        float top = LOWEST, sum = 0.0;
        for (uint i = lane(); i < CHUNK; i += WG)
            if (i + chunk * CHUNK >= from && i + chunk * CHUNK < to) top = max(top, score[h * CHUNK + i]);
        top = reduce_max(top);
        for (uint i = lane(); i < CHUNK; i += WG)
            if (i + chunk * CHUNK >= from && i + chunk * CHUNK < to) {
                float w = exp(score[h * CHUNK + i] - top);
                score[h * CHUNK + i] = w;
                sum += w;
            }
        sum = reduce_add(sum);
        if (lane() == 0) {
            part[(out_row + h) * (p.E + 2) + p.E] = top;
            part[(out_row + h) * (p.E + 2) + p.E + 1] = sum;
        }
    }
    barrier();

    vec2 acc[SHARE * PAIRS];
    UNROLL for (uint i = 0; i < SHARE * PAIRS; i++) acc[i] = vec2(0.0);
    for (uint s = from; s < to; s++) {
        uint row = ((base + s % p.S) * p.G + g) * words;
        float w[SHARE];
        UNROLL for (uint h = 0; h < SHARE; h++) w[h] = score[h * CHUNK + s % CHUNK];
        UNROLL for (uint j = 0; j < PAIRS; j++) {
            vec2 value = v_pair(row + min(j * WG + lane(), words - 1));
            UNROLL for (uint h = 0; h < SHARE; h++) acc[h * PAIRS + j] = fma(vec2(w[h]), value, acc[h * PAIRS + j]);
        }
    }
    UNROLL for (uint h = 0; h < SHARE; h++)
        UNROLL for (uint j = 0; j < PAIRS; j++) {
            uint e = j * WG + lane();
            if (e < words) {
                part[(out_row + h) * (p.E + 2) + 2 * e] = acc[h * PAIRS + j].x;
                part[(out_row + h) * (p.E + 2) + 2 * e + 1] = acc[h * PAIRS + j].y;
            }
        }
}
