#!/usr/bin/env bash
# Builds and tests on a Mac, measures, and writes a report to send back.
# usage: ci/macos.sh [REPORT]      default REPORT: macos-report.txt
#
# It needs Go and nothing else; a C compiler and the real weights are used if they are there. No Mac was
# at hand when the Metal backend was written: a report of a failure is as welcome as one of success.
set -uo pipefail
cd "$(dirname "$0")/.."
[ "$(uname -s)" = Darwin ] || { echo "macos: this is no Mac" >&2; exit 1; }
report=$(cd "$(dirname "${1:-macos-report.txt}")" && pwd)/$(basename "${1:-macos-report.txt}")
export GOFLAGS="${GOFLAGS:-} -buildvcs=false" CGO_ENABLED=0 GEMMA_REQUIRE=ref,cpu,metal
failed=0
stage() { # NAME COMMAND...
  local name=$1 status=ok start=$SECONDS
  shift
  printf '\n== %s: %s\n' "$name" "$*"
  "$@" </dev/null 2>&1 || { status="FAILED ($?)"; failed=1; }
  printf '== %s: %s, %d s\n' "$name" "$status" $((SECONDS - start))
}
all() {
  sw_vers
  sysctl -n machdep.cpu.brand_string hw.memsize
  go version
  git rev-parse HEAD 2>/dev/null
  model=$(ci/fetch-weights.sh) && export GEMMA_MODEL=$model || { echo "macos: no weights: the real model stays out"; export GEMMA_MODEL=none; }
  bench=$(mktemp -d)
  trap 'rm -rf "$bench"' RETURN
  stage build go build -o "$bench/gemma-bench" ./cmd/gemma-bench
  stage devices "$bench/gemma-bench" devices
  stage bindings go test -count 1 -v ./backend/metal/...
  stage parity go test -count 1 -timeout 30m ./backend/... ./engine/... ./shaders/...
  stage matrices env GEMMA_METAL_MATRIX=1 go test -count 1 -run TestParity -timeout 30m ./backend/metal
  stage bench "$bench/gemma-bench" -backend metal
  if [ "$GEMMA_MODEL" != none ]; then
    stage model "$bench/gemma-bench" -m "$GEMMA_MODEL" -backend metal
    stage matrices env GEMMA_METAL_MATRIX=1 "$bench/gemma-bench" -m "$GEMMA_MODEL" -backend metal
    stage layers "$bench/gemma-bench" parity -m "$GEMMA_MODEL" -backend metal
    stage text "$bench/gemma-bench" generate -m "$GEMMA_MODEL" -backend metal -n 16 -p "The capital of France is"
  fi
  return "$failed"
}
all 2>&1 | tee "$report"
status=${PIPESTATUS[0]}
echo "macos: the report is in $report"
exit "$status"
