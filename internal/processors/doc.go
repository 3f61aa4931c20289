// Package processors finds out how many threads are worth starting: the physical cores of the machine, those of them
// that the process may run on, and how much of their time its control groups, or its job on Windows, leave it.
package processors
