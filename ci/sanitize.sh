#!/usr/bin/env bash
# Runs the tests of the C engine, every tier that this processor has, under the address and the undefined behaviour
# sanitizer: memory read or written beyond what was allocated, overflow of signed integers, shifts too far, indices
# outside arrays, misaligned access, floats that no integer holds. Any report fails.
# usage: ci/sanitize.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export GOFLAGS="${GOFLAGS:-} -buildvcs=false" CGO_ENABLED=1
compiler=${SANITIZE_CC:-gcc}
command -v "$compiler" >/dev/null || { echo "sanitize: skipped: no $compiler on this machine"; exit 0; }
work=${TMPDIR:-/tmp}/gemma-sanitize-$(id -u) # the same each time: the build cache goes by the compiler's name
mkdir -p "$work"

checks=address,shift,signed-integer-overflow,integer-divide-by-zero,bounds,float-cast-overflow,alignment,null,vla-bound,unreachable
# A compiler that checks the engine's own files, and links with what the checks need. Not all through CGO_CFLAGS: -O1 must
# follow the package's -O3, with which the checks take minutes to compile, and cgo reads its types from unchecked code.
cat >"$work/cc" <<CC
#!/bin/sh
flags="-fsanitize=$checks -fno-sanitize-recover=all"
for last; do :; done
case " \$* " in
*" -c "*) case "\$PWD \$last" in
  */backend/cpu/csimd\ *cgo*) flags= ;;
  */backend/cpu/csimd\ *.c) flags="-O1 -g1 -fno-omit-frame-pointer \$flags" ;;
  *) flags= ;;
  esac ;;
*" -E "*|*" -S "*) flags= ;;
esac
exec $compiler "\$@" \$flags
CC
chmod +x "$work/cc"
echo 'int main(void) { return 0; }' >"$work/empty.c"
"$work/cc" -o "$work/empty" "$work/empty.c" 2>/dev/null && "$work/empty" || { echo "sanitize: skipped: $compiler has no sanitizers that run on this machine"; exit 0; }

# Go ends threads and frees nothing at exit as the leak check wants, and handles the signals that it needs itself.
export ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:use_sigaltstack=0:detect_stack_use_after_return=0
# Cancelling is timed with products that the checks make very slow; it touches no memory that other tests do not.
# Pages are given back by the usual allocator alone.
export UBSAN_OPTIONS=print_stacktrace=1
# The address sanitizer cannot start where addresses are more random than it expects, so they are not, if that is allowed.
fixed=()
setarch -R true 2>/dev/null && fixed=(setarch -R)
CC=$work/cc \
  GEMMA_MODEL=none GEMMA_REQUIRE='' ${fixed[@]+"${fixed[@]}"} go test -short -count=1 -timeout 15m -skip 'TestCancel|TestScreenGivesTheHeadBack' ./backend/cpu/csimd "$@"
