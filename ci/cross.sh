#!/usr/bin/env bash
# Builds and vets every package for every supported system without cgo.
# usage: ci/cross.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false" CGO_ENABLED=0
for os in linux darwin windows; do
  for arch in amd64 arm64; do
    echo "$os/$arch"
    GOOS=$os GOARCH=$arch go build ./...
    GOOS=$os GOARCH=$arch go vet ./...
  done
done
