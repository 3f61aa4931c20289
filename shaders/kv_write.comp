// kv_write: state[seq[t], pos[t] mod S] = x[t], rounded to nearest even for an F16 cache. A block of a Q8_0 cache
// is d = max|x|/127 as a half and 32 times q = x·127/max|x|, rounded to nearest; d is at most the largest half, and
// the values saturate.
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

#if defined(KV_Q8_0)
#define STEP 64
RESULT(2, State, uint, state)
#elif defined(KV_F16)
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

#ifdef KV_Q8_0
// scale_of returns d of the block of x at from.
float scale_of(uint from) {
    float top = 0.0;
    for (uint i = 0; i < 32; i++) top = max(top, max(x[from + i], -x[from + i]));
    return min(top / 127.0, 65504.0);
}

// byte_of returns q of value i of x. Where d rounds to no half but zero, any q will do.
uint byte_of(uint i, float d) {
    float q = d > 1e-8 ? x[i] * (1.0 / d) : 0.0;
    return uint(int(roundEven(min(max(q, -127.0), 127.0)))) & 0xffu;
}

// store writes the blocks of x at from and from + 32 to the 17 words at word at.
void store(uint at, uint from) {
    uint low = 0, i = 0;
    for (uint b = 0; b < 2; b++) {
        float d = scale_of(from + 32 * b);
        for (uint j = 0; j < 17; j++, i++) {
            uint c = from + 32 * b + 2 * j - 2;
            uint bits = j == 0 ? half_bits(d) : byte_of(c, d) | byte_of(c + 1, d) << 8;
            if ((i & 1u) == 0) low = bits;
            else state[at + i / 2] = low | bits << 16;
        }
    }
}
#endif

void main() {
    uint t = gl_WorkGroupID.y, row = uint(seq[t]) * p.S + uint(pos[t]) % p.S;
    uint first = gl_WorkGroupID.x * WG * 16, end = min(p.C, first + WG * 16);
    for (uint c = first + STEP * lane(); c < end; c += STEP * WG) {
        uint from = t * p.C + c;
#if defined(KV_Q8_0)
        store((row * p.C + c) / 64 * 17, from);
#elif defined(RAGGED)
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
