// The worker threads. Stages follow each other as soon as their work is finished, by whomever: a thread that the
// system has put aside holds nobody up unless it was in the middle of something. Waiting threads spin for a
// while and then sleep, so that an oversubscribed machine is left to those who have work.
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

#define OPEN 0x80000000u

struct csimd_pool {
	const csimd_kernels *k;
	int threads;
	int spins; // 0 if there are more threads than may be busy at once
	pthread_t *tid;

	_Alignas(64) _Atomic uint32_t phase; // advances when a stage is over and when a run starts
	_Atomic int32_t sleepers;
	_Alignas(64) _Atomic uint32_t gate; // OPEN while a run may be joined, plus the workers inside

	_Atomic uint32_t run; // number of the current run
	csimd_program *g;
	_Atomic bool quit;
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

// wait_phase returns when the phase is not seen any more.
static void wait_phase(csimd_pool *p, uint32_t seen) {
	for (int i = 0; i < p->spins; i++) {
		if (atomic_load_explicit(&p->phase, memory_order_acquire) != seen)
			return;
		relax();
	}
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

uint64_t csimd_now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

// finish adds n finished units to stage i and returns when all are.
static void finish(csimd_pool *p, const csimd_worker *w, int i, int64_t n, int64_t units, csimd_expected *e) {
	csimd_counter *c = &p->g->counters[i];
	if (atomic_fetch_add_explicit(&c->done, n, memory_order_acq_rel) + n == units && (n > 0 || units == 0)) {
		atomic_store_explicit(&c->over, 1, memory_order_release);
		if (p->threads > 1)
			advance(p);
		return;
	}
	csimd_expect(w, p->g, i + 1, e, &c->over);
	for (;;) {
		const uint32_t seen = atomic_load_explicit(&p->phase, memory_order_acquire);
		if (atomic_load_explicit(&c->over, memory_order_acquire))
			return;
		wait_phase(p, seen);
	}
}

// run_stages goes through the program. A thread that leaves early because the run was cancelled leaves no
// taken work behind, so the others can finish without it.
static void run_stages(csimd_pool *p, int id) {
	csimd_program *g = p->g;
	csimd_expected expected = {-1, 0};
	for (int i = 0; i < g->nstages; i++) {
		csimd_counter *c = &g->counters[i];
		if (atomic_load_explicit(&c->over, memory_order_acquire))
			continue;
		if (atomic_load_explicit(&g->cancel, memory_order_relaxed))
			return;
		const csimd_worker w = {p->k, id, p->threads, &c->next, &c->parts, c->shares};
		csimd_clock *clock = g->times.stages ? &g->times.stages[id * g->times.stage_ld + i] : NULL;
		const uint64_t from = clock ? csimd_now() : 0;
		int64_t units;
		const int64_t n = csimd_stage_run(&w, g, &g->stages[i], &units);
		const uint64_t worked = clock ? csimd_now() : 0;
		finish(p, &w, i, n, units, &expected);
		if (clock) {
			clock->work += worked - from;
			clock->wait += csimd_now() - worked;
		}
	}
}

// enter joins the run that is open, if any.
static bool enter(csimd_pool *p) {
	uint32_t gate = atomic_load(&p->gate);
	while (gate & OPEN)
		if (atomic_compare_exchange_weak(&p->gate, &gate, gate + 1))
			return true;
	return false;
}

static void *worker(void *arg) {
	start_arg a = *(start_arg *)arg;
	free(arg);
	csimd_pool *p = a.p;
	for (uint32_t last = 0;;) {
		const uint32_t seen = atomic_load(&p->phase);
		if (atomic_load(&p->quit))
			return NULL;
		if (atomic_load(&p->run) != last && enter(p)) {
			last = atomic_load(&p->run);
			run_stages(p, a.id);
			atomic_fetch_sub(&p->gate, 1);
			continue;
		}
		wait_phase(p, seen);
	}
}

// csimd_run runs the program's stages on all threads, the caller being the first: 0, or 1 if cancelled.
int csimd_run(csimd_pool *p, csimd_program *g) {
	p->g = g;
	memset(g->counters, 0, sizeof *g->counters * (size_t)g->nstages);
	if (g->heap_counts)
		memset(g->heap_counts, 0, sizeof *g->heap_counts * (size_t)(p->threads * g->heap_rows));
	if (p->threads > 1) {
		atomic_fetch_add(&p->run, 1);
		atomic_store(&p->gate, OPEN);
		advance(p);
	}
	run_stages(p, 0);
	// Threads that have not joined by now find the gate closed; those inside have no work left.
	atomic_fetch_and(&p->gate, ~OPEN);
	for (int i = 0; atomic_load_explicit(&p->gate, memory_order_acquire); i++) {
		relax();
		if (i > p->spins) {
			const struct timespec t = {0, 20000};
			nanosleep(&t, NULL);
		}
	}
	return g->nstages && !atomic_load(&g->counters[g->nstages - 1].over);
}

void csimd_pool_free(csimd_pool *p) {
	if (!p)
		return;
	atomic_store(&p->quit, true);
	advance(p);
	for (int i = 0; i < p->threads - 1; i++)
		pthread_join(p->tid[i], NULL);
	pthread_mutex_destroy(&p->mu);
	pthread_cond_destroy(&p->cond);
	free(p->tid);
	csimd_free(p, sizeof *p);
}

// csimd_pool_new starts threads−1 workers. cpus is how many of them may be busy at once.
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
