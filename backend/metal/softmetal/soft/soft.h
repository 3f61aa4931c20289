// The runtime as kernels see it.
#pragma once

extern "C" {
void soft_barrier(int flags, int line);
float soft_simd_sum(float v, int line);
float soft_simd_max(float v, int line);
bool soft_simd_is_first();
unsigned soft_atomic(unsigned *p, unsigned n, int op);
unsigned soft_lane();
void soft_matrix_meet(const void *p, unsigned long stride, int line);
void soft_matrix_multiply(float *d, const float *a, const float *b, const float *c, int line);
float soft_exp(float v);
}

// What a thread knows about itself.
struct soft_thread {
    unsigned local[3], group[3], groups[3], lane, simd, simds;
};
