// Memory for weights, arenas, caches: zeroed, aligned to pages, committed when touched.
#if defined(__linux__)
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#endif
#include "csimd.h"

#include <stdlib.h>
#include <string.h>
#if !defined(_WIN32)
#include <unistd.h>
#endif

#if defined(_WIN32)
#include <malloc.h>

void *csimd_alloc(int64_t bytes) {
	void *p = _aligned_malloc((size_t)bytes, 4096);
	if (p)
		memset(p, 0, (size_t)bytes);
	return p;
}

void csimd_free(void *p, int64_t bytes) {
	(void)bytes;
	_aligned_free(p);
}

void csimd_drop(const void *p, int64_t bytes) {
	(void)p;
	(void)bytes;
}
#elif defined(__SANITIZE_ADDRESS__)
// From the allocator whose neighbourhood the sanitizer watches, of exactly this size.
void *csimd_alloc(int64_t bytes) {
	void *p;
	if (posix_memalign(&p, 4096, (size_t)bytes))
		return NULL;
	return memset(p, 0, (size_t)bytes);
}

void csimd_free(void *p, int64_t bytes) {
	(void)bytes;
	free(p);
}

void csimd_drop(const void *p, int64_t bytes) {
	(void)p;
	(void)bytes;
}
#else
#include <sys/mman.h>

// Blocks of more than one huge page may use them: fewer faults at load, fewer TLB misses while streaming.
#define HUGE (2 << 20)

void *csimd_alloc(int64_t bytes) {
	void *p = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
	if (p == MAP_FAILED)
		return NULL;
#if defined(__linux__)
	if (bytes > HUGE)
		madvise(p, (size_t)bytes, MADV_HUGEPAGE);
#endif
	return p;
}

void csimd_free(void *p, int64_t bytes) {
	if (p)
		munmap(p, (size_t)bytes);
}

// csimd_drop gives back the whole pages of a part of a mapped, read-only file.
void csimd_drop(const void *p, int64_t bytes) {
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = ((uintptr_t)p + page - 1) & ~(page - 1);
	const uintptr_t to = ((uintptr_t)p + (uintptr_t)bytes) & ~(page - 1);
	if (from < to)
		madvise((void *)from, to - from, MADV_DONTNEED); // at worst the pages stay
}
#endif

// csimd_read reads a part of a file, −1 for none, and reports whether all of it came.
bool csimd_read(int fd, int64_t at, void *to, int64_t bytes) {
#if defined(_WIN32)
	(void)fd, (void)at, (void)to, (void)bytes;
	return false;
#else
	return fd >= 0 && pread(fd, to, (size_t)bytes, (off_t)at) == bytes;
#endif
}
