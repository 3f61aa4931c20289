#include "csimd.h"

#if defined(__aarch64__)
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

#define NEON_DOT 0
#define NEON_MATRIX 0
#include "simd_neon.h"

#define TIER neon
#include "tier.h"
#endif
