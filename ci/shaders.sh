#!/usr/bin/env bash
# Compiles every shader again and compares the results with the artefacts in the tree.
# usage: ci/shaders.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
for tool in glslc spirv-val spirv-cross; do
  command -v "$tool" >/dev/null || { echo "shaders: skipped: no $tool on this machine"; exit 0; }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/gen"
go run ./shaders/cmd/shadergen -dir "$tmp"
tool() { grep -m2 -E '^\s"(tool|metal)"' "$1/gen/manifest.json"; }
if [ "$(tool shaders)" != "$(tool "$tmp")" ]; then
  echo "shaders: skipped: the artefacts were made by another compiler:$(tool shaders)"
  exit 0
fi
diff -r shaders/gen "$tmp/gen" >&2 || { echo "shaders: the artefacts are stale; run make shaders" >&2; exit 1; }
echo "shaders: $(find shaders/gen -name 'z_*' | wc -l) artefacts are up to date"
