package backend

import "io"

// A Screener is a Backend that can find the largest entries of a product w·x, bit for bit those of the whole
// product, without computing every entry: a screen, a coarse copy of w in another basis, bounds each of
// them from above, and only rows whose bound reaches the best are computed.
type Screener interface {
	// SetScreen makes the programs that take the largest entries of products with w use the screen, until it
	// is replaced or, with a nil table, removed. The table must stay valid and unchanged until then. A table that is not a
	// screen of w's shape is an error; that its rows are w's, the caller must know. With always, each step
	// uses the screen; otherwise steps for which it does not pay do without.
	SetScreen(w Buffer, table []byte, always bool) error

	// ScreenStats returns the totals of the screen that is set for w.
	ScreenStats(w Buffer) ScreenStats
}

// A ScreenWaiter is a Screener that would rearrange w in memory for a screen to make that a waste.
type ScreenWaiter interface {
	// ExpectScreen says that SetScreen will be called for w soon, with a table or, if that turns out to be bad, without.
	ExpectScreen(w Buffer) error
}

// A ScreenBuilder is a Backend that can build screens, for itself and others.
type ScreenBuilder interface {
	// BuildScreen writes a screen of w: bytes that SetScreen takes, on this and on other machines and backends. Rows
	// that are not finite, and shapes that the screen cannot hold, are an error, and nothing is written.
	BuildScreen(w Buffer, p ScreenPlan, out io.Writer) error
}

// A ScreenPlan says how a screen is built. Any plan gives a correct screen; a good one has its basis along
// the directions in which the products' inputs lie.
type ScreenPlan struct {
	Basis []float32 // [K,K]: nearly orthonormal rows, the directions with the most energy first
	Bits  []uint8   // of each 64 directions: 2, 4 or 6, never increasing
}

// ScreenStats are totals of the products that could have used a screen.
type ScreenStats struct {
	Steps     int64 // products answered by the screen
	Fallbacks int64 // products for which too many rows survived, so that all were computed
	Skipped   int64 // products computed whole because the screen had not paid before
	Refined   int64 // rows that survived the first bound
	Exact     int64 // rows that survived the second and were computed
	Bytes     int64 // size of the screen
	Read      int64 // bytes that Steps read, of the screen and of w
}
