// DOT, a function that adds the products of rows n0, n0+1, … of a weight of N rows and row t of x to acc. The
// including source defines DOT, UNIT_OF and QUANTS_OF, its readers of the weight, and x_quad. The order of summation is that
// of matmul.
void DOT(uint t, uint n0, uint N) {
    for (uint u = lane(); u < p.units; u += WG) {
        Unit w[ROWS];
        UNROLL for (uint r = 0; r < ROWS; r++) w[r] = UNIT_OF(min(n0 + r, N - 1), u);
        UNROLL for (uint sub = 0; sub < 4; sub++) {
            vec4 v = x_quad(t, 4 * u + sub);
            UNROLL for (uint r = 0; r < ROWS; r++) {
                vec4 c = QUAD(QUANTS_OF, w[r], sub);
                acc[r] = fma(v.w, c.w, fma(v.z, c.z, fma(v.y, c.y, fma(v.x, c.x, acc[r]))));
            }
        }
    }
}
#undef DOT
#undef UNIT_OF
#undef QUANTS_OF
