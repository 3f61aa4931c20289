#include "csimd.h"

#if defined(__x86_64__)
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,bmi,lzcnt,popcnt"))), apply_to = function)
#else
#pragma GCC target("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,bmi,lzcnt,popcnt,prefer-vector-width=512")
#endif

#include "simd_avx512.h"

#define TIER avx512
#include "tier.h"

#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
