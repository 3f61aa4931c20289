#include "csimd.h"

// The intrinsics of tiles need a compiler of at least this age.
#if defined(__x86_64__) && (defined(__clang__) || __GNUC__ >= 11)
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,amx-tile,amx-int8,amx-bf16,avx512bf16,bmi,lzcnt,popcnt"))), apply_to = function)
#else
#pragma GCC target("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,amx-tile,amx-int8,amx-bf16,avx512bf16,bmi,lzcnt,popcnt,prefer-vector-width=512")
#endif

#define AMX 1
#define TILE_TOKENS 6 // fewer are faster without tiles
#define PANEL_BYTES(q, off) _mm512_sub_epi8(q, _mm512_set1_epi8((char)(off)))
#define DP_LOW(is_signed, i, q, lo) ((is_signed) ? vi_dp_low(i, q, lo) : vi_dp(i, q, lo))
#include "simd_avx512.h"

// vi_dp_low is vi_dp for signed w and four values of 0 … 127 at x.
INL vi vi_dp_low(vi acc, vb w, const int8_t *x) {
	int32_t v;
	memcpy(&v, x, 4);
	return _mm512_dpbusd_epi32(acc, _mm512_set1_epi32(v), w);
}

#define TIER amx
#include "tier.h"

#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
