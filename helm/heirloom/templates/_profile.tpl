{{/*
What Flink is told of a stage's workers, computed from the stage's line in the pipeline file:

  parallelism   workers with one slot each, so as many units of work at once
  cpus          of the pod
  memory        of the pod, and of Flink's process in it, which divides it so:
    512 MiB     classes
    an eighth   what Java itself needs, at least 128 MiB
    32 MiB      network, 32 MiB sorting, 128 MiB Flink's own heap, 64 MiB Flink's own direct memory
    the rest    a third of it Java objects, two thirds TensorFlow, whose memory is not Java's

All of it is requested and is the limit, so what a worker was promised nobody else can take.
*/}}

{{/* Memory in MiB of an amount such as 4Gi or 700Mi. */}}
{{- define "heirloom.mebibytes" -}}
{{- if hasSuffix "Gi" . -}}
{{- mul (trimSuffix "Gi" . | int) 1024 -}}
{{- else if hasSuffix "Mi" . -}}
{{- trimSuffix "Mi" . | int -}}
{{- else -}}
{{- fail (printf "memory: not an amount. Got %q. Expected for example 2Gi or 700Mi." .) -}}
{{- end -}}
{{- end -}}

{{/* Flink's settings that depend on the stage alone. */}}
{{- define "heirloom.memory" -}}
{{- $process := include "heirloom.mebibytes" .memory | int -}}
{{- $overhead := max 128 (div $process 8) | int -}}
{{- $rest := sub $process (add 512 $overhead 32 32 128 64) | int -}}
{{- if lt $rest 96 -}}
{{- fail (printf "pipeline: stage %s has too little memory. Got %s. Expected at least 1Gi." .stage .memory) -}}
{{- end -}}
{{- $heap := div $rest 3 | int -}}
taskmanager.memory.process.size: {{ printf "%dm" $process | quote }}
taskmanager.memory.jvm-metaspace.size: "512m"
taskmanager.memory.jvm-overhead.min: {{ printf "%dm" $overhead | quote }}
taskmanager.memory.jvm-overhead.max: {{ printf "%dm" $overhead | quote }}
taskmanager.memory.network.min: "32m"
taskmanager.memory.network.max: "32m"
taskmanager.memory.managed.size: "32m"
taskmanager.memory.framework.heap.size: "128m"
taskmanager.memory.framework.off-heap.size: "64m"
taskmanager.memory.task.heap.size: {{ printf "%dm" $heap | quote }}
taskmanager.memory.task.off-heap.size: {{ printf "%dm" (sub $rest $heap | int) | quote }}
{{- end -}}
