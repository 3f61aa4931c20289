package processors

import "encoding/binary"

// windowsCores counts the cores in the answer of GetLogicalProcessorInformationEx that have a processor of mask, in
// group 0, or all if mask is 0. Each core is an entry: relationship u32, size u32, flags u8, class u8, 20 bytes,
// group count u16, and as many masks with their groups; masks are 8 bytes wide on 64-bit systems.
// ref: https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-system_logical_processor_information_ex
func windowsCores(b []byte, mask uint64) int {
	n := 0
	for len(b) >= 8 {
		size := binary.LittleEndian.Uint32(b[4:])
		if size < 8 || uint64(size) > uint64(len(b)) {
			return 0
		}
		entry := b[:size]
		b = b[size:]
		const masks = 8 + 2 + 20 + 2
		if binary.LittleEndian.Uint32(entry) != 0 || len(entry) < masks+16 {
			continue
		}
		word, group := binary.LittleEndian.Uint64(entry[masks:]), binary.LittleEndian.Uint16(entry[masks+8:])
		if mask == 0 || group == 0 && word&mask != 0 {
			n++
		}
	}
	return n
}
