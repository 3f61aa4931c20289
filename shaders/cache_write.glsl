// Writing a row of a cache of f32, of packed halves or of Q8_0. The including source defines VALUE(I), value I of what
// is written, and PUT(AT, BITS), which sets a word of the cache.
//
// A block of Q8_0 is d = max|x|/127 as a half and 32 times q = x·127/max|x|, rounded to nearest; d is at most the
// largest half, and the values saturate. Two blocks are 17 words, which one invocation writes.
#if defined(KV_Q8_0)
#define STEP 64
// scale_of returns d of the block of values from i on.
float scale_of(uint from) {
    float top = 0.0;
    for (uint i = 0; i < 32; i++) top = max(top, max(VALUE(from + i), -VALUE(from + i)));
    return min(top / 127.0, 65504.0);
}

// byte_of returns q of value i. Where d rounds to no half but zero, any q will do.
uint byte_of(uint i, float d) {
    float q = d > 1e-8 ? VALUE(i) * (1.0 / d) : 0.0;
    return uint(int(roundEven(min(max(q, -127.0), 127.0)))) & 0xffu;
}

// store writes the values from `from` on as those from c on of the cache.
void store(uint c, uint from) {
    uint at = c / 64 * 17, low = 0, i = 0;
    for (uint b = 0; b < 2; b++) {
        float d = scale_of(from + 32 * b);
        for (uint j = 0; j < 17; j++, i++) {
            uint v = from + 32 * b + 2 * j - 2;
            uint bits = j == 0 ? half_bits(d) : byte_of(v, d) | byte_of(v + 1, d) << 8;
            if ((i & 1u) == 0) low = bits;
            else PUT(at + i / 2, low | bits << 16)
        }
    }
}
#elif defined(KV_F16)
#define STEP 2
void store(uint c, uint from) { PUT(c / 2, half_pair(vec2(VALUE(from), VALUE(from + 1)))) }
#else
#define STEP 1
void store(uint c, uint from) { PUT(c, VALUE(from)) }
#endif
