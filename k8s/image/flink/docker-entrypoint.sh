#!/usr/bin/env bash
# Of the entry point of Flink's own image, the two commands that run one application: `standalone-job OPTION…` is its
# JobManager, `taskmanager OPTION…` a worker. Anything else is run as it stands.
set -euo pipefail

conf=$FLINK_HOME/conf
# What Flink 1.19 itself opens on Java 17.
opens=(
  --add-exports=java.base/sun.net.util=ALL-UNNAMED
  --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED
)
for package in lang net io nio lang.reflect text time util util.concurrent util.concurrent.atomic util.concurrent.locks; do
  opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
opens+=(--add-opens=java.base/sun.nio.ch=ALL-UNNAMED)

# Flink's own helper turns memory settings into options: line 1 for Java, line 2 for the process.
memory_options() {
  java -Xmx64m -cp "$FLINK_LIB_DIR/*" org.apache.flink.runtime.util.bash.BashJavaUtils "$1" --configDir "$conf" 2>/dev/null |
    sed -n 's/^.*BASH_JAVA_UTILS_EXEC_RESULT://p'
}

# start MEMORY MAIN-CLASS OPTION…
start() {
  local memory main=$2
  memory=$(memory_options "$1")
  [ -n "$memory" ] || {
    printf 'docker-entrypoint: Flink refused the memory settings in %s\n' "$conf" >&2
    exit 1
  }
  shift 2
  local for_java for_process
  read -ra for_java <<<"$(head -n 1 <<<"$memory")"
  read -ra for_process <<<"$(tail -n +2 <<<"$memory")"
  # What the process takes for itself stands before the application's own arguments, which may be anything.
  exec java "${for_java[@]}" "${opens[@]}" "-Dlog4j.configurationFile=$conf/log4j-console.properties" \
    -cp "$FLINK_LIB_DIR/*" "$main" --configDir "$conf" "${for_process[@]}" "$@"
}

case ${1:-} in
  standalone-job)
    shift
    start GET_JM_RESOURCE_PARAMS org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint "$@"
    ;;
  taskmanager)
    shift
    start GET_TM_RESOURCE_PARAMS org.apache.flink.runtime.taskexecutor.TaskManagerRunner "$@"
    ;;
  *) exec "$@" ;;
esac
