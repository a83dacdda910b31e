{{/*
What Flink is told of a stage's workers, computed from the stage's line in the pipeline file: the rule of ResourceProfile.java,
which a test holds this to.

  parallelism   workers with one slot each, so as many units of work at once
  cpus          of the pod
  memory        of the pod, and of Flink's process in it. The first 1024 MiB are Flink's and Java's: metaspace 512, overhead 192,
                framework heap 128, framework off-heap, network and managed memory 64 each. Half of the rest, rounded down, is
                TensorFlow's (task off-heap); what remains is the heap.
  pool          gpu: as many GPUs as the values say, cpu: none

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
{{- if lt $process 1536 -}}
{{- fail (printf "pipeline: stage %s has too little memory. Got %s. Expected at least 1536Mi." .stage .memory) -}}
{{- end -}}
taskmanager.memory.process.size: {{ printf "%dm" $process | quote }}
taskmanager.memory.jvm-metaspace.size: "512m"
taskmanager.memory.jvm-overhead.min: "192m"
taskmanager.memory.jvm-overhead.max: "192m"
taskmanager.memory.framework.heap.size: "128m"
taskmanager.memory.framework.off-heap.size: "64m"
taskmanager.memory.network.min: "64m"
taskmanager.memory.network.max: "64m"
taskmanager.memory.managed.size: "64m"
taskmanager.memory.task.off-heap.size: {{ printf "%dm" (div (sub $process 1024) 2) | quote }}
taskmanager.numberOfTaskSlots: "1"
{{- end -}}
