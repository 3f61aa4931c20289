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
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#ifndef HWCAP_ASIMDDP
#define HWCAP_ASIMDDP (1 << 20)
#endif
#endif

// The neon tier needs the dot product instructions, which every Apple processor has.
static bool neon(void) {
#if defined(__aarch64__) && defined(__linux__)
	return getauxval(AT_HWCAP) & HWCAP_ASIMDDP;
#elif defined(__aarch64__) && defined(__APPLE__)
	return true;
#else
	return false;
#endif
}

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
#if defined(__aarch64__) && defined(HAVE_NEON_TIER)
	if (neon())
		have[n++] = &csimd_kernels_neon;
#else
	(void)neon;
#endif
	have[n++] = &csimd_kernels_base;
	if (!*name)
		return have[0];
	for (int i = 0; i < n; i++)
		if (strcmp(have[i]->name, name) == 0)
			return have[i];
	return NULL;
}
