// Package archtest holds the rules of the tree that no compiler checks: which package may import
// which, which dependencies there are, and how files look. Its tests apply them to every file of the
// module, and show for each rule that a file that breaks it is reported.
package archtest
