#include "csimd.h"

// GCC compiles these instructions for one file; clang must be told for all (CGO_CFLAGS=-march=armv8.2-a+dotprod+i8mm).
#if defined(__aarch64__) && ((!defined(__clang__) && __GNUC__ >= 10) || (defined(__ARM_FEATURE_DOTPROD) && defined(__ARM_FEATURE_MATMUL_INT8)))
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC target("arch=armv8.2-a+dotprod+i8mm")
#endif

#define NEON_DOT 1
#define NEON_MATRIX 1
#include "simd_neon.h"

#define TIER i8mm
#include "tier.h"
#endif
