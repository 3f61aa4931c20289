// The runtime of soft Metal: one fiber for each thread of a group, groups one after the other, and
// checks that a GPU does not make.
//
// A fiber runs until it reaches a barrier or a function of its SIMD group, where it waits for the others.
// They must come to the same line. In a kernel built with -fsanitize=thread every access to memory calls a
// function below, which finds accesses outside of what is bound, of two threads without a barrier between
// them, and of two launches without one.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "soft.h"

namespace {

const unsigned kMaxThreads = 1024, kSimd = 32;
const size_t kStack = 256 << 10;

enum State { READY, BARRIER, SUM, MAX, MEET, MULTIPLY, DONE };
const char *const kNames[] = {"running", "threadgroup_barrier", "simd_sum", "simd_max", "simdgroup_load or store", "simdgroup_multiply_accumulate", "at its end"};

struct Fiber {
    void *sp;
    State state;
    int line, flags;
    float value;
    const void *place;  // of a matrix that is loaded or stored
    size_t stride;
    float a[2], b[2], c[2];  // its values of matrices, and then of their result
    soft_thread self;
};

// Who last wrote and read a word, and when.
struct Shadow {
    uint32_t writer, wrote, reader, read;
};
const uint32_t kMany = 0xffffffff;    // readers
const uint32_t kAtomic = 0xfffffffe;  // any thread, atomically

// A range of memory that a kernel may use.
struct Range {
    char *from;
    size_t size;
    Shadow *shadow;
    int index;
};

typedef void (*Kernel)(void **buffers, const soft_thread *self);

struct Launch {
    Kernel kernel;
    void **buffers;
    uint32_t grid[3], threads;
};

Fiber fibers[kMaxThreads];
char *stacks;
void *scheduler;
unsigned current;
Launch launch;
Range ranges[16];
int used;
char *local_from;  // thread group memory
size_t local_size;
Shadow *local_shadow;
size_t local_room;
uint32_t launches;       // so far: the time of device memory
uint32_t since;          // first launch that the next need not wait for
uint32_t epoch;          // of the group's memory
uint32_t thread_id;      // of the current fiber within the launch, from 1 on
char message[512];
bool inside;   // a launch is running
bool edges;    // check that grids are not too large
bool edge[3];  // a group at the end of an axis wrote something
int order;  // 0 ascending, 1 descending, 2 scattered

void fail(const char *format, long a, long b, long c, const char *d = "") {
    if (!message[0]) snprintf(message, sizeof message, format, a, b, c, d);
}

}  // namespace

