#!/usr/bin/env bash
# Shows that a cluster of the image leaves the bytes that a single process of it leaves: the tiny study's examples, sample and
# teacher are made both ways and compared.
#
#   k8s/image/try.sh IMAGE [FOLDER]
#
# Each stage is a Flink application of two containers, a JobManager and a TaskManager, as uid 9999, with a read-only root file
# system, limits on memory, no capabilities, and no network but the loopback that the two share. FOLDER (target/image-try)
# receives stores, logs and settings; a store that ./heirloom left, on this machine's own Java, differs from both in nothing
# but the Java that its provenance names. CONTAINER_TOOL is podman, or docker where there is no podman.
set -euo pipefail

image=${1:-}
folder=${2:-$(dirname "${BASH_SOURCE[0]}")/../../target/image-try}
tool=${CONTAINER_TOOL:-$(command -v podman || command -v docker || true)}
study=configs/tiny.yaml
stages=(examples sample teach)
jobmanager_megabytes=1024
taskmanager_megabytes=2048
name=heirloom-try-$$

fail() {
  printf 'try: %s\n' "$1" >&2
  exit 4
}

[ -n "$image" ] || {
  sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}
[ -n "$tool" ] || fail 'neither podman nor docker found. For example: apt install podman.'
mkdir -p "$folder"
folder=$(cd "$folder" && pwd -P)
rm -rf "$folder"/{conf,here,there,log,tmp-jobmanager,tmp-taskmanager}
mkdir -p "$folder"/{conf,here,there,log,tmp-jobmanager,tmp-taskmanager}
chmod 777 "$folder"/{here,there,tmp-jobmanager,tmp-taskmanager}

cat >"$folder/conf/config.yaml" <<END
jobmanager:
  rpc: {address: 127.0.0.1, port: 6123}
  bind-host: 127.0.0.1
  memory: {process.size: ${jobmanager_megabytes}m}
taskmanager:
  host: 127.0.0.1
  bind-host: 127.0.0.1
  numberOfTaskSlots: 1
  memory:
    process.size: ${taskmanager_megabytes}m
    jvm-metaspace.size: 512m
    managed.size: 64m
    network: {min: 64m, max: 64m}
    # TensorFlow's memory is not Java's.
    task.off-heap.size: 600m
rest: {address: 127.0.0.1, bind-address: 127.0.0.1}
blob.server.port: 6124
parallelism.default: 1
execution.attached: true
restart-strategy:
  type: fixed-delay
  fixed-delay: {attempts: 3, delay: 2 s}
END
cat >"$folder/conf/log4j-console.properties" <<'END'
rootLogger.level = INFO
rootLogger.appenderRef.console.ref = console
appender.console.name = console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1}: %m%n
END

confined=(--read-only --user 9999:9999 --cap-drop ALL --security-opt no-new-privileges)

# container ROLE NETWORK MEGABYTES COMMAND…: starts one of the two.
container() {
  local role=$1 network=$2 megabytes=$3
  shift 3
  "$tool" run --detach --name "$name-$role" --network "$network" "${confined[@]}" --memory "${megabytes}m" \
    --volume "$folder/conf:/opt/flink/conf:ro" --volume "$folder/tmp-$role:/tmp" --volume "$folder/there:/store" \
    "$image" "$@" >/dev/null
}

# The worker first: it lives in the other's network.
remove() {
  local role
  for role in taskmanager jobmanager; do
    if "$tool" inspect "$name-$role" >/dev/null 2>&1; then
      "$tool" logs "$name-$role" >>"$folder/log/$role.log" 2>&1
      "$tool" rm --force "$name-$role" >/dev/null
    fi
  done
}
trap remove EXIT

# single ARGUMENT…: runs a command of heirloom in one process.
single() {
  local began=$SECONDS
  "$tool" run --rm --name "$name-single" --network none "${confined[@]}" --memory "${taskmanager_megabytes}m" \
    --volume "$folder/tmp-taskmanager:/tmp" --volume "$folder/here:/store" "$image" heirloom "$@"
  printf '%s: in one process, after %s s\n' "$*" $((SECONDS - began))
}

# application ARGUMENT…: runs a command of heirloom on a cluster of its own.
application() {
  local began=$SECONDS code
  container jobmanager none "$jobmanager_megabytes" standalone-job --job-classname org.heirloom.cli.Heirloom \
    --job-id "$(printf '%032x' "$RANDOM$RANDOM")" "$@" --flink-master '[auto]' --parallelism 1
  container taskmanager "container:$name-jobmanager" "$taskmanager_megabytes" taskmanager
  code=$("$tool" wait "$name-jobmanager")
  printf '%s: on a cluster, exit code %s after %s s\n' "$*" "$code" $((SECONDS - began))
  remove
  [ "$code" = 0 ] || fail "the application failed; see $folder/log/jobmanager.log"
}

# What keys cover: without run records and notes, which say when and where.
content() {
  (cd "$1" && find . -type f -not -path './runs/*' -not -path './latest/*' -not -path './tmp/*' -not -path './checkpoints/*' \
    -exec sha256sum {} + | LC_ALL=C sort -k 2)
}

for stage in "${stages[@]}"; do
  single stage "$stage" "$study" --store /store --quiet
  application stage "$stage" "$study" --store /store
done
# Once more: what is complete is reused, and the application ends well all the same.
application stage teach "$study" --store /store

content "$folder/here" >"$folder/here.sha256"
content "$folder/there" >"$folder/there.sha256"
diff "$folder/here.sha256" "$folder/there.sha256" || fail 'the bytes differ.'
printf '%s files, all bytes equal\n' "$(wc -l <"$folder/here.sha256")"
