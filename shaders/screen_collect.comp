// screen_collect: the rows whose bound reaches the bar; the logits of the others become −∞.
//
// Buffers: 2 up[N] f32, 3 query (screen_query), 4 alive[limit], 5 y[N] f32.
// Grid: ⌈N/(16·WG)⌉.
#include "common.glsl"

PARAMS {
    uint N;
    uint limit;
} p;

BUFFER(2, Up, float, up)
RESULT(3, Query, uint, query)
RESULT(4, Alive, uint, alive)
RESULT(5, Y, uint, y)

const uint PER = 16;
shared uint count, base;

void main() {
    if (query[0] == 0) return;
    float bar = uintBitsToFloat(query[5]);
    uint n0 = gl_WorkGroupID.x * WG * PER + lane();
    if (lane() == 0) count = 0;
    barrier();
    uint mine = 0;
    for (uint i = 0; i < PER; i++) {
        uint n = n0 + i * WG;
        if (n >= p.N) break;
        if (up[n] >= bar) {
            mine |= 1u << i;
        } else {
            y[n] = 0xff800000u;
        }
    }
    uint slot = mine == 0 ? 0 : atomicAdd(count, uint(bitCount(mine)));
    barrier();
    if (lane() == 0) base = count == 0 ? 0 : atomicAdd(query[6], count);
    barrier();
    slot += base;
    for (uint i = 0; i < PER; i++) {
        if ((mine & 1u << i) == 0) continue;
        if (slot < p.limit) alive[slot] = n0 + i * WG;
        slot++;
    }
}
