#!/usr/bin/env bash
# Formatting and vet, with cgo where there is a C compiler.
# usage: ci/lint.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
unformatted=$(find . -name '*.go' -not -path '*/.*' -print0 | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
  printf 'lint: not formatted with gofmt:\n%s\n' "$unformatted" >&2
  exit 1
fi
go vet ./...
