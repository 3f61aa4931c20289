// The worker threads. A run wakes them once; between stages they meet at a barrier that spins for a while
// and then sleeps, so that an oversubscribed machine is left to those who have work.
#if defined(__linux__)
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#endif
#include "csimd.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__linux__)
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

// Spins before sleeping, of some 40 cycles each: about 100 µs, longer than the gap between two decode steps,
// and about the cost of being woken ten times over.
#define SPINS 8000

struct csimd_pool {
	const csimd_kernels *k;
	int threads;
	int spins; // 0 if there are more threads than processors
	pthread_t *tid;

	_Alignas(64) _Atomic uint32_t phase; // advances at each barrier and at each start
	_Alignas(64) _Atomic int32_t arrived;
	_Atomic int32_t sleepers;
	_Alignas(64) _Atomic int64_t next;
	_Atomic bool stop; // decided by the last to arrive, read by all after the barrier

	csimd_program *g;
	bool quit;
	pthread_mutex_t mu;
	pthread_cond_t cond;
};

typedef struct {
	csimd_pool *p;
	int id;
} start_arg;

static inline void relax(void) {
#if defined(__x86_64__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ volatile("yield");
#endif
}

static void sleep_on(csimd_pool *p, uint32_t seen) {
	atomic_fetch_add(&p->sleepers, 1);
#if defined(__linux__)
	while (atomic_load(&p->phase) == seen)
		syscall(SYS_futex, (uint32_t *)&p->phase, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
#else
	pthread_mutex_lock(&p->mu);
	while (atomic_load(&p->phase) == seen)
		pthread_cond_wait(&p->cond, &p->mu);
	pthread_mutex_unlock(&p->mu);
#endif
	atomic_fetch_sub(&p->sleepers, 1);
}

static void wait_phase(csimd_pool *p, uint32_t seen) {
	for (int i = 0; i < p->spins; i++) {
		if (atomic_load_explicit(&p->phase, memory_order_acquire) != seen)
			return;
		relax();
	}
	if (atomic_load(&p->phase) == seen)
		sleep_on(p, seen);
}

// advance opens the next phase. The order phase before sleepers, both sequentially consistent, pairs with
// sleep_on's order sleepers before phase: one of the two sees the other.
static void advance(csimd_pool *p) {
#if defined(__linux__)
	atomic_fetch_add(&p->phase, 1);
	if (atomic_load(&p->sleepers))
		syscall(SYS_futex, (uint32_t *)&p->phase, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
#else
	atomic_fetch_add(&p->phase, 1);
	if (atomic_load(&p->sleepers)) {
		pthread_mutex_lock(&p->mu);
		pthread_cond_broadcast(&p->cond);
		pthread_mutex_unlock(&p->mu);
	}
#endif
}

// barrier returns when all threads have reached it; before opening it the last one resets the work counter
// and looks whether the run was cancelled.
static void barrier(csimd_pool *p) {
	const uint32_t seen = atomic_load_explicit(&p->phase, memory_order_relaxed);
	if (atomic_fetch_add_explicit(&p->arrived, 1, memory_order_acq_rel) == p->threads - 1) {
		atomic_store_explicit(&p->arrived, 0, memory_order_relaxed);
		atomic_store_explicit(&p->next, 0, memory_order_relaxed);
		atomic_store_explicit(&p->stop, atomic_load_explicit(&p->g->cancel, memory_order_relaxed) != 0, memory_order_relaxed);
		if (p->threads > 1)
			advance(p);
		return;
	}
	wait_phase(p, seen);
}

static uint64_t now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void run_stages(csimd_pool *p, int id) {
	csimd_program *g = p->g;
	const csimd_worker w = {p->k, id, p->threads, &p->next};
	for (int i = 0; i < g->nstages; i++) {
		csimd_stage *s = &g->stages[i];
		const uint64_t from = g->profile && id == 0 ? now() : 0;
		csimd_stage_run(&w, g, s);
		barrier(p);
		if (g->profile && id == 0)
			g->ops[s->first].ns += now() - from;
		if (atomic_load_explicit(&p->stop, memory_order_relaxed))
			return;
	}
}

static void *worker(void *arg) {
	start_arg a = *(start_arg *)arg;
	free(arg);
	csimd_pool *p = a.p;
	uint32_t seen = 0;
	for (;;) {
		wait_phase(p, seen);
		if (p->quit)
			return NULL;
		run_stages(p, a.id);
		// The last barrier of a run was its last phase, so the next change is the next run.
		seen = atomic_load(&p->phase);
		// Meet once more: the caller may start the next run only when every worker has read seen.
		atomic_fetch_add_explicit(&p->arrived, 1, memory_order_acq_rel);
	}
}

// csimd_run runs the program's stages on all threads, the caller being the first: 0, or 1 if cancelled.
int csimd_run(csimd_pool *p, csimd_program *g) {
	p->g = g;
	atomic_store(&p->arrived, 0);
	atomic_store(&p->next, 0);
	atomic_store(&p->stop, false);
	if (p->threads > 1)
		advance(p);
	run_stages(p, 0);
	for (int i = 0; atomic_load_explicit(&p->arrived, memory_order_acquire) != p->threads - 1; i++) {
		relax();
		if (i > 1000) {
			const struct timespec t = {0, 20000};
			nanosleep(&t, NULL);
		}
	}
	return atomic_load(&p->stop);
}

void csimd_pool_free(csimd_pool *p) {
	if (!p)
		return;
	p->quit = true;
	advance(p);
	for (int i = 0; i < p->threads - 1; i++)
		pthread_join(p->tid[i], NULL);
	pthread_mutex_destroy(&p->mu);
	pthread_cond_destroy(&p->cond);
	free(p->tid);
	csimd_free(p, sizeof *p);
}

// csimd_pool_new starts threads−1 workers. cpus is the number of processors that they may use.
csimd_pool *csimd_pool_new(const csimd_kernels *k, int threads, int cpus) {
	csimd_pool *p = csimd_alloc(sizeof *p);
	if (!p)
		return NULL;
	p->k = k;
	p->threads = 1;
	p->spins = threads > cpus ? 0 : SPINS;
	pthread_mutex_init(&p->mu, NULL);
	pthread_cond_init(&p->cond, NULL);
	p->tid = calloc((size_t)threads, sizeof *p->tid);
	for (int i = 1; p->tid && i < threads; i++) {
		start_arg *a = malloc(sizeof *a);
		if (!a)
			break;
		*a = (start_arg){p, i};
		if (pthread_create(&p->tid[i - 1], NULL, worker, a)) {
			free(a);
			break;
		}
		p->threads++;
	}
	if (!p->tid || p->threads < threads) {
		csimd_pool_free(p);
		return NULL;
	}
	return p;
}
