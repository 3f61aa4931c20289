// kv_write: state[seq[t], pos[t] mod S] = x[t], rounded to nearest even for an F16 cache.
//
// Buffers: 2 state[B,S,C] f32 or packed halves, 3 x[T,C] f32, 4 pos[T] i32, 5 seq[T] i32.
// Grid: (⌈C/(WG·16)⌉, T). An F16 cache has an even C, or the variant is RAGGED: its rows share words, so that
// each half is written by itself.
#include "common.glsl"
#include "half.glsl"

PARAMS {
    uint C;
    uint S;
} p;

#ifdef KV_F16
#ifdef RAGGED
#define STEP 1
#else
#define STEP 2
#endif
RESULT(2, State, uint, state)
#else
#define STEP 1
RESULT(2, State, float, state)
#endif
BUFFER(3, X, float, x)
BUFFER(4, Pos, int, pos)
BUFFER(5, Seq, int, seq)

void main() {
    uint t = gl_WorkGroupID.y, row = uint(seq[t]) * p.S + uint(pos[t]) % p.S;
    uint first = gl_WorkGroupID.x * WG * 16, end = min(p.C, first + WG * 16);
    for (uint c = first + STEP * lane(); c < end; c += STEP * WG) {
        uint from = t * p.C + c;
#if defined(RAGGED)
        uint to = row * p.C + c, shift = 16 * (to & 1u);
        atomicAnd(state[to / 2], 0xffff0000u >> shift);
        atomicOr(state[to / 2], half_bits(x[from]) << shift);
#elif defined(KV_F16)
        state[(row * p.C + c) / 2] = half_pair(vec2(x[from], x[from + 1]));
#else
        state[row * p.C + c] = x[from];
#endif
    }
}
