#!/usr/bin/env bash
# Installs the Debian packages that the tests use and this machine lacks, and says which it could not get.
# usage: ci/deps.sh
#
# Exit status 0 even if something is missing: ci/test.sh decides what it cannot do without.
set -uo pipefail

say() { echo "deps: $*" >&2; }

# package:file-or-command that it provides:what for
wanted=(
  "gcc:gcc:the C kernels"
  "libc6-dev:/usr/include/stdlib.h:the C kernels"
  "python3-pip:/usr/bin/pip3:the real weights"
  "libvulkan1:/usr/lib/$(uname -m)-linux-gnu/libvulkan.so.1:Vulkan"
  "mesa-vulkan-drivers:/usr/share/vulkan/icd.d/lvp_icd.$(uname -m).json:Vulkan without a GPU (lavapipe)"
  "vulkan-validationlayers:/usr/share/vulkan/explicit_layer.d/VkLayer_khronos_validation.json:Vulkan's validation layer"
  "pkg-config:pkg-config:building the OpenGL backend"
  "libegl-dev:/usr/include/EGL/egl.h:building the OpenGL backend"
  "libgl-dev:/usr/include/GL/gl.h:building the OpenGL backend"
  "libegl1:/usr/lib/$(uname -m)-linux-gnu/libEGL.so.1:OpenGL"
  "libegl-mesa0:/usr/share/glvnd/egl_vendor.d/50_mesa.json:OpenGL without a GPU (llvmpipe)"
  "libgl1-mesa-dri:/usr/lib/$(uname -m)-linux-gnu/dri/swrast_dri.so:OpenGL without a GPU (llvmpipe)"
  "glslc:glslc:regenerating shaders"
  "spirv-cross:spirv-cross:translating shaders to Metal's language"
  "spirv-tools:spirv-val:checking shaders"
  "qemu-user:qemu-aarch64:running the NEON kernels"
  "gcc-aarch64-linux-gnu:aarch64-linux-gnu-gcc:building the NEON kernels"
  "libc6-dev-arm64-cross:/usr/aarch64-linux-gnu/include/stdlib.h:building the NEON kernels"
  "clang:clang:sanitizers"
)

there() { # FILE-OR-COMMAND
  case $1 in
    /usr/bin/pip3) python3 -m pip --version >/dev/null 2>&1 ;;
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}
lacking() { # prints the packages that are not there
  local w
  for w in "${wanted[@]}"; do
    IFS=: read -r package provides _ <<<"$w"
    there "$provides" || echo "$package"
  done
}

missing=$(lacking)
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
  say "no apt-get on this machine"
elif [ "$(id -u)" != 0 ]; then
  say "not root, so nothing is installed"
else
  export DEBIAN_FRONTEND=noninteractive
  say "installing" $missing
  apt-get update -qq </dev/null >&2 || say "apt-get update failed"
  # One by one if not all at once: a package that does not exist must not keep the others out.
  apt-get install -qq -y --no-install-recommends $missing </dev/null >/dev/null 2>&1 ||
    for package in $missing; do
      apt-get install -qq -y --no-install-recommends "$package" </dev/null >/dev/null 2>&1 || true
    done
fi
for w in "${wanted[@]}"; do
  IFS=: read -r package provides purpose <<<"$w"
  there "$provides" || say "could not get $package ($purpose)"
done
exit 0
