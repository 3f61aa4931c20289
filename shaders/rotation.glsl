// rotation returns the cosine and sine of the angle of pair j at a position. The table holds them for
// position d·256ˡ, l = 0…3, d = 0…255, computed in double precision; the digits of a position in base
// 256 select one entry per level, and the entries multiply as complex numbers. So every position has
// the same small error, where the range reduction of a driver's sine may lose all of it.
vec2 rotation(uint pos, uint j, uint half_dim) {
    vec2 c = vec2(1.0, 0.0);
    for (uint level = 0; level < 4; level++) {
        uint d = (pos >> (8 * level)) & 255u;
        if (d != 0) {
            vec2 e = table[(level * 256 + d) * half_dim + j];
            c = vec2(c.x * e.x - c.y * e.y, c.x * e.y + c.y * e.x);
        }
    }
    return c;
}
