#include "csimd.h"

#if defined(__x86_64__)
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c,bmi,lzcnt,popcnt"))), apply_to = function)
#else
#pragma GCC target("avx2,fma,f16c,bmi,lzcnt,popcnt")
#endif

#define AVX_VNNI 0
#include "simd_avx2.h"

#define TIER avx2
#include "tier.h"

#ifdef __clang__
#pragma clang attribute pop
#endif
#endif
