// Transcendental functions on 16 floats.

// vf_exp returns eˣ within 2 units in the last place for −87 ≤ x ≤ 88; x beyond is moved there, NaN stays.
// n = round(x/ln 2), r = x − n·ln 2 in two parts, eˣ = 2ⁿ · Σ rⁱ/i! up to i = 7: the next term is below 2⁻²⁷.
INL vf vf_exp(vf x) {
	x = vf_min(vf_set1(88.0f), vf_max(vf_set1(-87.0f), x));
	vi n = vi_round(vf_mul(x, vf_set1(1.44269504f)));
	vf f = vf_cvt(n);
	vf r = vf_fma(f, vf_set1(-0.693359375f), x); // 9 bits of ln 2: the product is exact
	r = vf_fma(f, vf_set1(2.12194440e-4f), r);
	vf p = vf_set1(1.0f / 5040);
	p = vf_fma(p, r, vf_set1(1.0f / 720));
	p = vf_fma(p, r, vf_set1(1.0f / 120));
	p = vf_fma(p, r, vf_set1(1.0f / 24));
	p = vf_fma(p, r, vf_set1(1.0f / 6));
	p = vf_fma(p, r, vf_set1(0.5f));
	p = vf_fma(p, r, vf_set1(1.0f));
	p = vf_fma(p, r, vf_set1(1.0f));
	return vf_mul(p, vf_pow2(n));
}

// vf_gelu returns x/2 · (1 + tanh(u)) = x / (1 + e^(−2u)), u = √(2/π) · (x + 0.044715·x³).
INL vf vf_gelu(vf x) {
	vf x3 = vf_mul(vf_mul(x, x), x);
	vf u2 = vf_mul(vf_set1(-2 * 0.79788456f), vf_fma(vf_set1(0.044715f), x3, x));
	return vf_div(x, vf_add(vf_set1(1.0f), vf_exp(u2)));
}
