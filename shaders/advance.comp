// advance: between two steps of one token each: chooses the token of the next among what the last found, and adds one
// to its position.
//
// With temperature 0 the token is the first candidate. Otherwise, of the top_k first, those stay whose probabilities add
// up to top_p and are at least min_p of the largest; of these one is drawn with e^(logit/temperature) as its weight.
//
// Buffers: 2 best[2·K] f32, the pairs (id, logit) that top_k gives; 3 ids[1] i32, 4 pos[1] i32, 5 log u32: the number
// of steps so far, top_k, temperature, top_p, min_p, a random number of [0,1) for each of 8 steps; then for each step
// the chosen id and the pairs, bit for bit.
// Grid: 1.
#include "common.glsl"

PARAMS {
    uint K;
} p;

BUFFER(2, Best, uint, best)
RESULT(3, Ids, int, ids)
RESULT(4, Pos, int, pos)
RESULT(5, Log, uint, log_of)

float logit(uint i) { return uintBitsToFloat(best[2 * i + 1]); }

uint choose(uint n) {
    float temperature = uintBitsToFloat(log_of[2]), top_p = uintBitsToFloat(log_of[3]), min_p = uintBitsToFloat(log_of[4]);
    if (temperature == 0.0) return 0;
    uint keep = min(p.K, log_of[1]);
    float top = logit(0), sum = 0.0, least = min_p;
    for (uint i = 0; i < keep; i++) sum += exp(logit(i) - top);
    float enough = top_p * sum, seen = 0.0;
    for (uint i = 0; i < keep; i++) {
        float w = exp(logit(i) - top);
        seen += w;
        if (i > 0 && w < least) {
            keep = i;
        } else if (top_p > 0.0 && top_p < 1.0 && seen >= enough) {
            keep = i + 1;
        }
    }
    sum = 0.0;
    for (uint i = 0; i < keep; i++) sum += exp((logit(i) - top) / temperature);
    float left = uintBitsToFloat(log_of[5 + n]) * sum;
    for (uint i = 0; i < keep; i++) {
        left -= exp((logit(i) - top) / temperature);
        if (left < 0.0) return i;
    }
    return keep - 1;
}

void main() {
    if (lane() > 0) return;
    uint n = log_of[0], at = 13 + n * (1 + 2 * p.K);
    uint id = uint(uintBitsToFloat(best[2 * choose(n)]));
    log_of[at] = id;
    for (uint i = 0; i < 2 * p.K; i++) log_of[at + 1 + i] = best[i];
    log_of[0] = n + 1;
    ids[0] = int(id);
    pos[0]++;
}
