package host

// A Cost is what steps have cost with and without a screen of the head, in any one unit, and how many are still to do
// without one (backend.Screener).
type Cost struct {
	Whole, Screened float64
	Skip, Backoff   int
}

// MaxSkip is the most steps that do without a screen that has not paid before it is tried again.
const MaxSkip = 256

// Skipped notes a step that did without.
func (c *Cost) Skipped() { c.Skip = max(0, c.Skip-1) }

// Judge notes what a step with a screen took. One that took longer than the whole product, or fell back to it, is left alone
// for a while: twice as long each time.
func (c *Cost) Judge(fell bool, took float64) {
	c.Screened = Average(c.Screened, took)
	if !fell && c.Screened < c.Whole {
		c.Backoff = 0
		return
	}
	c.Backoff = min(max(1, 2*c.Backoff), MaxSkip)
	c.Skip, c.Screened = c.Backoff, 0
}

// Average is a running mean, zero before the first value, in which a value weighs a quarter.
func Average(mean, v float64) float64 {
	if mean == 0 {
		return v
	}
	return mean + (v-mean)/4
}
