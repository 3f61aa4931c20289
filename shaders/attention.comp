// attention, first half: for a tile of tokens, one KV head and one chunk of 64 positions, the weighted sum of
// values of every query head that shares the KV head, with its maximum and its sum of weights.
//
// Chunks are aligned to absolute positions and summed in ascending order, so the result depends on the
// query's position alone, not on the step, the tile, the length of the cache or the grid. Tokens of a tile
// that follow each other in one sequence share what they load of the cache; those that do not see a position
// add it with weight 0.
//
// Buffers: 2 q[T,H*E] f32, 3 k and 4 v[B,S,G*E] f32, packed halves or Q8_0, 5 pos[T] i32, 6 seq[T] i32,
// 7 part[tokens,chunks,H,E+2] f32: E sums, then maximum, then sum of weights.
// Grid: (chunks, G, tiles of tokens). E is even.
// ref: Vaswani et al., Attention Is All You Need, 2017, eq. 1; Dao, FlashAttention-2, 2023, section 3.1.
#define REDUCE
#include "common.glsl"
#include "cache.glsl"
SPEC(2, SHARE, 4)   // query heads per KV head
SPEC(3, PAIRS, 16)  // pairs of values per invocation: ⌈E/2/WG⌉
SPEC(4, TILE, 1)    // tokens per work group, at most 64

PARAMS {
    uint G;
    uint E;
    uint S;
    uint window;  // 0: all positions
    float scale;
    uint first;   // token of part's first
    uint chunks;  // room per token in part
    uint axis;
} p;

BUFFER(2, Q, vec2, q)
DEFINE_CACHE(3, K, k, k_at, k_pair)
DEFINE_CACHE(4, V, v, v_at, v_pair)
BUFFER(5, Pos, int, pos)
BUFFER(6, Seq, int, seq)
RESULT(7, Part, float, part)

const uint CHUNK = 64;
const float LOWEST = -3.402823466e38;

shared float score[TILE * SHARE * CHUNK];

uint begin_of(uint last) { return p.window > 0 && last >= p.window ? last - p.window + 1 : 0; }

// part_row returns where the sums of one token, chunk and query head are.
uint part_row(uint t, uint chunk, uint h) { return (((t - p.first) * p.chunks + chunk) * p.G * SHARE + h) * (p.E + 2); }

// run sums for tokens a to b, which follow each other in one sequence.
void run(uint a, uint b) {
    uint g = gl_WorkGroupID.y, words = p.E / 2, base = uint(seq[a]) * p.S;
    uint low = begin_of(uint(pos[a])), high = uint(pos[b - 1]), chunk = low / CHUNK + gl_WorkGroupID.x;
    if (chunk > high / CHUNK) return;
    uint from = max(low, chunk * CHUNK), to = min(high + 1, (chunk + 1) * CHUNK);

    vec2 query[TILE * SHARE * PAIRS];
    UNROLL for (uint i = 0; i < TILE * SHARE; i++)
        UNROLL for (uint j = 0; j < PAIRS; j++) {
            uint e = j * WG + lane(), t = min(a + i / SHARE, b - 1);
            query[i * PAIRS + j] = e < words ? q[((t * p.G + g) * SHARE + i % SHARE) * words + e] : vec2(0.0);
        }
    for (uint s = from; s < to; s++) {
        uint row = ((base + s % p.S) * p.G + g) * words;
        float dots[TILE * SHARE];
        UNROLL for (uint i = 0; i < TILE * SHARE; i++) dots[i] = 0.0;
        UNROLL for (uint j = 0; j < PAIRS; j++) {
            uint e = j * WG + lane();
            vec2 key = e < words ? k_pair(row + min(e, words - 1)) : vec2(0.0);
            UNROLL for (uint i = 0; i < TILE * SHARE; i++) {
                vec2 c = query[i * PAIRS + j];
                dots[i] = fma(c.y, key.y, fma(c.x, key.x, dots[i]));
            }
        }
        UNROLL for (uint i = 0; i < TILE * SHARE; i++) {
            float d = p.scale * reduce_add(dots[i]);
            if (lane() == 0) score[i * CHUNK + s % CHUNK] = d;
        }
    }
    barrier();

    UNROLL for (uint i = 0; i < TILE * SHARE; i++) {
        // What token t sees of the chunk. It comes from its end, so that none of it is left of a token beyond b.
        uint t = a + i / SHARE, last = t < b ? uint(pos[t]) : 0, begin = begin_of(last);
        uint lo = max(begin, chunk * CHUNK), hi = t < b ? min(last + 1, (chunk + 1) * CHUNK) : 0;
        float top = LOWEST, sum = 0.0;
        for (uint c = lane(); c < CHUNK; c += WG)
            if (c + chunk * CHUNK >= lo && c + chunk * CHUNK < hi) top = max(top, score[i * CHUNK + c]);
        top = reduce_max(top);
        for (uint c = lane(); c < CHUNK; c += WG) {
            bool seen = c + chunk * CHUNK >= lo && c + chunk * CHUNK < hi;
            float w = seen ? exp(score[i * CHUNK + c] - top) : 0.0;
            score[i * CHUNK + c] = w;
            sum += w;
        }
        sum = reduce_add(sum);
        if (lane() == 0 && lo < hi) {
            uint at = part_row(t, chunk - begin / CHUNK, g * SHARE + i % SHARE);
            part[at + p.E] = top;
            part[at + p.E + 1] = sum;
        }
    }
    barrier();

    vec2 acc[TILE * SHARE * PAIRS];
    UNROLL for (uint i = 0; i < TILE * SHARE * PAIRS; i++) acc[i] = vec2(0.0);
    for (uint s = from; s < to; s++) {
        uint row = ((base + s % p.S) * p.G + g) * words;
        float w[TILE * SHARE];
        UNROLL for (uint i = 0; i < TILE * SHARE; i++) w[i] = score[i * CHUNK + s % CHUNK];
        UNROLL for (uint j = 0; j < PAIRS; j++) {
            vec2 value = v_pair(row + min(j * WG + lane(), words - 1));
            UNROLL for (uint i = 0; i < TILE * SHARE; i++) acc[i * PAIRS + j] = fma(vec2(w[i]), value, acc[i * PAIRS + j]);
        }
    }
    UNROLL for (uint i = 0; i < TILE * SHARE; i++) {
        uint t = a + i / SHARE, last = t < b ? uint(pos[t]) : 0, begin = begin_of(last) / CHUNK;
        if (t < b && chunk >= begin && chunk <= last / CHUNK) {
            uint at = part_row(t, chunk - begin, g * SHARE + i % SHARE);
            UNROLL for (uint j = 0; j < PAIRS; j++) {
                uint e = j * WG + lane();
                if (e < words) {
                    part[at + 2 * e] = acc[i * PAIRS + j].x;
                    part[at + 2 * e + 1] = acc[i * PAIRS + j].y;
                }
            }
        }
    }
}

void main() {
    uint t = p.first + gl_WorkGroupID.z * TILE, end = min(t + TILE, live[p.axis]);
    while (t < end) {
        uint next = t + 1;
        while (next < end && seq[next] == seq[t] && pos[next] == pos[next - 1] + 1) next++;
        run(t, next);
        t = next;
        if (TILE > 1) barrier();  // before the scores are written again
    }
}
