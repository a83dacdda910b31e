#!/usr/bin/env bash
# Builds the image from this checkout, with podman, or docker where there is no podman.
#
#   k8s/image/build.sh [OPTION…]
#
# Options go to the tool as they stand; for example
#
#   k8s/image/build.sh -t registry.example/heirloom:1
#   k8s/image/build.sh --build-arg BASE=localhost/heirloom/flink:1.19.3-java17
#
# Base images have no registry in their names; a podman that searches none asks for --build-arg BASE=… in full.
#
# Without -t it is called localhost/heirloom/heirloom:<version>. VARIANT=gpu builds the one for NVIDIA's GPUs, with TensorFlow's
# natives for them and CUDA, which ends in -gpu. CONTAINER_TOOL chooses the tool.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
tool=${CONTAINER_TOOL:-$(command -v podman || command -v docker || true)}
variant=${VARIANT:-cpu}
arguments=()

[ -n "$tool" ] || {
  printf 'build: neither podman nor docker found. For example: apt install podman.\n' >&2
  exit 4
}
cd "$home"
version=$(sed -n '0,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml)
case $variant in
  cpu) natives=linux-x86_64 suffix= ;;
  gpu) natives=linux-x86_64-gpu suffix=-gpu ;;
  *)
    printf 'build: VARIANT is unknown. Got %s. Expected cpu or gpu.\n' "$variant" >&2
    exit 2
    ;;
esac
[[ " $* " == *" -t "* || " $* " == *" --tag"* ]] || arguments+=(-t "localhost/heirloom/heirloom:$version$suffix")

rm -rf target/image
mvn -B -ntp -q -Pquick,image package -Dnatives="$natives"
# The variant is named even where it is the default one, which older podmans overlook.
"$tool" build -f k8s/image/Dockerfile --build-arg PARTS=built --build-arg "VARIANT=$variant" --build-arg "VERSION=$version" \
  --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || true)" "${arguments[@]}" "$@" .
