#include "csimd.h"

// GCC compiles these instructions for one file; clang must be told for all (CGO_CFLAGS=-march=armv8.2-a+dotprod).
#if defined(__aarch64__) && (!defined(__clang__) || defined(__ARM_FEATURE_DOTPROD))
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC target("arch=armv8.2-a+dotprod")
#endif

#define NEON_DOT 1
#define NEON_MATRIX 0
#include "simd_neon.h"

#define TIER dotprod
#include "tier.h"
#endif
