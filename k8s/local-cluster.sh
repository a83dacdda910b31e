#!/usr/bin/env bash
# A real Flink cluster on this machine, from Maven's jars: one JobManager and two TaskManagers with one slot each, in
# processes of their own, on the loopback interface. For trying what a single process hides: serialisation, class
# loading, work spread over processes, lost workers.
#
#   k8s/local-cluster.sh start  [FOLDER] [REST-PORT]   starts and waits until all workers are there; prints the address
#   k8s/local-cluster.sh status [FOLDER]               prints who runs and what the cluster says of itself
#   k8s/local-cluster.sh restore [FOLDER]              starts again whoever has died, as Kubernetes would
#   k8s/local-cluster.sh stop   [FOLDER]               stops what start started, and nothing else
#
# FOLDER (default target/flink-cluster) receives configuration, logs and process numbers. The libraries are those of
# target/heirloom.classpath, which any build writes, and our classes as they are when it starts: all on the cluster's own
# class path, so that jobs bring nothing and leave nothing behind. Start it anew after a build. Then for example:
#
#   ./heirloom run configs/tiny.yaml --flink-master "$(cat target/flink-cluster/address)"
#
# HEIRLOOM_TASKMANAGERS (default 2), HEIRLOOM_JM_MEMORY (700m) and HEIRLOOM_TM_MEMORY (1200m) change the size.
# A TaskManager that is silent for HEIRLOOM_HEARTBEAT_MILLIS (30000) counts as dead. Each stands for a machine of its own:
# it cannot see whether another one's process lives.
# HEIRLOOM_RESTARTS (5) is how often a job may lose a worker or fail by the machine's fault.
# HEIRLOOM_STAGE=teach starts TaskManagers as the pipeline file describes that stage's (HEIRLOOM_PIPELINE, default
# audit): number and memory; GPUs are for clusters that hand them out, and left out here.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
command=${1:-}
folder=${2:-$home/target/flink-cluster}
port=${3:-}
workers=${HEIRLOOM_TASKMANAGERS:-}
wait_seconds=120

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# What Flink 1.19 itself opens on Java 17.
opens=(
  --add-exports=java.base/sun.net.util=ALL-UNNAMED
  --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED
  --add-opens=java.base/java.lang=ALL-UNNAMED
  --add-opens=java.base/java.net=ALL-UNNAMED
  --add-opens=java.base/java.io=ALL-UNNAMED
  --add-opens=java.base/java.nio=ALL-UNNAMED
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens=java.base/java.lang.reflect=ALL-UNNAMED
  --add-opens=java.base/java.text=ALL-UNNAMED
  --add-opens=java.base/java.time=ALL-UNNAMED
  --add-opens=java.base/java.util=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED
)

fail() {
  printf 'local-cluster: %s\n' "$1" >&2
  exit 4
}

listens() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A port of 127.0.0.1 on which nobody listens.
free_port() {
  local candidate
  for _ in {1..50}; do
    candidate=$((20000 + RANDOM % 10000))
    if ! listens "$candidate"; then
      printf '%s' "$candidate"
      return
    fi
  done
  fail 'no free port found on 127.0.0.1.'
}

# What the cluster says of itself, as JSON, or nothing.
overview() {
  local address
  address=$(cat "$folder/address" 2>/dev/null) || return 0
  {
    exec 3<>"/dev/tcp/${address%:*}/${address#*:}" &&
      printf 'GET /overview HTTP/1.0\r\nHost: %s\r\n\r\n' "$address" >&3 &&
      timeout 5 cat <&3 | tail -n 1
  } 2>/dev/null || true
}

# Whether a process is alive and one of this folder's.
is_ours() {
  local line
  line=$(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline") 2>/dev/null || return 1
  [[ $line == *"--configDir $folder/conf"* ]]
}

# The TaskManagers' settings: a stage's profile, or small ones on which the shipped tests run.
worker_settings() {
  if [ -n "${HEIRLOOM_STAGE:-}" ]; then
    "$java" -Xmx64m -Dheirloom.home="$home" -cp "$libraries" org.heirloom.cli.Heirloom \
      resources "$HEIRLOOM_STAGE" --pipeline "${HEIRLOOM_PIPELINE:-audit}" | grep -v '^external-resource'
    return
  fi
  cat <<END
parallelism.default: 2
taskmanager.numberOfTaskSlots: 1
taskmanager.memory.process.size: ${HEIRLOOM_TM_MEMORY:-1200m}
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 96m
taskmanager.memory.jvm-overhead.max: 128m
taskmanager.memory.framework.off-heap.size: 96m
taskmanager.memory.network.min: 48m
taskmanager.memory.network.max: 48m
taskmanager.memory.managed.size: 48m
END
}

write_configuration() {
  mkdir -p "$folder/conf" "$folder/log" "$folder/tmp"
  cat >"$folder/conf/config.yaml" <<END
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $(free_port)
jobmanager.bind-host: 127.0.0.1
jobmanager.memory.process.size: ${HEIRLOOM_JM_MEMORY:-700m}
jobmanager.memory.jvm-metaspace.size: 160m
jobmanager.memory.off-heap.size: 64m
jobmanager.memory.jvm-overhead.min: 64m
jobmanager.memory.jvm-overhead.max: 96m
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $port
web.submit.enable: false
execution.attached: true
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: ${HEIRLOOM_RESTARTS:-5}
restart-strategy.fixed-delay.delay: 1 s
heartbeat.timeout: ${HEIRLOOM_HEARTBEAT_MILLIS:-30000}
heartbeat.interval: 1000
io.tmp.dirs: $folder/tmp
blob.storage.directory: $folder/tmp
END
  worker_settings >>"$folder/conf/config.yaml" || fail 'the settings of the TaskManagers cannot be read.'
  workers=${workers:-$(sed -n 's/^parallelism.default: //p' "$folder/conf/config.yaml")}
  cat >"$folder/conf/logback.xml" <<'END'
<configuration>
  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="OUT"/></root>
</configuration>
END
}

# Flink's own helper turns memory settings into options: line 1 for Java, line 2 for the process.
memory_options() {
  "$java" -Xmx64m "-Dlogback.configurationFile=$folder/conf/logback.xml" -cp "$libraries" \
    org.apache.flink.runtime.util.bash.BashJavaUtils "$1" --configDir "$folder/conf" 2>/dev/null |
    sed -n 's/^.*BASH_JAVA_UTILS_EXEC_RESULT://p'
}

# launch NAME: a process of the cluster, by the memory options that start has written.
launch() {
  local name=$1
  local memory main options=()
  memory=$(cat "$folder/conf/${name%%-*}.memory")
  case $name in
    jobmanager) main=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint ;;
    *)
      main=org.apache.flink.runtime.taskexecutor.TaskManagerRunner
      options=(-D "taskmanager.resource-id=${name/taskmanager/tm}")
      ;;
  esac
  # shellcheck disable=SC2086 # options are separated by spaces
  setsid "$java" $(head -n 1 <<<"$memory") -XX:+UseSerialGC "${opens[@]}" \
    "-Dlogback.configurationFile=$folder/conf/logback.xml" -Djava.io.tmpdir="$folder/tmp" \
    -Dheirloom.machine="$name" -cp "$libraries" "$main" --configDir "$folder/conf" \
    "${options[@]}" $(tail -n +2 <<<"$memory") </dev/null >>"$folder/log/$name.log" 2>&1 &
  printf '%s %s\n' "$name" "$!" >>"$folder/processes"
}

