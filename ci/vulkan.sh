#!/usr/bin/env bash
# Runs what the ordinary tests of the Vulkan backend leave out: all parity cases, and a sample of them on stand-ins,
# under the validation layer, any message of which is a failure; the real model's case of 1,536 tokens; and the
# tests on a newer lavapipe.
# usage: ci/vulkan.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
tests=(./backend/vulkan ./backend/vulkan/vk)
if ! compgen -G '/usr/share/vulkan/icd.d/*.json' >/dev/null && ! compgen -G '/etc/vulkan/icd.d/*.json' >/dev/null; then
  [ "${CI:-}" != true ] || { echo "vulkan: no driver" >&2; exit 1; }
  echo "vulkan: skipped: no driver on this machine"
  exit 0
fi
export GEMMA_REQUIRE=vulkan
status=0

echo "== validation layer"
if [ "${CI:-}" = true ] || [ -e /usr/share/vulkan/explicit_layer.d/VkLayer_khronos_validation.json ]; then
  GEMMA_MODEL=none GEMMA_VULKAN_VALIDATION=1 go test -count=1 -timeout 20m \
    -run 'TestParity$|TestParityOfVariants/(small|hidden)|TestChain|TestJoined|TestRebinding|TestProfile|TestScreen|Validation|Storm' "${tests[@]}" || status=$?
else
  echo "vulkan: skipped: no validation layer on this machine"
fi

echo "== 1,536 tokens"
if GEMMA_MODEL=$(ci/fetch-weights.sh); then
  export GEMMA_MODEL
  GEMMA_SLOW=1 go test -count=1 -timeout 20m -run TestGoldenLong ./backend/vulkan || status=$?
else
  echo "vulkan: skipped: no weights"
  GEMMA_MODEL=none
fi

echo "== newer lavapipe"
if icd=$(ci/mesa.sh); then
  VK_ICD_FILENAMES=$icd GEMMA_MODEL=$GEMMA_MODEL GEMMA_VULKAN_SAMPLE=1 go test -count=1 -timeout 20m \
    -run 'TestParity$|TestGolden$|TestJoined|TestRebinding|TestUnknownDevice|TestChain' "${tests[@]}" || status=$?
else
  echo "vulkan: skipped: no newer lavapipe"
fi
exit $status
