// screen_query: what a step must know of x and r = P·x to bound every product with a screen (backend/internal/gpu/screen.go).
//
// r·step = s·v + e with integers |v| ≤ 16256, and |e| is measured. A bound of what the codes leave out of group g's 64 axes
// is ‖r_g‖·(low_g + unit_g·byte) ≤ ‖r_g‖·low_g + norm·nv_g·byte. The margin holds, in order: the roundings of the whole product in
// any order of its sums, the basis' skewness, the roundings of r, |e|·|q − middle|, those of the sums below, and
// those of what screen_scan makes of its integer sums. Every bound is rounded up by more than the operations that
// made it may lose: a device may round an operation either way, divide within 2.5 units and flush what is tiny to zero.
//
// Buffers: 2 x[K] f32, 3 r[K] f32, 4 terms f32: mean[K], step[K], low[32], unit[32]; 5 query: words 0 whether the screen
// can be used, 1 s, 2 c, 3 norm, 4 slack, 5 the bar, 6 rows that reach it, 8… nv[32], 64… v[K].
// Grid: 1.
#define REDUCE
#include "common.glsl"

PARAMS {
    uint K;
    uint codes0;    // two bits for each group of axes: bits of its codes / 2
    uint codes1;
    float whole;    // margins, times ‖x‖·longest: the whole product's, and skewness and r's
    float longest;  // row of w
    float sums;     // relative error of a sum over K here
} p;

BUFFER(2, X, uint, x)
BUFFER(3, R, float, r)
BUFFER(4, Terms, float, terms)
RESULT(5, Query, uint, query)

const float TOP = 16256.0;
shared float size[32];  // ‖r_g‖, rounded up

uint bits_of(uint g) { return 2 * (((g < 16 ? p.codes0 : p.codes1) >> (2 * (g & 15u))) & 3u); }

void main() {
    uint groups = p.K / 64;
    float sum = 0.0, top = 0.0, high = 0.0;
    for (uint i = lane(); i < p.K; i += WG) {
        uint bits = min(x[i] & 0x7fffffffu, 0x7f000000u);  // as integers: a device may take it that there is no NaN
        float h = uintBitsToFloat(bits);
        high = max(high, h);
        h = min(h, 1e16);
        sum += h * h;
        top = max(top, abs(r[i] * terms[p.K + i]));
    }
    sum = reduce_add(sum);
    high = reduce_max(high);
    top = reduce_max(top);
    for (uint g = lane(); g < groups; g += WG) {
        float square = 0.0;
        for (uint i = 64 * g; i < 64 * g + 64; i++) square += r[i] * r[i];
        size[g] = sqrt(square) * (1.0 + 1.25e-4) + 1e-17;
    }
    float s = top / TOP * (1.0 + 1.6e-5), c = 0.0, left = 0.0, large = 0.0;
    for (uint i = lane(); i < p.K; i += WG) {
        uint bits = bits_of(i / 64);
        float m = bits == 2 ? 16.0 : 1.0, middle = m * (float(1u << bits) - 1.0) / 2.0;
        float a = r[i] * terms[p.K + i], mean = r[i] * terms[i];
        int v = int(clamp(floor(a / s + 0.5), -TOP, TOP));
        float is = s * float(v), e = abs(a - is) * (1.0 + 1e-3) + 1e-6 * (abs(a) + abs(is)) + 1e-36;
        query[64 + i] = uint(v);
        c += mean - is * middle;
        left += e * middle;
        large += abs(is) * (2.0 * middle + m) + abs(mean);
    }
    c = reduce_add(c);
    left = reduce_add(left) * (1.0 + 2.5e-4);
    large = reduce_add(large) * (1.0 + 2.5e-4);
    barrier();
    if (lane() > 0) return;
    float low = 0.0, most = 1e-20;
    for (uint g = 0; g < groups; g++) {
        low += size[g] * terms[2 * p.K + g];
        most = max(most, size[g] * terms[2 * p.K + 32 + g]);
    }
    float norm = most / TOP * (1.0 + 1.6e-5), all = sqrt(sum) * (1.0 + 2.5e-4) * p.longest;
    for (uint g = 0; g < 32; g++) {
        float n = g < groups ? size[g] * terms[2 * p.K + 32 + g] / norm * (1.0 + 8e-6) : 0.0;
        query[8 + g] = g < groups ? uint(min(floor(n) + 1.0, TOP)) : 0;
    }
    low *= 1.0 + 1.25e-4;
    float margin = p.whole * all + left + p.sums * large;
    margin += 2e-6 * (large + low + 127.0 * TOP * norm * float(groups) + margin);
    query[0] = high >= 1e-12 && high < 1e15 && top >= 1e-25 ? 1 : 0;
    query[1] = floatBitsToUint(s);
    query[2] = floatBitsToUint(c);
    query[3] = floatBitsToUint(norm);
    query[4] = floatBitsToUint((low + margin) * (1.0 + 1.6e-5) + 1e-20);
    query[5] = 0;
    query[6] = 0;
}
