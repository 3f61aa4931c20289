#include "csimd.h"

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

#include "simd_base.h"

#define TIER base
#include "tier.h"
