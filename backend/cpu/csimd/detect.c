// Which tiers this machine runs.
#if defined(__linux__)
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#endif
#include "csimd.h"

#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>

#if defined(__linux__) && (defined(__clang__) || __GNUC__ >= 11)
#define HAVE_AMX_TIER
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

typedef struct {
	bool avx2, avxvnni, avx512;
} features;

// The operating system must save the registers too: XCR0 bits 1–2 (SSE, AVX), 5–7 (AVX-512).
// ref: Intel SDM volume 1, 13.3; CPUID leaf 7 bits as in volume 2.
static features detect(void) {
	features f = {0};
	unsigned a, b, c, d, a1, b1, c1, d1;
	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 27 & 1) || !(c >> 28 & 1))
		return f;
	const bool fma = c >> 12 & 1, f16c = c >> 29 & 1;
	unsigned lo, hi;
	__asm__ volatile("xgetbv" : "=a"(lo), "=d"(hi) : "c"(0));
	if ((lo & 6) != 6 || !__get_cpuid_count(7, 0, &a, &b, &c, &d))
		return f;
	f.avx2 = fma && f16c && (b >> 5 & 1) && (b >> 3 & 1);
	if (f.avx2 && a >= 1 && __get_cpuid_count(7, 1, &a1, &b1, &c1, &d1))
		f.avxvnni = a1 >> 4 & 1;
	const unsigned need = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31; // F, DQ, BW, VL
	f.avx512 = f.avx2 && (lo & 0xe6) == 0xe6 && (b & need) == need && (c >> 11 & 1);
	return f;
}

// amx returns NULL if tiles of int8 and bfloat16 may be used, and otherwise why not. Linux gives a process the 8 KiB of tile
// registers only on request, after which each of its signal frames may be that much larger.
// ref: CPUID leaf 7 EDX bits 22, 24, 25, its subleaf 1 EAX bit 5; XCR0 bits 17, 18; Linux Documentation/arch/x86/xstate.rst.
static const char *amx(void) {
#if defined(HAVE_AMX_TIER)
	enum { ARCH_REQ_XCOMP_PERM = 0x1023, XFEATURE_XTILEDATA = 18 };
	unsigned a, b, c, d, lo, hi;
	if (!detect().avx512 || !__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(d >> 22 & 1) || !(d >> 24 & 1) || !(d >> 25 & 1) ||
	    !__get_cpuid_count(7, 1, &a, &b, &c, &d) || !(a >> 5 & 1))
		return "the processor has no AMX tiles of int8 and bfloat16";
	__asm__ volatile("xgetbv" : "=a"(lo), "=d"(hi) : "c"(0));
	if ((lo >> 17 & 3) != 3)
		return "the system does not save AMX tiles";
	if (syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA))
		return errno == ENOSPC ? "a signal stack is too small for AMX tiles" : "the system refuses AMX tiles to this process";
	return NULL;
#else
	return "AMX is used on Linux only, in builds by GCC 11 or clang";
#endif
}
#elif defined(__aarch64__)
#if defined(__linux__)
#include <sys/auxv.h>
#elif defined(__APPLE__)
#include <sys/sysctl.h>
#endif

#if !defined(__clang__) || defined(__ARM_FEATURE_DOTPROD)
#define HAVE_DOTPROD_TIER
#endif
#if (!defined(__clang__) && __GNUC__ >= 10) || (defined(__ARM_FEATURE_DOTPROD) && defined(__ARM_FEATURE_MATMUL_INT8))
#define HAVE_I8MM_TIER
#endif

typedef struct {
	bool dotprod, i8mm;
} features;

#if defined(__APPLE__)
static bool sysctl_is_1(const char *name) {
	int v = 0;
	size_t n = sizeof v;
	return sysctlbyname(name, &v, &n, NULL, 0) == 0 && v == 1;
}
#endif

// What the system says: programs may not read the identification registers everywhere.
// ref: Linux Documentation/arch/arm64/elf_hwcaps.rst; Apple, Determining Instruction Set Characteristics.
static features detect(void) {
	features f = {0};
#if defined(__linux__)
	f.dotprod = getauxval(AT_HWCAP) >> 20 & 1; // HWCAP_ASIMDDP
	f.i8mm = f.dotprod && getauxval(AT_HWCAP2) >> 13 & 1; // HWCAP2_I8MM
#elif defined(__APPLE__)
	f.dotprod = sysctl_is_1("hw.optional.arm.FEAT_DotProd");
	f.i8mm = f.dotprod && sysctl_is_1("hw.optional.arm.FEAT_I8MM");
#endif
	return f;
}
#endif

const char *csimd_no_tier(const char *name) {
#if defined(__x86_64__)
	if (strcmp(name, "amx") == 0 && amx())
		return amx();
#endif
	(void)name;
	return "this processor or build has no such tier";
}

const csimd_kernels *csimd_tier(const char *name) {
	const csimd_kernels *have[6];
	int n = 0;
#if defined(__x86_64__)
	const features f = detect();
#if defined(HAVE_AMX_TIER)
	if (!amx())
		have[n++] = &csimd_kernels_amx;
#endif
	if (f.avx512)
		have[n++] = &csimd_kernels_avx512;
	if (f.avxvnni)
		have[n++] = &csimd_kernels_avxvnni;
	if (f.avx2)
		have[n++] = &csimd_kernels_avx2;
#endif
#if defined(__aarch64__)
	const features f = detect();
	(void)f;
#if defined(HAVE_I8MM_TIER)
	if (f.i8mm)
		have[n++] = &csimd_kernels_i8mm;
#endif
#if defined(HAVE_DOTPROD_TIER)
	if (f.dotprod)
		have[n++] = &csimd_kernels_dotprod;
#endif
	have[n++] = &csimd_kernels_neon;
#endif
	have[n++] = &csimd_kernels_base;
	if (!*name)
		return have[0];
	for (int i = 0; i < n; i++)
		if (strcmp(have[i]->name, name) == 0)
			return have[i];
	return NULL;
}
