// A weight [N,K] is stored in units of 16 values, p.units to a row, in two parts: quants and scales.
// The layout of each type stands in backend/internal/gpu/pack.go, which writes it. DEFINE_UNIT makes a
// function that reads unit u of a row; quad expands four values of a unit, bit for bit as package
// tensor does, and padding to zero.
struct Unit {
    uvec4 q;  // packed values, or for plain types the index of the unit's first element
    float s;
    float o;
};

#if defined(W_Q8_0)
#define QUANTS uvec4
#define DEFINE_UNIT(NAME, Q, S) \
    Unit NAME(uint row, uint u) { \
        vec2 d = unpackHalf2x16(S[row * p.scale_row + (u >> 2)]); \
        return Unit(Q[row * p.units + u], (u & 2u) == 0 ? d.x : d.y, 0.0); \
    }
#elif defined(W_Q4_0)
#define QUANTS uvec2
#define DEFINE_UNIT(NAME, Q, S) \
    Unit NAME(uint row, uint u) { \
        vec2 d = unpackHalf2x16(S[row * p.scale_row + (u >> 2)]); \
        return Unit(uvec4(Q[row * p.units + u], 0, 0), (u & 2u) == 0 ? d.x : d.y, 0.0); \
    }
#elif defined(W_Q5_0)
#define QUANTS uvec2
#define DEFINE_UNIT(NAME, Q, S) \
    Unit NAME(uint row, uint u) { \
        uint at = row * p.scale_row + 3 * (u >> 2); \
        vec2 d = unpackHalf2x16(S[at + 2]); \
        uint high = S[at + ((u >> 1) & 1u)] >> (16 * (u & 1u)); \
        return Unit(uvec4(Q[row * p.units + u], high, 0), (u & 2u) == 0 ? d.x : d.y, 0.0); \
    }
#elif defined(W_Q4_K)
#define QUANTS uvec2
#define DEFINE_UNIT(NAME, Q, S) \
    Unit NAME(uint row, uint u) { \
        uint at = row * p.scale_row + 5 * (u >> 4), g = (u >> 1) & 7u; \
        vec2 d = unpackHalf2x16(S[at]); \
        uint sm = S[at + 1 + (g >> 1)] >> (16 * (g & 1u)); \
        return Unit(uvec4(Q[row * p.units + u], 0, 0), d.x * float(sm & 255u), d.y * float((sm >> 8) & 255u)); \
    }
#elif defined(W_Q6_K)
#define QUANTS uint
#define DEFINE_UNIT(NAME, Q, S) \
    Unit NAME(uint row, uint u) { \
        uint at = row * p.scale_row + 5 * (u >> 4), q = 3 * (row * p.units + u); \
        int s = bitfieldExtract(int(S[at + 1 + ((u >> 2) & 3u)]), int(8 * (u & 3u)), 8); \
        return Unit(uvec4(Q[q], Q[q + 1], Q[q + 2], 0), unpackHalf2x16(S[at]).x * float(s), 0.0); \
    }
#elif defined(W_F32)
#define QUANTS uvec4
#else
#define QUANTS uvec2
#endif

#if defined(W_F32) || defined(W_F16) || defined(W_BF16)
#define DEFINE_UNIT(NAME, Q, S) \
    Unit NAME(uint row, uint u) { return Unit(uvec4(4 * (row * p.units + u)), 1.0, 0.0); }
#endif

#if defined(W_Q8_0)
#define QUAD(Q, W, SUB) quad(W, SUB)
vec4 quad(Unit w, uint sub) {
    int q = int(w.q[sub]);
    return w.s * vec4(bitfieldExtract(q, 0, 8), bitfieldExtract(q, 8, 8), bitfieldExtract(q, 16, 8), q >> 24);
}
#elif defined(W_F32)
#define QUAD(Q, W, SUB) uintBitsToFloat(Q[W.q.x + SUB])
#elif defined(W_F16)
#define QUAD(Q, W, SUB) quad(Q[W.q.x + SUB])
vec4 quad(uvec2 v) { return vec4(unpackHalf2x16(v.x), unpackHalf2x16(v.y)); }
#elif defined(W_BF16)
#define QUAD(Q, W, SUB) quad(Q[W.q.x + SUB])
vec4 quad(uvec2 v) { return uintBitsToFloat(uvec4(v.x << 16, v.x & 0xffff0000u, v.y << 16, v.y & 0xffff0000u)); }
#else
#define QUAD(Q, W, SUB) quad(W, SUB)
uvec4 nibbles(Unit w, uint sub) {
    uint q = w.q[sub >> 1] >> (16 * (sub & 1u));
    return uvec4(q & 15u, (q >> 4) & 15u, (q >> 8) & 15u, (q >> 12) & 15u);
}
#if defined(W_Q4_0)
vec4 quad(Unit w, uint sub) { return w.s * (vec4(nibbles(w, sub)) - 8.0); }
#elif defined(W_Q5_0)
vec4 quad(Unit w, uint sub) {
    uint h = w.q.z >> (4 * sub);
    uvec4 high = uvec4(h & 1u, (h >> 1) & 1u, (h >> 2) & 1u, (h >> 3) & 1u);
    return w.s * (vec4(nibbles(w, sub) | high << 4) - 16.0);
}
#elif defined(W_Q4_K)
vec4 quad(Unit w, uint sub) { return w.s * vec4(nibbles(w, sub)) - w.o; }
#elif defined(W_Q6_K)
vec4 quad(Unit w, uint sub) {
    uint h = w.q.z >> (8 * sub);
    uvec4 high = uvec4(h & 3u, (h >> 2) & 3u, (h >> 4) & 3u, (h >> 6) & 3u);
    return w.s * (vec4(nibbles(w, sub) | high << 4) - 32.0);
}
#endif
#endif
