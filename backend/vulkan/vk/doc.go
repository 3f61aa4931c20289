// Package vk binds the part of Vulkan 1.1 that compute needs, without cgo: the loader is opened at run
// time and every command is called through a pointer that the driver gave for the device.
//
// It holds no policy. Commands keep their names; create-infos are built by small functions that take Go
// values. Structures never live in Go memory: a call builds them in an Arena outside the heap, so the
// collector and moving stacks cannot touch what a driver reads. The file arena.go is the only one that
// converts a pointer to a number, which a test enforces.
//
// A Device serialises its commands with one lock, as Vulkan asks of callers; Submission.Wait does not
// hold it.
package vk
