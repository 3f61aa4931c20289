#!/usr/bin/env bash
# Runs the tests of all packages but the kernels under the race detector.
# usage: ci/race.sh
#
# The real model stays out of packages that would run it: the detector makes them tenfold slower.
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false" CGO_ENABLED=1
mapfile -t light < <(go list ./tensor/... ./graph/... ./model/... ./backend ./backend/internal/... ./internal/...)
go test -race -short -timeout 20m "${light[@]}"
export GEMMA_MODEL=none GEMMA_REQUIRE=
go test -race -short -timeout 20m . ./engine/... ./cmd/...
# Sessions at the same time on OpenGL, which is in a build of its own.
if [ "${CI:-}" = true ] || pkg-config --exists egl 2>/dev/null; then
  GEMMA_REQUIRE=${CI:+opengl} go test -race -tags egl -timeout 20m -run 'TestConcurrentSessions/opengl$' .
fi
