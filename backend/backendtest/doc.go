// Package backendtest is the suite that every backend must pass. It computes what each operation
// should give with backend/cpu/ref, runs the same graph with the same bytes on the backend under
// test, and compares within one table of tolerances. Only tests import it.
//
// A backend's test is
//
//	func TestParity(t *testing.T) {
//		backendtest.Run(t, backendtest.Open(t, "cpu", backend.Config{}), backendtest.Options{Floor: 2500})
//	}
//
// The suite tests itself as well: RunFaults breaks the backend's results one operation at a time and
// demands that every case of that operation fails.
package backendtest
