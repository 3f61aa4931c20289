// kv_write: state[seq[t], pos[t] mod S] = x[t], rounded to nearest even for an F16 cache, as cache_write.glsl
// says for a Q8_0 one.
//
// Buffers: 2 state[B,S,C] f32, packed halves or Q8_0, 3 x[T,C] f32, 4 pos[T] i32, 5 seq[T] i32.
// Grid: (⌈C/(WG·16)⌉, T). An F16 cache has an even C, or the variant is RAGGED: its rows share words, so that
// each half is written by itself. The C of a Q8_0 cache is a multiple of 64: two blocks are 17 words, which one
// invocation writes.
#include "common.glsl"
#include "half.glsl"

PARAMS {
    uint C;
    uint S;
} p;

#if defined(KV_Q8_0) || defined(KV_F16)
RESULT(2, State, uint, state)
#else
RESULT(2, State, float, state)
#endif
BUFFER(3, X, float, x)
BUFFER(4, Pos, int, pos)
BUFFER(5, Seq, int, seq)

#define VALUE(I) x[I]
#define PUT(AT, BITS) state[AT] = BITS;
#ifdef RAGGED
#define STEP 1
#else
#include "cache_write.glsl"
#endif

void main() {
    uint t = gl_WorkGroupID.y, row = uint(seq[t]) * p.S + uint(pos[t]) % p.S;
    uint first = gl_WorkGroupID.x * WG * 16, end = min(p.C, first + WG * 16);
    for (uint c = first + STEP * lane(); c < end; c += STEP * WG) {
        uint from = t * p.C + c;
#ifdef RAGGED
        uint to = row * p.C + c, shift = 16 * (to & 1u);
        atomicAnd(state[to / 2], 0xffff0000u >> shift);
        atomicOr(state[to / 2], half_bits(x[from]) << shift);
#else
        store(row * p.C + c, from);
#endif
    }
}
