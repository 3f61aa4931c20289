package cpu

import "encoding/binary"

// Unpackers of the 256-value types with linear levels; tensor/kquant.go describes the blocks.

// unpackQ2_K: groups of 16 with minima.
func unpackQ2_K(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for s := range K / 256 {
		b, out := row[84*s:84*s+84], q[256*s:256*s+256]
		d, dmin := half(b[80:]), half(b[82:])
		for g, sm := range b[:16] {
			at := (16*s+g)*tileRows + r
			t.d[at], t.m[at] = d*float32(sm&15), dmin*float32(sm>>4)
		}
		for i := 0; i < 64; i += 8 {
			v, o := word(b[16+i:]), out[i/32*128+i%32:]
			for part := range 4 {
				put(o[32*part:], v>>(2*part)&(3*ones))
			}
		}
	}
}

// unpackQ3_K: groups of 16, scales less 32, levels less 4.
func unpackQ3_K(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for s := range K / 256 {
		b, out := row[110*s:110*s+110], q[256*s:256*s+256]
		d, scales := half(b[108:]), b[96:108]
		for g := range 16 {
			scale := int(scales[g%8]>>(g/8*4)&15|scales[8+g%4]>>(g/4*2)&3<<4) - 32
			t.d[(16*s+g)*tileRows+r] = d * float32(scale)
		}
		for i := 0; i < 64; i += 8 {
			v, high := word(b[32+i:]), word(b[i%32:])
			for part := range 4 {
				bit := high >> (i/32*4 + part) & ones << 2
				put(out[i/32*128+32*part+i%32:], signed(v>>(2*part)&(3*ones)|bit, 4))
			}
		}
	}
}

// scalesMins returns the eight 6-bit scales and minima of a Q4_K or Q5_K block, a byte each.
func scalesMins(p []byte) (scales, mins uint64) {
	const low4, low6, top2 = 0x0f0f0f0f, 0x3f3f3f3f, 0x30303030
	a, b, c := binary.LittleEndian.Uint32(p), binary.LittleEndian.Uint32(p[4:]), binary.LittleEndian.Uint32(p[8:])
	scales = uint64(a&low6) | uint64(c&low4|a>>2&top2)<<32
	mins = uint64(b&low6) | uint64(c>>4&low4|b>>2&top2)<<32
	return scales, mins
}

// putScales writes the scales and minima of super-block s of row r, groups of 32.
func putScales(t *tile, r, s int, b []byte) {
	d, dmin := half(b), half(b[2:])
	scales, mins := scalesMins(b[4:16])
	for g := range 8 {
		at := (8*s+g)*tileRows + r
		t.d[at] = d * float32(scales>>(8*g)&255)
		t.m[at] = dmin * float32(mins>>(8*g)&255)
	}
}

func unpackQ4_K(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for s := range K / 256 {
		b, out := row[144*s:144*s+144], q[256*s:256*s+256]
		putScales(t, r, s, b)
		for i := 0; i < 128; i += 8 {
			v, o := word(b[16+i:]), out[i/32*64+i%32:]
			put(o, v&(15*ones))
			put(o[32:], v>>4&(15*ones))
		}
	}
}

func unpackQ5_K(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for s := range K / 256 {
		b, out := row[176*s:176*s+176], q[256*s:256*s+256]
		putScales(t, r, s, b)
		for i := 0; i < 128; i += 8 {
			v, o := word(b[48+i:]), out[i/32*64+i%32:]
			high := word(b[16+i%32:]) >> (i / 32 * 2)
			put(o, v&(15*ones)|high&ones<<4)
			put(o[32:], v>>4&(15*ones)|high>>1&ones<<4)
		}
	}
}

// unpackQ6_K: groups of 16, levels less 32.
func unpackQ6_K(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for s := range K / 256 {
		b, out := row[210*s:210*s+210], q[256*s:256*s+256]
		d := half(b[208:])
		for g, scale := range b[192:208] {
			t.d[(16*s+g)*tileRows+r] = d * float32(int8(scale))
		}
		for i := 0; i < 64; i += 8 {
			l := i % 32
			lo, hi, top := word(b[i/32*64+l:]), word(b[i/32*64+32+l:]), word(b[128+i/32*32+l:])
			o := out[i/32*128+l:]
			put(o, signed(lo&(15*ones)|top&(3*ones)<<4, 32))
			put(o[32:], signed(hi&(15*ones)|top>>2&(3*ones)<<4, 32))
			put(o[64:], signed(lo>>4&(15*ones)|top>>4&(3*ones)<<4, 32))
			put(o[96:], signed(hi>>4&(15*ones)|top>>6&(3*ones)<<4, 32))
		}
	}
}
