package pages

import "os"

// Resident returns how many bytes of the pages that b touches are in this process's memory.
func Resident(b []byte) (int, error) {
	f, err := os.Open("/proc/self/pagemap")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	s, page, n := spanOf(b), uintptr(os.Getpagesize()), 0
	var entries [512 * 8]byte // of 512 pages; the highest bit of each: present
	for p := s.from / page; p*page < s.to; p += 512 {
		part := entries[:min(len(entries), 8*int((s.to+page-1)/page-p))]
		if _, err := f.ReadAt(part, int64(p)*8); err != nil {
			return 0, err
		}
		for at := 7; at < len(part); at += 8 {
			n += int(part[at]>>7) * int(page)
		}
	}
	return n, nil
}
