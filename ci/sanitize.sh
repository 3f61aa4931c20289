#!/usr/bin/env bash
# Builds the C kernels with the address and undefined behaviour sanitizers and runs their parity cases.
# usage: ci/sanitize.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
echo 'int main(void) { return 0; }' >"$probe/probe.c"
${CC:-cc} -fsanitize=address,undefined "$probe/probe.c" -o "$probe/probe" 2>/dev/null && "$probe/probe" ||
  { echo "sanitize: skipped: ${CC:-cc} has no sanitizers here"; exit 0; }
# -O1 compiles the tiers in a fraction of the time. Go's own memory is invisible to the sanitizer, C's is not. Loads
# of 4 bytes at odd addresses go through memcpy, so alignment is checked as well.
export CGO_CFLAGS='-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined'
export CGO_LDFLAGS='-fsanitize=address,undefined'
export CGO_CFLAGS_ALLOW='-f.*' CGO_LDFLAGS_ALLOW='-f.*' GEMMA_MODEL=none GEMMA_REQUIRE=''
export ASAN_OPTIONS=detect_leaks=0:handle_segv=0 UBSAN_OPTIONS=print_stacktrace=1
go test -short -timeout 20m -run 'Parity|Products|AMX|Weights' ./backend/cpu/csimd
