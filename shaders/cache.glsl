// Reading a cache [B,S,C] of f32 or of packed halves: at(i) is value i, pair(i) values 2i and 2i+1.
#ifdef KV_F16
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
