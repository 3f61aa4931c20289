#!/usr/bin/env bash
# Runs every test. Gets what the tests need first, and says what it could not get.
# usage: ci/test.sh [go test flags]
#
# Tests of something that this machine lacks are skipped. GEMMA_REQUIRE lists what must not be skipped:
# by default all that could be got, and with CI=true everything.
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"

step() { printf '\n== %s\n' "$*" >&2; }
command -v go >/dev/null || { echo "test: go is missing; version $(sed -n 's/^go //p' go.mod) or later is needed" >&2; exit 1; }

step "packages, weights"
missing=()
note=$(ci/deps.sh 2>&1 >/dev/null) || true
[ -z "$note" ] || echo "$note" >&2
while read -r what; do missing+=("$what"); done < <(sed -n 's/^deps: could not get //p' <<<"$note")

require=ref,cpu
if GEMMA_MODEL=$(ci/fetch-weights.sh); then
  export GEMMA_MODEL
  model=model
else
  unset GEMMA_MODEL
  missing+=("the real weights")
  model=
fi
have_vulkan=$(ls backend/vulkan/*.go 2>/dev/null || true)
if [ "${CI:-}" = true ]; then
  require+=,model${have_vulkan:+,vulkan}
else
  require+=${model:+,model}
  if [ -n "$have_vulkan" ]; then
    if compgen -G '/usr/share/vulkan/icd.d/*.json' >/dev/null || compgen -G '/etc/vulkan/icd.d/*.json' >/dev/null; then require+=,vulkan; else missing+=("a Vulkan driver"); fi
  fi
fi
# Soft Metal runs Metal's kernels on the CPU, wherever there is clang.
if [ "${CI:-}" = true ] || command -v clang++ >/dev/null; then require+=,softmetal; else missing+=("clang++ for soft Metal"); fi
report() {
  for what in ${missing[@]+"${missing[@]}"}; do echo "test: could not get $what: its tests are skipped or fail"; done
}

# A build without cgo has other code paths in the CPU backend; the model's golden results are checked
# once, in the run below.
step "without cgo"
status=0
CGO_ENABLED=0 GEMMA_REQUIRE=ref,cpu GEMMA_MODEL=none go test -timeout 20m "$@" \
  ./backend ./backend/cpu/... ./backend/vulkan/vk ./engine ./cmd/... || status=$?

step "everything; GEMMA_REQUIRE=${GEMMA_REQUIRE:=$require}"
export GEMMA_REQUIRE
report
# The reference backend takes minutes for the real model, so the limit of ten would be near.
go test -timeout 30m "$@" ./... || status=$?

# The OpenGL backend needs headers that other builds do not, so it has a build of its own.
step "OpenGL"
if [ "${CI:-}" = true ] || pkg-config --exists egl 2>/dev/null; then
  GEMMA_REQUIRE=$GEMMA_REQUIRE,opengl go test -tags egl -timeout 30m "$@" ./backend/opengl/... || status=$?
else
  missing+=("the headers of EGL")
fi
report
[ "$status" = 0 ] || echo "test: FAILED; see above"
exit "$status"