extern "C" void soft_switch(void **save, void *load);
#if defined(__x86_64__)
asm(R"(
.text
.globl soft_switch
soft_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
)");
const int kSaved = 6;
#elif defined(__aarch64__)
asm(R"(
.text
.globl soft_switch
soft_switch:
    sub sp, sp, #160
    stp x19, x20, [sp]
    stp x21, x22, [sp, #16]
    stp x23, x24, [sp, #32]
    stp x25, x26, [sp, #48]
    stp x27, x28, [sp, #64]
    stp x29, x30, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x9, sp
    str x9, [x0]
    mov sp, x1
    ldp x19, x20, [sp]
    ldp x21, x22, [sp, #16]
    ldp x23, x24, [sp, #32]
    ldp x25, x26, [sp, #48]
    ldp x27, x28, [sp, #64]
    ldp x29, x30, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    add sp, sp, #160
    ret
)");
#else
#error "no switch between fibers for this processor"
#endif

namespace {

void begin() {
    launch.kernel(launch.buffers, &fibers[current].self);
    fibers[current].state = DONE;
    void *dead;
    soft_switch(&dead, scheduler);
    abort();
}

void resume(unsigned t) {
    current = t;
    const soft_thread &s = fibers[t].self;
    thread_id = 1 + t + launch.threads * (s.group[0] + launch.grid[0] * (s.group[1] + launch.grid[1] * s.group[2]));
    soft_switch(&scheduler, fibers[t].sp);
}

void start(unsigned t) {
    uintptr_t top = (uintptr_t)(stacks + (t + 1) * kStack) & ~(uintptr_t)63;
    void **sp = (void **)top;
#if defined(__x86_64__)
    *--sp = nullptr;  // so that the stack is aligned as after a call
    *--sp = (void *)begin;
    for (int i = 0; i < kSaved; i++) *--sp = nullptr;
#else
    sp -= 20;
    memset(sp, 0, 160);
    sp[11] = (void *)begin;
#endif
    fibers[t].sp = sp;
    fibers[t].state = READY;
}

void wait(State s, int line) {
    Fiber &f = fibers[current];
    f.state = s;
    f.line = line;
    soft_switch(&f.sp, scheduler);
}

// divergence reports threads that wait where others do not.
bool divergence(unsigned a, unsigned b) {
    const Fiber &f = fibers[a], &g = fibers[b];
    if (f.state == g.state && (f.state == DONE || f.line == g.line)) return false;
    char text[160];
    snprintf(text, sizeof text, "thread %u is in %s (line %d), thread %u in %s (line %d)", a, kNames[f.state], f.line, b, kNames[g.state], g.line);
    fail("divergence in group %ld,%ld,%ld: %s", f.self.group[0], f.self.group[1], f.self.group[2], text);
    return true;
}

// meets reports whether a SIMD group waits for all of its threads.
bool meets(State s) { return s == SUM || s == MAX || s == MEET || s == MULTIPLY; }

// matrix multiplies the matrices of a SIMD group, or lets it load or store one. All 32 threads must be there and
// mean the same.
bool matrix(unsigned first, unsigned end) {
    if (end - first < kSimd) {
        fail("a matrix of a SIMD group of %ld threads", end - first, 0, 0);
        return false;
    }
    float a[8][8], b[8][8];
    for (unsigned t = first; t < end; t++) {
        if (divergence(first, t)) return false;
        const Fiber &f = fibers[t];
        if (f.state == MEET && (f.place != fibers[first].place || f.stride != fibers[first].stride)) {
            fail("divergence: the threads of a SIMD group load or store a matrix at different places (line %ld)", f.line, 0, 0);
            return false;
        }
        unsigned lane = t - first;
        for (unsigned i = 0; i < 2; i++) {
            a[lane / 4][lane % 4 * 2 + i] = f.a[i];
            b[lane / 4][lane % 4 * 2 + i] = f.b[i];
        }
    }
    for (unsigned t = first; t < end; t++) {
        Fiber &f = fibers[t];
        unsigned lane = t - first;
        for (unsigned i = 0; f.state == MULTIPLY && i < 2; i++)
            for (unsigned k = 0; k < 8; k++) f.c[i] = fmaf(a[lane / 4][k], b[k][lane % 4 * 2 + i], f.c[i]);
        f.state = READY;
    }
    return true;
}

// simd lets a SIMD group go on whose threads all wait in the same function.
bool simd(unsigned first, unsigned end) {
    State s = fibers[first].state;
    if (!meets(s)) {
        for (unsigned t = first + 1; t < end; t++)
            if (meets(fibers[t].state) && divergence(first, t)) return false;
        return false;
    }
    if (s == MEET || s == MULTIPLY) return matrix(first, end);
    float v[kSimd];
    for (unsigned t = first; t < end; t++) {
        if (divergence(first, t)) return false;
        v[t - first] = fibers[t].value;
    }
    unsigned n = end - first;
    for (unsigned step = 1; step < n; step *= 2)
        for (unsigned i = 0; i + step < n; i += 2 * step) v[i] = s == SUM ? v[i] + v[i + step] : fmaxf(v[i], v[i + step]);
    for (unsigned t = first; t < end; t++) {
        fibers[t].value = v[0];
        fibers[t].state = READY;
    }
    return true;
}

void pass(unsigned n) {
    for (unsigned i = 0; i < n && !message[0]; i++) {
        unsigned t = order == 0 ? i : order == 1 ? n - 1 - i : (i * 7 + 3) % n;
        if (n % 7 == 0 && order == 2) t = i;
        if (fibers[t].state == READY) resume(t);
    }
}

void group(const uint32_t at[3]) {
    unsigned n = launch.threads;
    for (unsigned t = 0; t < n; t++) {
        soft_thread &s = fibers[t].self;
        s = soft_thread{{t, 0, 0}, {at[0], at[1], at[2]}, {launch.grid[0], launch.grid[1], launch.grid[2]}, t % kSimd, t / kSimd, (n + kSimd - 1) / kSimd};
        start(t);
    }
    epoch++;
    if (local_shadow) memset(local_from, 0xcd, local_size);
    while (!message[0]) {
        pass(n);
        if (message[0]) return;
        bool moved = false;
        for (unsigned first = 0; first < n; first += kSimd) moved |= simd(first, first + kSimd < n ? first + kSimd : n);
        if (moved || message[0]) continue;
        for (unsigned t = 1; t < n; t++)
            if (divergence(0, t)) return;
        if (fibers[0].state == DONE) return;
        // Only a barrier for memory of the group orders accesses to it.
        if (fibers[0].flags & 2) epoch++;
        for (unsigned t = 0; t < n; t++) fibers[t].state = READY;
    }
}

// note checks an access of n bytes and remembers it.
void note(char *p, size_t n, bool write, bool atomic, const char *kind) {
    if ((size_t)(p - (stacks + current * kStack)) < kStack) return;
    if ((size_t)(p - local_from) < local_size) {
        size_t off = p - local_from;
        if (n > local_size - off) return fail("%s of %ld bytes at %ld of %ld bytes of threadgroup memory", n, off, local_size, kind);
        for (size_t w = off / 4; w <= (off + n - 1) / 4; w++) {
            Shadow &s = local_shadow[w];
            uint32_t me = current + 1;
            bool clash = s.wrote == epoch && s.writer != me && !(atomic && s.writer == kAtomic);
            if (write) clash |= s.read == epoch && s.reader != me && !(atomic && s.reader == kAtomic);
            if (clash) {
                char text[80];
                snprintf(text, sizeof text, "%s of word %zu", kind, w);
                return fail("race on threadgroup memory in group %ld,%ld: thread %ld has no barrier between another's access and its %s", fibers[current].self.group[0], fibers[current].self.group[1], current, text);
            }
            if (write) {
                s.writer = atomic ? kAtomic : me;
                s.wrote = epoch;
            } else {
                s.reader = s.read == epoch && s.reader != me ? kMany : me;
                s.read = epoch;
            }
        }
        return;
    }
    for (int i = 0; i < used; i++) {
        Range &r = ranges[i];
        if ((size_t)(p - r.from) >= r.size) continue;
        size_t off = p - r.from;
        if (n > r.size - off) break;
        if (!r.shadow) return;
        for (size_t w = off / 4; w <= (off + n - 1) / 4; w++) {
            Shadow &s = r.shadow[w];
            // Atomic operations of one launch may meet. What is atomic counts as written by nobody.
            bool ours = s.wrote == launches && (s.writer == thread_id || (atomic && s.writer == kAtomic));
            bool clash = s.wrote > since && !ours;
            if (write) clash |= s.read > since && (s.read != launches || s.reader != thread_id);
            if (clash) {
                bool same = (s.wrote > since ? s.wrote : s.read) == launches;
                char text[200];
                snprintf(text, sizeof text, "%s of word %zu of buffer %d by thread %u: %s", kind, w, r.index, thread_id - 1,
                         same ? "another thread of the launch uses it" : "an earlier launch uses it, and there is no barrier between");
                snprintf(message, sizeof message, "race on device memory: %s", text);
                return;
            }
            if (write) {
                const soft_thread &t = fibers[current].self;
                for (int axis = 0; axis < 3; axis++) edge[axis] |= t.group[axis] == t.groups[axis] - 1;
                s.writer = atomic ? kAtomic : thread_id;
                s.wrote = launches;
            } else {
                s.reader = s.read == launches && s.reader != thread_id ? kMany : thread_id;
                s.read = launches;
            }
        }
        return;
    }
    char text[80];
    snprintf(text, sizeof text, "%s of %zu bytes", kind, n);
    fail("access outside of what is bound: thread %ld of group %ld,%ld: %s", current, fibers[current].self.group[0], fibers[current].self.group[1], text);
}

// check is note for a thread that must not go on after a mistake: the access itself may crash.
void check(char *p, size_t n, bool write, bool atomic, const char *kind) {
    if (!inside) return;  // a constant is being set up
    note(p, n, write, atomic, kind);
    if (!message[0]) return;
    void *dead;
    soft_switch(&dead, scheduler);
}

}  // namespace

extern "C" {

void soft_barrier(int flags, int line) {
    fibers[current].flags = flags;
    wait(BARRIER, line);
}

float soft_simd_sum(float v, int line) {
    fibers[current].value = v;
    wait(SUM, line);
    return fibers[current].value;
}

float soft_simd_max(float v, int line) {
    fibers[current].value = v;
    wait(MAX, line);
    return fibers[current].value;
}

unsigned soft_lane() { return fibers[current].self.lane; }

void soft_matrix_meet(const void *p, unsigned long stride, int line) {
    fibers[current].place = p;
    fibers[current].stride = stride;
    wait(MEET, line);
}

void soft_matrix_multiply(float *d, const float *a, const float *b, const float *c, int line) {
    Fiber &f = fibers[current];
    for (int i = 0; i < 2; i++) f.a[i] = a[i], f.b[i] = b[i], f.c[i] = c[i];
    wait(MULTIPLY, line);
    for (int i = 0; i < 2; i++) d[i] = f.c[i];
}

bool soft_simd_is_first() { return fibers[current].self.lane == 0; }

// soft_atomic adds n to a word, or ands or ors it with n.
unsigned soft_atomic(unsigned *p, unsigned n, int op) {
    if (local_shadow) check((char *)p, 4, true, true, "atomic operation");
    unsigned old = *p;
    *p = op == 0 ? old + n : op == 1 ? old & n : old | n;
    return old;
}

float soft_exp(float v) { return expf(v); }

// soft_barrier_launches is memoryBarrierWithScope: later launches wait for all before.
void soft_barrier_launches() { since = launches; }

void soft_options(int o, int e) {
    order = o;
    edges = e;
}

// One binding of a launch.
struct soft_binding {
    char *from;
    uint64_t size;
    Shadow *shadow;  // of from; null if accesses are not checked
};

// soft_launch runs a kernel. It returns null or what went wrong.
const char *soft_launch(Kernel k, const soft_binding *b, uint64_t n, const uint32_t *grid, uint32_t threads, char *local, uint64_t size, int checked) {
    void *buffers[16];
    message[0] = 0;
    if (threads == 0 || threads > kMaxThreads || n > 16) return "a group of no or too many threads";
    if (!stacks) {
        void *m = mmap(nullptr, kMaxThreads * kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (m == MAP_FAILED) return "no memory for stacks";
        stacks = (char *)m;
    }
    used = 0;
    for (uint64_t i = 0; i < n; i++) {
        buffers[i] = b[i].from;
        if (b[i].from) ranges[used++] = Range{b[i].from, b[i].size, b[i].shadow, (int)i};
    }
    local_from = local;
    local_size = size;
    if (checked && size > local_room) {
        free(local_shadow);
        local_shadow = nullptr;
    }
    if (checked && !local_shadow) {
        local_room = size > 65536 ? size : 65536;
        local_shadow = (Shadow *)calloc(local_room / 4 + 2, sizeof(Shadow));
    }
    Shadow *keep = local_shadow;
    if (!checked) local_shadow = nullptr;
    launch = Launch{k, buffers, {grid[0], grid[1], grid[2]}, threads};
    launches++;
    edge[0] = edge[1] = edge[2] = false;
    inside = true;
    uint32_t at[3];
    for (at[2] = 0; at[2] < grid[2] && !message[0]; at[2]++)
        for (at[1] = 0; at[1] < grid[1] && !message[0]; at[1]++)
            for (at[0] = 0; at[0] < grid[0] && !message[0]; at[0]++) group(at);
    inside = false;
    local_shadow = keep;
    if (checked && edges && !(edge[0] && edge[1] && edge[2]))
        fail("a grid of %ld,%ld,%ld is too large: no group at the end of an axis writes anything", grid[0], grid[1], grid[2]);
    return message[0] ? message : nullptr;
}

// What -fsanitize=thread calls.
void __tsan_init() {}
void __tsan_func_entry(void *) {}
void __tsan_func_exit() {}
#define ACCESS(N)                                                                                   \
    void __tsan_read##N(void *p) { check((char *)p, N, false, false, "read"); }                       \
    void __tsan_write##N(void *p) { check((char *)p, N, true, false, "write"); }                      \
    void __tsan_unaligned_read##N(void *p) { check((char *)p, N, false, false, "read"); }             \
    void __tsan_unaligned_write##N(void *p) { check((char *)p, N, true, false, "write"); }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)
void __tsan_read_range(void *p, size_t n) { check((char *)p, n, false, false, "read"); }
void __tsan_write_range(void *p, size_t n) { check((char *)p, n, true, false, "write"); }
void *__tsan_memcpy(void *to, const void *from, size_t n) {
    check((char *)from, n, false, false, "read");
    check((char *)to, n, true, false, "write");
    return memcpy(to, from, n);
}
void *__tsan_memset(void *to, int v, size_t n) {
    check((char *)to, n, true, false, "write");
    return memset(to, v, n);
}
}
