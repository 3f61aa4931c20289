// Rounding for a screen (screen.h): one group of 64 axes of 16 rows at a time, whose values z[64][16] lie axis by axis, so that a
// register holds one axis of all rows and nothing is summed across its lanes.

// packed returns in byte i of lane n the codes of row n for axes at+i, at+i+stride, …, each so many bits above the one
// before. All are whole and their sum below 256, so the floats are exact.
INL vi packed(const float *codes, int at, int stride, int count, int bits) {
	vf byte[4];
	for (int i = 0; i < 4; i++) {
		byte[i] = vf_load(codes + 16 * (at + i));
		for (int c = 1; c < count; c++)
			byte[i] = vf_fma(vf_load(codes + 16 * (at + i + stride * c)), vf_set1((float)(1 << bits * c)), byte[i]);
	}
	const vf two = vf_fma(byte[3], vf_set1(256), byte[2]); // of a signed word: less 2¹⁶ if at least 2¹⁵
	const vf above = vf_cvt(vi_round(vf_fma(two, vf_set1(0x1p-16f), vf_set1(0x1p-18f))));
	vi high = vi_times128(vi_times128(vi_round(vf_fma(above, vf_set1(-65536), two))));
	high = vi_add(high, high);
	return vi_add(vi_add(high, high), vi_round(vf_fma(byte[1], vf_set1(256), byte[0])));
}

INL void store_words(void *p, vi a) { memcpy(p, &a, 64); }

// screen_round writes the first copy's codes to panel, the second one's to row n at second + n·ld, and to left[3][16] the sums of
// squares of what the copies leave of z − mean and of z. Any codes are right: what they leave is of these.
static void screen_round(int bits, const float *z, const float *mean, const float *step, const float *inverse, uint8_t *panel,
                         uint8_t *second, int64_t ld, float *left) {
	_Alignas(64) float q[GROUP * 16], high[GROUP * 16], sub[GROUP * 16];
	_Alignas(64) int32_t words[4][16];
	const vf most = vf_set1((float)((1 << bits) - 1)), middle = vf_set1((float)((1 << bits) - 1) / 2), zero = vf_zero();
	vf sum[3] = {zero, zero, zero};
	for (int i = 0; i < GROUP; i++) {
		const vf v = vf_load(z + 16 * i), c = vf_sub(v, vf_set1(mean[i])), u = vf_fma(c, vf_set1(inverse[i]), middle);
		vf code = vf_cvt(vi_round(vf_min(vf_max(u, zero), most)));
		const vf finer = vf_cvt(vi_round(vf_min(vf_max(vf_fma(vf_sub(u, code), vf_set1(4), vf_set1(1.5f)), zero), vf_set1(3))));
		const vf t = vf_fma(vf_sub(code, middle), vf_set1(-step[i]), c);
		const vf r = vf_fma(vf_sub(finer, vf_set1(1.5f)), vf_set1(-step[i] / 4), t);
		sum[0] = vf_fma(t, t, sum[0]);
		sum[1] = vf_fma(r, r, sum[1]);
		sum[2] = vf_fma(v, v, sum[2]);
		vf_store(sub + 16 * i, finer);
		if (bits == 6) { // two bits, and four below
			const vf h = vf_cvt(vi_round(vf_fma(code, vf_set1(1.0f / 16), vf_set1(-15.0f / 32))));
			vf_store(high + 16 * i, h);
			code = vf_fma(h, vf_set1(-16), code);
		}
		vf_store(q + 16 * i, code);
	}
	for (int c = 0; c < 3; c++)
		vf_store(left + 16 * c, sum[c]);
	for (int j = 0; j < 8 && bits > 2; j++)
		store_words(panel + 64 * j, packed(q, 4 * j, 32, 2, 4));
	for (int j = 0; j < 4 && bits != 4; j++)
		store_words(panel + (bits == 6 ? 512 : 0) + 64 * j, packed(bits == 6 ? high : q, 16 * j, 4, 4, 2));
	for (int c = 0; c < 4; c++)
		store_words(words[c], packed(sub, 4 * c, 16, 4, 2));
	for (int n = 0; n < 16; n++)
		for (int c = 0; c < 4; c++)
			memcpy(second + n * ld + 4 * c, &words[c][n], 4);
}
