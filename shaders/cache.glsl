// Reading a cache [B,S,C] of f32, of packed halves or of Q8_0: at(i) is value i, pair(i) values 2i and 2i+1. A block
// of Q8_0 is 17 halfwords: the scale, and 16 pairs of signed bytes.
#ifdef KV_Q8_0
vec2 q8_pair(uint scale, uint pair) {
    return unpackHalf2x16(scale).x * vec2(bitfieldExtract(int(pair), 0, 8), bitfieldExtract(int(pair), 8, 8));
}
#define HALFWORD(ARRAY, I) (ARRAY[(I) / 2] >> (16 * ((I) & 1u)))
#define DEFINE_CACHE(BINDING, BLOCK, ARRAY, AT, PAIR) \
    BUFFER(BINDING, BLOCK, uint, ARRAY) \
    vec2 PAIR(uint i) { uint b = i / 16 * 17, q = b + 1 + i % 16; return q8_pair(HALFWORD(ARRAY, b), HALFWORD(ARRAY, q)); } \
    float AT(uint i) { vec2 v = PAIR(i / 2); return (i & 1u) == 0 ? v.x : v.y; }
#elif defined(KV_F16)
#define DEFINE_CACHE(BINDING, BLOCK, ARRAY, AT, PAIR) \
    BUFFER(BINDING, BLOCK, uint, ARRAY) \
    float AT(uint i) { return unpackHalf2x16(ARRAY[i / 2] >> (16 * (i & 1u))).x; } \
    vec2 PAIR(uint i) { return unpackHalf2x16(ARRAY[i]); }
#else
#define DEFINE_CACHE(BINDING, BLOCK, ARRAY, AT, PAIR) \
    BUFFER(BINDING, BLOCK, float, ARRAY) \
    float AT(uint i) { return ARRAY[i]; } \
    vec2 PAIR(uint i) { return vec2(ARRAY[2 * i], ARRAY[2 * i + 1]); }
#endif
