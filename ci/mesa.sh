#!/usr/bin/env bash
# Prints the path of the manifest of a newer lavapipe than Debian 12 has, for VK_ICD_FILENAMES.
# usage: ci/mesa.sh
#
# The driver comes from Debian's backports, is checked by its hash, and is unpacked into a folder of its own: the
# system's Mesa stays, and what the driver needs from it (LLVM 15, libdrm, X and Wayland clients) must be there.
set -euo pipefail

version=25.0.7-2~bpo12+1
hash=3899f1800424c60a05df5d6913076a526ca8fdbabec43672cd397563d1ca3263
url=http://deb.debian.org/debian/pool/main/m/mesa/mesa-vulkan-drivers_${version}_amd64.deb
dir=${XDG_CACHE_HOME:-$HOME/.cache}/gemma-bench/mesa-$version

fail() { echo "mesa: $*" >&2; exit 1; }
[ "$(uname -sm)" = "Linux x86_64" ] || fail "only for Linux on x86-64"
command -v dpkg-deb >/dev/null || fail "no dpkg-deb on this machine"
if [ ! -f "$dir/lvp.json" ]; then
  tmp=$(mktemp -d)
  trap 'rm -rf "$tmp"' EXIT
  curl -fsSL -m 300 -o "$tmp/mesa.deb" "$url" || fail "could not get $url"
  echo "$hash  $tmp/mesa.deb" | sha256sum -c --quiet || fail "$url is not the file that was expected"
  mkdir -p "$dir"
  dpkg-deb -x "$tmp/mesa.deb" "$tmp/root"
  cp "$tmp/root/usr/lib/x86_64-linux-gnu/libvulkan_lvp.so" "$dir/"
  printf '{"file_format_version": "1.0.0", "ICD": {"library_path": "%s/libvulkan_lvp.so", "api_version": "1.4.305"}}\n' "$dir" >"$tmp/lvp.json"
  mv "$tmp/lvp.json" "$dir/"
fi
lacking=$(ldd "$dir/libvulkan_lvp.so" | sed -n 's/ => not found//p' | xargs)
[ -z "$lacking" ] || fail "the driver needs $lacking"
echo "$dir/lvp.json"
