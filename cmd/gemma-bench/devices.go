package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/gemma-bench/gemma/backend"
)

// listing is one backend of devices -json.
type listing struct {
	Backend string               `json:"backend"`
	Devices []backend.DeviceInfo `json:"devices"`
	Error   string               `json:"error,omitempty"` // why there is no device
}

func runDevices(_ context.Context, env *environ, args []string) error {
	fs := newFlags(env, "devices", "devices [-json]")
	asJSON := fs.Bool("json", false, "print JSON")
	if err := fs.parse(args); err != nil {
		return err
	}
	var all []listing
	for _, l := range backend.List() {
		out := listing{Backend: l.Backend, Devices: l.Devices}
		if out.Devices == nil {
			out.Devices = []backend.DeviceInfo{}
		}
		if l.Err != nil {
			out.Error = oneLine(l.Err)
		}
		all = append(all, out)
	}
	if *asJSON {
		e := json.NewEncoder(env.stdout)
		e.SetIndent("", "  ")
		return e.Encode(all)
	}
	fmt.Fprintf(env.stdout, "%s/%s, %s\n", runtime.GOOS, runtime.GOARCH, runtime.Version())
	for _, l := range all {
		for _, d := range l.Devices {
			fmt.Fprintf(env.stdout, "%-14s %s\n", spec(d), describe(d))
		}
		if l.Error != "" {
			fmt.Fprintf(env.stdout, "%-14s %s\n", l.Backend, l.Error)
		}
	}
	return nil
}

// spec returns what -backend takes for a device.
func spec(d backend.DeviceInfo) string {
	if d.Index == 0 {
		return d.Backend
	}
	return fmt.Sprintf("%s:%d", d.Backend, d.Index)
}

// describe formats a device for people.
func describe(d backend.DeviceInfo) string {
	s := fmt.Sprintf("%s (%s", d.Name, d.Kind)
	if d.Driver != "" {
		s += ", " + d.Driver
	}
	if d.Threads > 0 {
		s += fmt.Sprintf(", %d threads", d.Threads)
	}
	for _, f := range d.Features {
		s += ", " + f
	}
	if d.UUID != "" {
		s += ", uuid " + d.UUID
	}
	return s + ")"
}
