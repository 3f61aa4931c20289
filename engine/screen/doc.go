// Package screen plans, stores and finds the screens with which a backend takes the largest logits without
// computing all of them (backend.Screener). A screen is built once for a model and kept in a folder; a file
// that is damaged or belongs to other weights is an error that says so, and is never used.
package screen
