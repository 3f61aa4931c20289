// top_k: the k largest of each row as pairs (column, value), largest first, ties by lower column.
//
// Two stages. The first selects the k largest of each chunk of columns and leaves them unsorted; the
// second selects among those and sorts. Each selects by radix: four histograms of a byte find the k-th
// largest key, and where equal keys are too many, four more the columns that still belong.
//
// Buffers: 2 x[R,n] f32, or pairs [R,n] of (column, key) of the first stage; 3 pairs [R,chunks,k], or
// y[R,k] of (column, value) f32 if SORT.
// Grid: (chunks, R).
#include "common.glsl"
SPEC(2, PAIRS, 0)    // 1: the input is pairs
SPEC(3, SORT, 0)     // 1: sort, and write values
SPEC(4, SORTED, 64)  // power of two of at least k

PARAMS {
    uint n;      // columns or pairs of a row
    uint chunk;  // of them per work group
    uint k;
    uint first;  // row of the result that the first row of x gives
} p;

BUFFER(2, X, uint, x)
RESULT(3, Y, uint, y)

shared uint histogram[256];
shared uint found[4];  // digit, count above it, count of it, next free slot
shared uvec2 kept[SORTED];

const uint NONE = 0xffffffffu;  // column of an empty pair

// key orders like the value: −0 as 0, and nothing below an empty pair's 0.
uint key_of(uint bits) {
    if (bits == 0x80000000u) bits = 0;
    return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
}

uint value_of(uint key) { return (key & 0x80000000u) != 0 ? key & 0x7fffffffu : ~key; }

// item returns (column, key) of element i of a row.
uvec2 item(uint row, uint i) {
    if (PAIRS == 1) return uvec2(x[2 * (row + i)], x[2 * (row + i) + 1]);
    return uvec2(i, key_of(x[row + i]));
}

// before reports whether pair a comes before pair b.
bool before(uvec2 a, uvec2 b) { return a.y > b.y || a.y == b.y && a.x < b.x; }

void main() {
    uint first = gl_WorkGroupID.x * p.chunk, end = min(p.n, first + p.chunk), row = gl_WorkGroupID.y * p.n;
    uint k = min(p.k, end - first), out_row = ((p.first + gl_WorkGroupID.y) * gl_NumWorkGroups.x + gl_WorkGroupID.x) * p.k;
    // Phase 0 looks for the key of the last element that belongs, phase 1 for its column, inverted
    // because lower ones come first.
    uint limit[2], need = k;
    limit[0] = limit[1] = 0;
    bool all = false;  // every element with that key belongs
    for (uint phase = 0; phase < 2; phase++) {
        uint mask = 0;
        for (uint shift = 24; shift <= 24 && !all; shift -= 8) {
            for (uint i = lane(); i < 256; i += WG) histogram[i] = 0;
            barrier();
            for (uint i = first + lane(); i < end; i += WG) {
                uvec2 e = item(row, i);
                uint word = phase == 0 ? e.y : ~e.x;
                if ((phase == 0 || e.y == limit[0]) && (word & mask) == (phase == 0 ? limit[0] : limit[1]))
                    atomicAdd(histogram[(word >> shift) & 255u], 1u);
            }
            barrier();
            if (lane() == 0) {
                uint digit = 255, above = 0;
                while (digit > 0 && above + histogram[digit] < need) above += histogram[digit--];
                found[0] = digit;
                found[1] = above;
                found[2] = histogram[digit];
                found[3] = 0;
            }
            barrier();
            limit[phase] |= found[0] << shift;
            mask |= 255u << shift;
            need -= found[1];
            if (shift == 0) all = found[2] == need;
            barrier();
        }
    }
    for (uint i = lane(); i < SORTED && SORT == 1; i += WG) kept[i] = uvec2(NONE, 0);
    barrier();
    for (uint i = first + lane(); i < end; i += WG) {
        uvec2 e = item(row, i);
        if (e.y > limit[0] || e.y == limit[0] && ~e.x >= limit[1]) {
            uint slot = atomicAdd(found[3], 1u);
            if (SORT == 1) {
                kept[min(slot, SORTED - 1)] = e;
            } else if (slot < p.k) {
                y[2 * (out_row + slot)] = e.x;
                y[2 * (out_row + slot) + 1] = e.y;
            }
        }
    }
    barrier();
    if (SORT == 0) {
        for (uint i = k + lane(); i < p.k; i += WG) {
            y[2 * (out_row + i)] = NONE;
            y[2 * (out_row + i) + 1] = 0;
        }
        return;
    }
    // Bitonic sort. ref: Batcher, Sorting Networks and Their Applications, 1968.
    for (uint size = 2; size <= SORTED; size *= 2) {
        for (uint stride = size / 2; stride > 0; stride /= 2) {
            for (uint i = lane(); i < SORTED / 2; i += WG) {
                uint a = 2 * i - (i & (stride - 1)), b = a + stride;
                uvec2 u = kept[a], w = kept[b];
                if (before(w, u) == ((a & size) == 0)) {
                    kept[a] = w;
                    kept[b] = u;
                }
            }
            barrier();
        }
    }
    for (uint i = lane(); i < p.k; i += WG) {
        y[2 * (out_row + i)] = floatBitsToUint(float(kept[i].x));
        y[2 * (out_row + i) + 1] = value_of(kept[i].y);
    }
}
