// screen_scan: upper bounds of the products with N rows of a screen, and of every chunk of rows the one with the
// highest estimate.
//
// estimate = s·Σₖ v[k]·code[n,k] + c, bound = estimate + norm·Σ_g nv[g]·byte[n,g] + slack; the sums are of integers.
//
// Buffers: 2 query (screen_query), 3 panels (backend/internal/gpu/screen.go), 4 up[N] f32, 5 best[chunks] pairs (row, key).
// Grid: chunks of WG·TILE·PER rows.
#include "common.glsl"
SPEC(2, TILE, 1)  // rows that an invocation scores at once
SPEC(3, PER, 4)   // times that it does

PARAMS {
    uint N;      // rows that are bound
    uint first;  // the first of them
    uint chunk;  // the chunk in which that is
    uint panel;  // words of 16 rows
    uint groups;
    uint codes0;  // two bits for each group of axes: bits of its codes / 2
    uint codes1;
} p;

BUFFER(2, Query, ivec4, query)
BUFFER(3, Panels, uint, panels)
RESULT(4, Up, float, up)
RESULT(5, Best, uint, best)

shared uvec2 found[WG];

// key orders like the value.
uint key_of(uint bits) { return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u; }

int dot4(ivec4 a, uint q, uint shift, uint mask) {
    q >>= shift;
    return a.x * int(q & mask) + a.y * int((q >> 8) & mask) + a.z * int((q >> 16) & mask) + a.w * int((q >> 24) & mask);
}

void main() {
    if (query[0].x == 0) return;
    float s = intBitsToFloat(query[0].y), c = intBitsToFloat(query[0].z), norm = intBitsToFloat(query[0].w), slack = intBitsToFloat(query[1].x);
    uvec2 top = uvec2(0);
    for (uint i = 0; i < PER; i++) {
        uint n0 = ((gl_WorkGroupID.x * PER + i) * TILE) * WG + lane();
        uint at[TILE];
        int low[TILE], high[TILE], over[TILE];  // sums of codes' lowest four bits, of those above, and of the bytes
        UNROLL for (uint t = 0; t < TILE; t++) {
            uint n = min(n0 + t * WG, p.N - 1);
            at[t] = n / 16 * p.panel + n % 16;
            low[t] = high[t] = over[t] = 0;
        }
        for (uint g = 0; g < p.groups; g++) {
            uint bits = ((g < 16 ? p.codes0 : p.codes1) >> (2 * (g & 15u))) & 3u, v = 16 + 16 * g;
            if (bits != 1) {
                for (uint j = 0; j < 8; j++) {
                    ivec4 a = query[v + j], b = query[v + j + 8];
                    UNROLL for (uint t = 0; t < TILE; t++) {
                        uint q = panels[at[t] + 16 * j];
                        low[t] += dot4(a, q, 0, 15) + dot4(b, q, 4, 15);
                    }
                }
                UNROLL for (uint t = 0; t < TILE; t++) at[t] += 128;
            }
            if (bits != 2) {
                for (uint j = 0; j < 4; j++) {
                    ivec4 v0 = query[v + 4 * j], v1 = query[v + 4 * j + 1], v2 = query[v + 4 * j + 2], v3 = query[v + 4 * j + 3];
                    UNROLL for (uint t = 0; t < TILE; t++) {
                        uint q = panels[at[t] + 16 * j];
                        high[t] += dot4(v0, q, 0, 3) + dot4(v1, q, 2, 3) + dot4(v2, q, 4, 3) + dot4(v3, q, 6, 3);
                    }
                }
                UNROLL for (uint t = 0; t < TILE; t++) at[t] += 64;
            }
        }
        for (uint j = 0; j < (p.groups + 3) / 4; j++) {
            ivec4 nv = query[2 + j];
            UNROLL for (uint t = 0; t < TILE; t++) over[t] += dot4(nv, panels[at[t] + 16 * j], 0, 127);
        }
        UNROLL for (uint t = 0; t < TILE; t++) {
            uint n = n0 + t * WG;
            float m = float(low[t] + 16 * high[t]) * s + c;
            uint key = key_of(floatBitsToUint(m));
            if (n < p.N) {
                up[p.first + n] = m + (float(over[t]) * norm + slack);
                if (key > top.y) top = uvec2(p.first + n, key);
            }
        }
    }
    found[lane()] = top;
    barrier();
    for (uint n = WG / 2; n > 0; n /= 2) {
        if (lane() < n && found[lane() + n].y > found[lane()].y) found[lane()] = found[lane() + n];
        barrier();
    }
    if (lane() > 0) return;
    best[2 * (p.chunk + gl_WorkGroupID.x)] = found[0].x;
    best[2 * (p.chunk + gl_WorkGroupID.x) + 1] = found[0].y;
}
