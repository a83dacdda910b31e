{{/*
The Flink application that runs one stage. Takes a mapping: root, step (of the pipeline), study (name of its ConfigMap),
workflow (what all applications of a run share), priority.
*/}}
{{- define "heirloom.deployment" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- $step := .step -}}
{{- $name := include "heirloom.name" $root -}}
{{- $location := include "heirloom.location" $root -}}
{{- $pool := get $values.pools $step.pool -}}
{{- if not $pool -}}
{{- fail (printf "pipeline: stage %s asks for pool %q, which is not among the values' pools." $step.stage $step.pool) -}}
{{- end -}}
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  generateName: {{ $name }}-{{ $step.stage }}-
  labels:
    {{- include "heirloom.selector" $root | nindent 4 }}
    heirloom.org/stage: {{ $step.stage }}
    heirloom.org/workflow: {{ .workflow | quote }}
spec:
  image: {{ include "heirloom.image" (list $root $pool.image) | quote }}
  imagePullPolicy: {{ $values.image.pullPolicy }}
  flinkVersion: v1_19
  serviceAccount: {{ $name }}-jobmanager
  flinkConfiguration:
    {{- include "heirloom.memory" $step | nindent 4 }}
    {{- if $pool.gpus }}
    # So that the pod asks for it. Flink's driver, which would tell functions its index, is left out: Beam's cannot ask.
    external-resources: gpu
    external-resource.gpu.amount: {{ $pool.gpus | int | toString | quote }}
    external-resource.gpu.kubernetes.config-key: {{ $pool.gpuResource | quote }}
    {{- end }}
    # Flink's own class path has our jar, so that a job that starts over loads nothing anew.
    classloader.resolve-order: parent-first
    kubernetes.taskmanager.service-account: {{ $name }}-worker
    # Beam waits for its job's counters, which a detached one does not give.
    execution.attached: "true"
    # A batch job is not tried again unless it is told to.
    restart-strategy.type: fixed-delay
    restart-strategy.fixed-delay.attempts: {{ $values.retries.restarts | int | toString | quote }}
    restart-strategy.fixed-delay.delay: {{ printf "%d s" (int $values.retries.delaySeconds) | quote }}
    slot.request.timeout: {{ mul (int $values.deadlines.pendingSeconds) 1000 | toString | quote }}
    resourcemanager.taskmanager-registration.timeout: {{ printf "%d s" (int $values.deadlines.pendingSeconds) | quote }}
    # A unit inside a long native call does not hear that it is to stop; the process is not to end for that.
    task.cancellation.timeout: "0"
    {{- if $values.monitoring.metrics }}
    metrics.reporters: prom
    metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
    metrics.reporter.prom.port: "9249"
    {{- end }}
    web.submit.enable: "false"
    web.cancel.enable: "false"
    kubernetes.rest-service.exposed.type: ClusterIP
    kubernetes.operator.jm-deployment.shutdown-ttl: {{ printf "%d min" (int $values.cleaning.jobManagerMinutes) | quote }}
    env.java.opts.all: >-
      -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp
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
  podTemplate:
    metadata:
      labels:
        {{- include "heirloom.selector" $root | nindent 8 }}
        heirloom.org/stage: {{ $step.stage }}
        heirloom.org/workflow: {{ .workflow | quote }}
      annotations:
        cluster-autoscaler.kubernetes.io/safe-to-evict: "false"
        {{- with $pool.annotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      priorityClassName: {{ .priority | quote }}
      {{- with $values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      securityContext:
        {{- include "heirloom.podSecurity" $root | nindent 8 }}
      containers:
        - name: flink-main-container
          securityContext:
            {{- include "heirloom.containerSecurity" $root | nindent 12 }}
          env:
            {{- include "heirloom.environment" (list $root (div $pool.diskGigabytes 2)) | nindent 12 }}
            {{- if $values.monitoring.metrics }}
            - {name: HEIRLOOM_METRICS, value: "0.0.0.0:9400"}
          ports:
            - {name: metrics, containerPort: 9400}
            - {name: flink-metrics, containerPort: 9249}
            {{- end }}
          volumeMounts:
            {{- include "heirloom.mounts" $root | nindent 12 }}
      volumes:
        {{- include "heirloom.volumes" (list $root .study) | nindent 8 }}
  jobManager:
    replicas: 1
    resource:
      cpu: {{ $values.jobManager.cpus }}
      memory: {{ include "heirloom.mebibytes" $values.jobManager.memory }}m
    podTemplate:
      spec:
        {{- with $values.pools.cpu.nodeSelector }}
        nodeSelector:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with $values.pools.cpu.tolerations }}
        tolerations:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        containers:
          - name: flink-main-container
  taskManager:
    resource:
      cpu: {{ $step.cpus }}
      memory: {{ include "heirloom.mebibytes" $step.memory }}m
    podTemplate:
      spec:
        automountServiceAccountToken: false
        {{- with $pool.nodeSelector }}
        nodeSelector:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with $pool.tolerations }}
        tolerations:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        containers:
          - name: flink-main-container
            resources:
              requests: {ephemeral-storage: {{ int $pool.diskGigabytes }}Gi}
              limits: {ephemeral-storage: {{ int $pool.diskGigabytes }}Gi}
  job:
    jarURI: local:///opt/flink/lib/heirloom.jar
    entryClass: org.heirloom.cli.Heirloom
    args:
      - stage
      - {{ $step.stage }}
      - /etc/heirloom/study/study.yaml
      - --pipeline
      - /etc/heirloom/pipeline/pipeline.yaml
      - --store
      - {{ printf "%s/store" $location | quote }}
      - --flink-master
      - "[auto]"
    parallelism: {{ int $step.parallelism }}
    upgradeMode: stateless
    state: running
{{- end -}}
