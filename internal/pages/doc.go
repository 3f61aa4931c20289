// Package pages gives back memory that a mapped file takes while nobody reads it, and counts what is resident.
package pages
