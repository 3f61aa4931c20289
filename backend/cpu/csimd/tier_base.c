#include "csimd.h"

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

#ifndef __clang__
#pragma GCC optimize("O2") // O3 unrolls loops over arrays into minutes of compilation
#endif

#include "simd_base.h"

#define TIER base
#include "tier.h"
