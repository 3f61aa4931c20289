// What comes before a product of decode: with NORM 1, h = rms_norm(x, w); with NORM 2, y = r + rms_norm(x, wp) and
// h = rms_norm(y, w). Every group needs all of h, and computes it for itself, which costs less than a launch and a
// barrier do on a GPU; the first of them writes y. The values are those of rms_norm and rms_norm_add_norm, bit for bit, in
// groups of as many invocations.
//
// The including source has the constants NORM and ROOM, which is K, or 1 with NORM 0, and the parameters K, eps and
// eps_add.
BUFFER(2, X, vec4, x)
BUFFER(3, NormWeight, float, norm_weight)
BUFFER(4, AddWeight, float, add_weight)
BUFFER(5, R, float, r)
RESULT(6, Sum, float, y)

shared vec4 h[(ROOM + 3) / 4];

void norm_first(uint t) {
    if (NORM == 0) return;
    uint at = t * p.K;
    float sum = 0.0;
    for (uint i = lane(); i < p.K; i += WG) {
        float v = x[(at + i) / 4][i % 4];
        h[i / 4][i % 4] = v;
        sum = fma(v, v, sum);
    }
    if (NORM == 2) {
        float inv = 1.0 / sqrt(reduce_add(sum) / float(p.K) + p.eps_add);
        sum = 0.0;
        for (uint i = lane(); i < p.K; i += WG) {
            float v = r[at + i] + h[i / 4][i % 4] * inv * add_weight[i];
            h[i / 4][i % 4] = v;
            if (gl_WorkGroupID.x == 0) y[at + i] = v;
            sum = fma(v, v, sum);
        }
    }
    float inv = 1.0 / sqrt(reduce_add(sum) / float(p.K) + p.eps);
    for (uint i = lane(); i < p.K; i += WG) h[i / 4][i % 4] = h[i / 4][i % 4] * inv * norm_weight[i];
    barrier();
}

// x_quad returns four values of row t of what is multiplied, from k = 4·i on.
vec4 x_quad(uint t, uint i) {
    if (NORM == 0) return x[t * (p.K / 4) + i];
    return h[i];
}
