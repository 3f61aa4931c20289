// matmul and matmul_geglu for many rows of x, by the 8×8 matrices of a SIMD group: y[t,n] = Σₖ x[t,k] · w[n,k], and
// with GEGLU gelu of that times the same of a second weight. All of it is float32.
//
// Buffers: 0 parameters, 1 live counts, 2 x[T,K] f32, 3 quants and 4 scales of w[N,K], 5 and 6 those of the second
// weight, 7 y[T,N] f32.
// Grid: (⌈N/32⌉, ⌈T/32⌉) groups of 128 threads, four SIMD groups of which each computes 16×16 values of a tile of
// 32×32. For each 32 values of k the group expands x and w into its memory: 4 threads a row, 8 values each.
//
// Written by hand: GLSL has no such matrices. The layout of weights is that of weights.glsl. SIMD groups sum in an
// order of their own, so the bits are not those of the other kernels.
// ref: Apple, Metal Shading Language Specification, version 3.2, section 6.7.
#include <metal_stdlib>
using namespace metal;

struct params { uint units, scale_row, K, N, first, cols, axis, skip; };
struct words { uint m[1]; };
struct floats { float m[1]; };
struct quads { float4 m[1]; };

#if defined(W_F32) || defined(W_Q8_0)
struct quants { uint4 m[1]; };
#elif defined(W_Q6_K)
struct quants { uint m[1]; };
#else
struct quants { uint2 m[1]; };
#endif

inline float2 halves(uint v) { return float2(as_type<half2>(v)); }

#if defined(W_Q4_0) || defined(W_Q5_0) || defined(W_Q4_K) || defined(W_Q6_K)
inline uint4 nibbles(uint q) { return uint4(q & 15u, (q >> 4u) & 15u, (q >> 8u) & 15u, (q >> 12u) & 15u); }
#endif

// expand returns values 4·sub to 4·sub+3 of unit u of a row.
inline float4 expand(const device quants& q, const device words& s, uint units, uint scale_row, uint row, uint u, uint sub)
{
#if defined(W_F32)
    return as_type<float4>(q.m[4u * (row * units + u) + sub]);
#elif defined(W_F16)
    uint2 v = q.m[4u * (row * units + u) + sub];
    return float4(halves(v.x), halves(v.y));
#elif defined(W_BF16)
    uint2 v = q.m[4u * (row * units + u) + sub];
    return as_type<float4>(uint4(v.x << 16u, v.x & 0xffff0000u, v.y << 16u, v.y & 0xffff0000u));
#elif defined(W_Q8_0)
    float2 d = halves(s.m[row * scale_row + (u >> 2u)]);
    int v = int(q.m[row * units + u][sub]);
    return ((u & 2u) == 0u ? d.x : d.y) * float4(int4(extract_bits(v, 0u, 8u), extract_bits(v, 8u, 8u), extract_bits(v, 16u, 8u), v >> 24));
#elif defined(W_Q4_0)
    float2 d = halves(s.m[row * scale_row + (u >> 2u)]);
    uint v = q.m[row * units + u][sub >> 1u] >> (16u * (sub & 1u));
    return ((u & 2u) == 0u ? d.x : d.y) * (float4(nibbles(v)) - 8.0f);
#elif defined(W_Q5_0)
    uint at = row * scale_row + 3u * (u >> 2u);
    float2 d = halves(s.m[at + 2u]);
    uint h = s.m[at + ((u >> 1u) & 1u)] >> (16u * (u & 1u) + 4u * sub);
    uint v = q.m[row * units + u][sub >> 1u] >> (16u * (sub & 1u));
    uint4 high = uint4(h & 1u, (h >> 1u) & 1u, (h >> 2u) & 1u, (h >> 3u) & 1u);
    return ((u & 2u) == 0u ? d.x : d.y) * (float4(nibbles(v) | high << 4u) - 16.0f);
#elif defined(W_Q4_K)
    uint at = row * scale_row + 5u * (u >> 4u), g = (u >> 1u) & 7u;
    float2 d = halves(s.m[at]);
    uint sm = s.m[at + 1u + (g >> 1u)] >> (16u * (g & 1u));
    uint v = q.m[row * units + u][sub >> 1u] >> (16u * (sub & 1u));
    return (d.x * float(sm & 255u)) * float4(nibbles(v)) - d.y * float((sm >> 8u) & 255u);
#else
    uint at = row * scale_row + 5u * (u >> 4u), from = 3u * (row * units + u);
    int scale = extract_bits(int(s.m[at + 1u + ((u >> 2u) & 3u)]), 8u * (u & 3u), 8u);
    uint v = q.m[from + (sub >> 1u)] >> (16u * (sub & 1u)), h = q.m[from + 2u] >> (8u * sub);
    uint4 high = uint4(h & 3u, (h >> 2u) & 3u, (h >> 4u) & 3u, (h >> 6u) & 3u);
    return (halves(s.m[at]).x * float(scale)) * (float4(nibbles(v) | high << 4u) - 32.0f);
#endif
}

