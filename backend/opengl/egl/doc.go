// Package egl makes OpenGL contexts without a window, through libEGL and without cgo.
//
// Devices come from EGL_EXT_device_enumeration; where a driver has not that, Mesa's surfaceless platform
// is the only one.
package egl
