// half_bits rounds to the nearest half, ties to even. packHalf2x16 leaves the rounding to the driver.
uint half_bits(float f) {
    uint x = floatBitsToUint(f);
    uint sign = (x >> 16) & 0x8000u;
    x &= 0x7fffffffu;
    if (x >= 0x47800000u) return sign | (x > 0x7f800000u ? 0x7e00u : 0x7c00u);
    // Adding ½ aligns a subnormal half with the low end of the mantissa, and rounds it.
    if (x < 0x38800000u) return sign | (floatBitsToUint(uintBitsToFloat(x) + 0.5) - 0x3f000000u);
    return sign | ((x - 0x38000000u + 0x0fffu + ((x >> 13) & 1u)) >> 13);
}

uint half_pair(vec2 v) { return half_bits(v.x) | half_bits(v.y) << 16; }