inline float gelu(float x)
{
    float z = 0.7978845608028654f * fma(0.044715f * x * x, x, x);
    return x / (1.0f + exp(-2.0f * z));
}

kernel void main0(constant params& p [[buffer(0)]], const device words& live [[buffer(1)]], const device quads& x [[buffer(2)]], const device quants& q [[buffer(3)]], const device words& s [[buffer(4)]], const device quants& q2 [[buffer(5)]], const device words& s2 [[buffer(6)]], device floats& y [[buffer(7)]], uint3 at [[thread_position_in_threadgroup]], uint simd [[simdgroup_index_in_threadgroup]], uint3 group [[threadgroup_position_in_grid]])
{
#ifdef GEGLU
    threadgroup float w2[1024];
    simdgroup_float8x8 up[4];
#endif
    threadgroup float xs[1024];  // [32 tokens, 32 values]
    threadgroup float ws[1024];  // [32 rows, 32 values]
    uint T = live.m[p.axis] - p.skip, n0 = 32u * group.x, t0 = 32u * group.y;
    uint row = at.x >> 2u, part = at.x & 3u;  // what the thread expands: 8 values of a row of each tile
    uint token = p.skip + min(t0 + row, T - 1u), from = min(n0 + row, p.N - 1u);
    uint st = 16u * (simd >> 1u), sn = 16u * (simd & 1u);  // where the SIMD group's values are in the tile
    simdgroup_float8x8 sum[4];
    for (uint i = 0u; i < 4u; i++)
    {
        sum[i] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
#ifdef GEGLU
        up[i] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
#endif
    }
    for (uint u0 = 0u; u0 < p.units; u0 += 2u)
    {
        uint u = u0 + (part >> 1u);
        for (uint i = 0u; i < 2u; i++)
        {
            uint sub = 2u * (part & 1u) + i, to = 32u * row + 8u * part + 4u * i;
            float4 a = float4(0.0f), b = float4(0.0f);
#ifdef GEGLU
            float4 c = float4(0.0f);
#endif
            if (u < p.units)
            {
                a = x.m[token * (p.K / 4u) + 4u * u + sub];
                b = expand(q, s, p.units, p.scale_row, from, u, sub);
#ifdef GEGLU
                c = expand(q2, s2, p.units, p.scale_row, from, u, sub);
#endif
            }
            for (uint j = 0u; j < 4u; j++)
            {
                xs[to + j] = a[j];
                ws[to + j] = b[j];
#ifdef GEGLU
                w2[to + j] = c[j];
#endif
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint k = 0u; k < 32u; k += 8u)
        {
            simdgroup_float8x8 a[2], b;
            simdgroup_load(a[0], &xs[32u * st + k], 32u);
            simdgroup_load(a[1], &xs[32u * (st + 8u) + k], 32u);
            for (uint j = 0u; j < 2u; j++)
            {
                simdgroup_load(b, &ws[32u * (sn + 8u * j) + k], 32u, ulong2(0u), true);
                simdgroup_multiply_accumulate(sum[j], a[0], b, sum[j]);
                simdgroup_multiply_accumulate(sum[2u + j], a[1], b, sum[2u + j]);
#ifdef GEGLU
                simdgroup_load(b, &w2[32u * (sn + 8u * j) + k], 32u, ulong2(0u), true);
                simdgroup_multiply_accumulate(up[j], a[0], b, up[j]);
                simdgroup_multiply_accumulate(up[2u + j], a[1], b, up[2u + j]);
#endif
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    // The tile of y takes the place of x.
    for (uint i = 0u; i < 4u; i++)
    {
        simdgroup_store(sum[i], &xs[32u * (st + 8u * (i >> 1u)) + sn + 8u * (i & 1u)], 32u);
#ifdef GEGLU
        simdgroup_store(up[i], &ws[32u * (st + 8u * (i >> 1u)) + sn + 8u * (i & 1u)], 32u);
#endif
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint i = at.x; i < 1024u; i += 128u)
    {
        uint t = t0 + (i >> 5u), n = n0 + (i & 31u);
        if (t < T && n < p.N)
        {
#ifdef GEGLU
            y.m[t * p.cols + p.first + n] = gelu(xs[i]) * ws[i];
#else
            y.m[t * p.cols + p.first + n] = xs[i];
#endif
        }
    }
}