start() {
  [ -f "$home/target/heirloom.classpath" ] ||
    fail "$home/target/heirloom.classpath is missing. Build first: mvn -q process-classes."
  if [ -f "$folder/processes" ]; then
    while read -r name pid; do
      ! is_ours "$pid" || fail "$folder: the $name runs already, as process $pid. Stop it first: ${BASH_SOURCE[0]} stop $folder"
    done <"$folder/processes"
  fi
  rm -rf "$folder/classes"
  cp -r "$home/target/classes" "$folder/classes"
  libraries=$folder/classes:$(cat "$home/target/heirloom.classpath")
  port=${port:-$(free_port)}
  ! listens "$port" || fail "port $port of 127.0.0.1 is taken. Choose another, or none."
  rm -f "$folder/processes"
  write_configuration
  printf '127.0.0.1:%s\n' "$port" >"$folder/address"

  memory_options GET_JM_RESOURCE_PARAMS >"$folder/conf/jobmanager.memory" || true
  memory_options GET_TM_RESOURCE_PARAMS >"$folder/conf/taskmanager.memory" || true
  for name in jobmanager taskmanager; do
    [ -s "$folder/conf/$name.memory" ] ||
      fail "Flink refused the ${name}'s memory settings in $folder/conf/config.yaml."
  done
  rm -f "$folder"/log/*.log
  launch jobmanager
  for ((i = 1; i <= workers; i++)); do
    launch "taskmanager-$i"
  done
  await_workers
  cat "$folder/address"
}

await_workers() {
  local deadline=$((SECONDS + wait_seconds))
  local name pid
  until [[ $(overview) == *"\"taskmanagers\":$workers,"* ]]; do
    while read -r name pid; do
      kill -0 "$pid" 2>/dev/null || {
        stop
        fail "the $name ended; see $folder/log/$name.log"
      }
    done <"$folder/processes"
    [ "$SECONDS" -lt "$deadline" ] || { stop; fail "not up after $wait_seconds s; see $folder/log"; }
    sleep 0.5
  done
}

restore() {
  [ -f "$folder/processes" ] || fail "$folder: nothing was started here."
  libraries=$folder/classes:$(cat "$home/target/heirloom.classpath")
  mv "$folder/processes" "$folder/processes.old"
  local name pid
  while read -r name pid; do
    if is_ours "$pid"; then
      printf '%s %s\n' "$name" "$pid" >>"$folder/processes"
    else
      launch "$name"
    fi
  done <"$folder/processes.old"
  rm "$folder/processes.old"
}

status() {
  local name pid
  [ -f "$folder/processes" ] || {
    printf 'none\n'
    return
  }
  while read -r name pid; do
    if is_ours "$pid"; then
      printf '%s: process %s\n' "$name" "$pid"
    else
      printf '%s: gone\n' "$name"
    fi
  done <"$folder/processes"
  overview
}

# Only processes whose command line names this folder are touched: numbers may be in use by others by now.
stop() {
  [ -f "$folder/processes" ] || return 0
  local signal name pid
  for signal in TERM KILL; do
    while read -r name pid; do
      ! is_ours "$pid" || kill -s "$signal" "$pid" 2>/dev/null || true
    done <"$folder/processes"
    for _ in {1..40}; do
      any_left || break 2
      sleep 0.25
    done
  done
  rm -f "$folder/processes" "$folder/address"
  rm -rf "$folder/tmp"
}

any_left() {
  local name pid
  while read -r name pid; do
    ! is_ours "$pid" || return 0
  done <"$folder/processes"
  return 1
}

case $command in
  start | status | restore | stop)
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd -P)
    "$command"
    ;;
  *)
    sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
