// REDUCE_ALL adds up N values of each invocation over the work group: the sum of ACC[i] ends up in SUM[i / WG] of
// invocation i mod WG. The including source declares the constant IN_ORDER. If that is 1, the sums of the invocations
// are added from the first to the last, which matmul_tile can do as well, eight sums at once, each by one
// invocation; otherwise reduce_add adds them.
#define REDUCE_ALL(SUM, ACC, N) \
    if (IN_ORDER == 1) { \
        UNROLL for (uint from = 0; from < (N); from += 8) { \
            barrier(); \
            UNROLL for (uint i = from; i < min(from + 8, (N)); i++) several[(i - from) * WG + lane()] = ACC[i]; \
            barrier(); \
            uint i = (lane() + WG - from % WG) % WG; \
            if (i < min(8, (N) - from)) { \
                float s = 0.0; \
                for (uint j = 0; j < WG; j++) s += several[i * WG + j]; \
                SUM[from / WG] = s; \
            } \
        } \
    } else { \
        UNROLL for (uint i = 0; i < (N); i++) { \
            float s = reduce_add(ACC[i]); \
            if (i % WG == lane()) SUM[i / WG] = s; \
        } \
    }
shared float several[8 * WG];
