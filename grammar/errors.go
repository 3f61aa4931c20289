package grammar

import (
	"errors"
	"fmt"
)

// ErrEmpty is returned for a rule that no text follows.
var ErrEmpty = errors.New("grammar: no text can follow this rule")

// A SyntaxError reports a source that is not of its language.
type SyntaxError struct {
	Kind   string // "schema", "regex" or "gbnf"
	Offset int    // in bytes, or −1 where it is not known
	Msg    string
}

func (e *SyntaxError) Error() string {
	if e.Offset < 0 {
		return fmt.Sprintf("grammar: %s: %s", e.Kind, e.Msg)
	}
	return fmt.Sprintf("grammar: %s: offset %d: %s", e.Kind, e.Offset, e.Msg)
}

// An UnsupportedError reports a valid source that asks for something that this package cannot enforce.
type UnsupportedError struct {
	Path    string // JSON pointer into a schema, or the name of a rule
	Keyword string
	Reason  string
}

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("grammar: %s: %s: %s", e.Path, e.Keyword, e.Reason)
}

// A LimitError reports a rule that needs more than this package is willing to spend.
type LimitError struct {
	What  string
	Limit int
}

func (e *LimitError) Error() string { return fmt.Sprintf("grammar: more than %d %s", e.Limit, e.What) }

// A TokenError reports a token that the rule does not allow at this point.
type TokenError struct{ ID int32 }

func (e *TokenError) Error() string {
	return fmt.Sprintf("grammar: token %d is not allowed here", e.ID)
}

const (
	maxSource  = 1 << 20 // bytes of a source
	maxNesting = 100     // brackets within brackets in a source
	maxRules   = 1 << 13 // rules of a grammar
	maxNFA     = 1 << 19 // states before determinisation, all rules together
	maxStates  = 1 << 16 // states after it
	maxTable   = 1 << 23 // transitions in the final table
	maxWork    = 1 << 27 // edges looked at while compiling: about a second
	maxSet     = 256     // stacks that a position may have at once
	maxStack   = 1 << 10 // calls within calls in a text
	maxConfigs = 1 << 13 // positions that are remembered at once
	maxMasks   = 1 << 26 // bytes of masks that a constraint keeps
	maxSlices  = 12      // character sets that a vocabulary keeps bit sets for
)
