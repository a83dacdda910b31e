#!/usr/bin/env bash
# Builds a stand-in for Flink's own image, to try ours where that cannot be pulled: a Debian from debootstrap, its Java 17,
# and Flink from Maven's jars.
#
#   k8s/image/flink-base.sh [TAG]
#
# TAG is localhost/heirloom/flink:<version>-java17 if it is left out. Then for example:
#
#   k8s/image/build.sh --build-arg BASE=localhost/heirloom/flink:1.19.3-java17
#
# SYSTEM names another image to start from, one that has apt-get, in place of debootstrap's (which needs root).
# CONTAINER_TOOL is podman, or docker where there is no podman.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work=$here/../../target/flink-base
tool=${CONTAINER_TOOL:-$(command -v podman || command -v docker || true)}
system=${SYSTEM:-localhost/heirloom/debian:bookworm}
suite=bookworm

fail() {
  printf 'flink-base: %s\n' "$1" >&2
  exit 4
}

[ -n "$tool" ] || fail 'neither podman nor docker found. For example: apt install podman.'
command -v mvn >/dev/null || fail 'no Maven found. For example: apt install maven.'
mkdir -p "$work"

if [ -z "${SYSTEM:-}" ] && ! "$tool" image inspect "$system" >/dev/null 2>&1; then
  command -v debootstrap >/dev/null || fail 'no debootstrap found. Install it, or name an image with SYSTEM=….'
  [ "$(id -u)" -eq 0 ] || fail 'debootstrap needs root. Run this as root, or name an image with SYSTEM=….'
  [ -x "$work/$suite/bin/bash" ] || debootstrap --variant=minbase "$suite" "$work/$suite"
  rm -rf "$work/$suite"/var/cache/apt/*.bin "$work/$suite"/var/cache/apt/archives/*.deb "$work/$suite"/var/lib/apt/lists/*
  tar -C "$work/$suite" -c . | "$tool" import - "$system"
fi

rm -rf "$work/context"
mkdir -p "$work/context"
mvn -B -ntp -q -f "$here/flink/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime \
  -DoutputDirectory="$work/context/lib"
version=$(sed -n 's/.*<flink.version>\(.*\)<\/flink.version>.*/\1/p' "$here/flink/pom.xml")
tag=${1:-localhost/heirloom/flink:$version-java17}
cp "$here/flink/docker-entrypoint.sh" "$work/context/"
"$tool" build --build-arg "SYSTEM=$system" -t "$tag" -f "$here/flink/Dockerfile" "$work/context"
printf '%s\n' "$tag"
