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
#define PANEL_BYTES(q, off) _mm512_sub_epi8(q, _mm512_set1_epi8((char)(off)))
#include "simd_avx512.h"

#define TIER amx
#include "tier.h"

#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
