package mtl

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// at finds the line of a compiler's message such as "program_source:12:5: error: …", or with the name that
// a #line directive gave.
var at = regexp.MustCompile(`:(\d+):\d+: error:`)

// excerpt returns the line of source that message complains about, with its number. A #line directive in
// the source starts the count again.
func excerpt(source, message string) string {
	m := at.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return ""
	}
	lines := strings.Split(source, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "#line 1 ") {
			lines = lines[i+1:]
			break
		}
	}
	if n < 1 || n > len(lines) {
		return ""
	}
	return fmt.Sprintf("%d: %s", n, lines[n-1])
}
