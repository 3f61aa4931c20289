// screen_bar: the k-th largest product of the seeds, which a row's bound must reach.
//
// Buffers: 2 seeds[n] pairs (row, estimate) f32, 3 y[N] f32 with the seeds' products, 4 query (screen_query).
// Grid: 1.
#include "common.glsl"

PARAMS {
    uint n;
    uint k;
    uint N;
} p;

BUFFER(2, Seeds, uint, seeds)
BUFFER(3, Y, uint, y)
RESULT(4, Query, uint, query)

shared float value[64];
shared uint odd;  // seeds whose product is not finite

void main() {
    if (lane() == 0) odd = 0;
    barrier();
    for (uint i = lane(); i < p.n; i += WG) {
        uint id = seeds[2 * i] <= 0x4b800000u ? uint(uintBitsToFloat(seeds[2 * i])) : 0, bits = y[min(id, p.N - 1)];
        value[i] = uintBitsToFloat(bits);
        if ((bits & 0x7fffffffu) >= 0x7f800000u) atomicOr(odd, 1u);
    }
    barrier();
    for (uint i = lane(); i < p.n; i += WG) {
        uint before = 0;
        for (uint j = 0; j < p.n; j++)
            if (value[j] > value[i] || value[j] == value[i] && j < i) before++;
        if (before == p.k - 1) query[5] = floatBitsToUint(value[i]);
    }
    if (lane() == 0 && odd != 0) query[0] = 0;
}
