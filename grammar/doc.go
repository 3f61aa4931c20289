// Package grammar says which tokens may come next in a text that has to follow a rule: a JSON Schema, a
// regular expression, a list of choices, or a GBNF grammar.
//
//	g, err := grammar.Schema(source, grammar.SchemaOptions{})
//	c := grammar.NewConstraint(g, vocab)
//	m := c.NewMatcher()
//	for !m.Done() {
//		mask := m.Mask() // tokens that keep the text on its way to a full one
//		…
//		err = m.Accept(id)
//	}
//
// # From a rule to an automaton
//
// All four sources become expressions over characters, grouped into rules that may refer to each other.
// A rule that is not recursive is put in the place of its references as long as the result stays small.
// Each remaining rule becomes a minimal deterministic automaton whose edges are bytes or calls of rules,
// without states from which the rule cannot be completed. Text is UTF-8 and checked as bytes. A position in
// a text is a set of stacks of such states. Stacks and sets are numbered, and transitions between sets are
// remembered, so that a position that was seen before costs one look-up.
//
// Left recursion has no such automaton and is an error.
//
// # From an automaton to a mask
//
// The tokens' texts form a prefix tree. For a state of an automaton, a walk over the tree that stops where
// the automaton has no edge finds the tokens that fit. NewConstraint makes it for all states, up to a bound on
// the work, and a step then puts together what is known:
//
//   - What happens within a rule does not depend on its callers. A state's walk is made once, and notes
//     what is left of tokens where the rule may have ended, as far as its first byte may follow the rule
//     anywhere. These tails form a small tree, the only one that is walked again for a caller, and for the states in
//     which callers go on that is done ahead, too.
//     Strings of a schema are rules, one for each kind of string.
//   - A state that goes on in the same way after any character of a large set, as in the middle of a
//     string, takes all tokens made of such characters from a bit set that is computed once for the
//     vocabulary and the set of characters, and walks a tree of what the other tokens hold after such
//     characters. The same holds for a chain of states that counts such characters.
//   - Where a text can be read in many ways, most stacks say nothing that one of them has not said: bit sets and tails
//     that are within the largest bit set are passed over.
//   - A mask is a shared bit set and a list of further ids, so equal parts are neither copied nor kept twice.
//   - In a grammar without calls a position is a state, and its mask a look-up.
//
// A token without text never passes, nor does a control token. Whether the text may end is said by
// Matcher.CanStop; what token ends it is up to the caller.
//
// # Limits
//
// Sources, repetitions, states, stacks and work are bounded; what goes beyond is a *LimitError. Neither time
// nor memory depend on anything but the source within these bounds.
//
// ref: Dong et al., XGrammar, 2024 (arXiv:2411.15100), for tokens that depend on the stack and tokens that
// do not; https://github.com/guidance-ai/llguidance, docs/optimizations.md, for sets of tokens by
// character class.
package grammar
