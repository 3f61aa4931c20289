#!/usr/bin/env bash
# Runs every fuzz target of the module for a while.
# usage: ci/fuzz.sh [TIME]      TIME for each target, such as 30s (the default)
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
time=${1:-30s}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# go test -list prints a package's targets before the line "ok PACKAGE TIME".
targets=$(go test -list '^Fuzz' ./... | awk '/^Fuzz/ { names[++n] = $1 } $1 == "ok" { for (i = 1; i <= n; i++) print $2, names[i]; n = 0 }')
[ -n "$targets" ] || { echo "fuzz: no targets found" >&2; exit 1; }

# An input that reaches something new is made smaller by ten tries, and not for the minute that it takes by default.
fuzz() { go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -fuzzminimizetime 10x -timeout 20m "$1" >"$log" 2>&1 </dev/null; }
# The end of the time itself may be reported as a failure: https://go.dev/issue/75804, mended in Go 1.27.
deadline() { grep -q '^ *context deadline exceeded$' "$log" && ! grep -qE 'Failing input|panic|fatal error' "$log"; }

failed=0
while read -r package name; do
  if fuzz "$package" "$name" || { deadline && fuzz "$package" "$name"; }; then
    printf '%-16s %s\n' "$name" "$(grep '^fuzz: elapsed' "$log" | tail -1)"
  else
    printf 'FAIL %s %s\n' "$package" "$name"
    cat "$log"
    failed=1
  fi
done <<<"$targets"
exit "$failed"
