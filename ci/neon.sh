#!/usr/bin/env bash
# Builds the C kernels for arm64 and runs their tests under emulation: all tiers on a processor that has everything, and
# the choice of a tier on older ones.
# usage: ci/neon.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
for tool in qemu-aarch64 aarch64-linux-gnu-gcc; do
  command -v "$tool" >/dev/null || { echo "neon: skipped: no $tool on this machine"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
GOOS=linux GOARCH=arm64 CGO_ENABLED=1 CC=aarch64-linux-gnu-gcc go test -c -o "$work/csimd.test" ./backend/cpu/csimd

run() { # PROCESSOR TESTS TIERS
  echo "neon: $1 has $3"
  GEMMA_MODEL=none GEMMA_REQUIRE='' GEMMA_SAMPLE=1 GEMMA_TIERS=$3 \
    qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu "$1" "$work/csimd.test" -test.short -test.timeout 20m -test.run "$2"
}
cd backend/cpu/csimd
run cortex-a72 'Tiers|GoMemory' neon,base
run neoverse-n1 'Tiers|GoMemory' dotprod,neon,base
run max 'Tiers|Products|Parity|GoMemory|Repacking' i8mm,dotprod,neon,base
