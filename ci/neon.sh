#!/usr/bin/env bash
# Builds the C kernels for arm64 and runs their tests under emulation.
# usage: ci/neon.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
for tool in qemu-aarch64 aarch64-linux-gnu-gcc; do
  command -v "$tool" >/dev/null || { echo "neon: skipped: no $tool on this machine"; exit 0; }
done
GOOS=linux GOARCH=arm64 CGO_ENABLED=1 CC=aarch64-linux-gnu-gcc GEMMA_MODEL=none GEMMA_REQUIRE='' \
  go test -short -timeout 20m -exec 'qemu-aarch64 -L /usr/aarch64-linux-gnu' -run 'Products|Tier' ./backend/cpu/csimd
