{{/* The ConfigMap that holds the study of a workflow: one that is there, or the one made of the text that was sent. */}}
{{- define "heirloom.studyOfWorkflow" -}}
{{ "{{=workflow.parameters.text == '' ? workflow.parameters.study : workflow.name}}" }}
{{- end -}}

{{/* A pod that runs one command of Heirloom's by itself, without Flink. Takes a mapping: root, name, command, args. */}}
{{- define "heirloom.command" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
- name: {{ .name }}
  serviceAccountName: {{ include "heirloom.name" $root }}-check
  activeDeadlineSeconds: {{ int $values.deadlines.checkSeconds }}
  # What the command itself says is final; a lost node is not.
  retryStrategy: {limit: {{ int $values.retries.attempts }}, retryPolicy: OnError}
  {{- with $values.pools.cpu.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.pools.cpu.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  # Argo's own containers beside ours; they write to their root.
  podSpecPatch: {{ include "heirloom.argoSecurity" $root | quote }}
  volumes:
    {{- include "heirloom.volumes" (list $root (include "heirloom.studyOfWorkflow" $root)) | nindent 4 }}
  container:
    image: {{ include "heirloom.image" (list $root $values.pools.cpu.image) | quote }}
    imagePullPolicy: {{ $values.image.pullPolicy }}
    workingDir: /tmp
    command: [/opt/heirloom/bin/heirloom]
    args:
      - {{ .command }}
      - /etc/heirloom/study/study.yaml
      - --pipeline
      - /etc/heirloom/pipeline/pipeline.yaml
      - --store
      - {{ printf "%s/store" (include "heirloom.location" $root) | quote }}
      {{- range .args }}
      - {{ . | quote }}
      {{- end }}
    resources:
      requests: &room
        cpu: {{ $values.check.cpus }}
        memory: {{ $values.check.memory }}
        ephemeral-storage: {{ int $values.pools.cpu.diskGigabytes }}Gi
      limits: *room
    securityContext:
      {{- include "heirloom.containerSecurity" $root | nindent 6 }}
    env:
      {{- include "heirloom.environment" (list $root (div $values.pools.cpu.diskGigabytes 2)) | nindent 6 }}
      - {name: HEIRLOOM_JAVA_OPTS, value: "-XX:MaxRAMPercentage=60"}
    volumeMounts:
      {{- include "heirloom.mounts" $root | nindent 6 }}
{{- end -}}

{{- define "heirloom.argoSecurity" -}}
{{- $security := omit (include "heirloom.containerSecurity" . | fromYaml) "readOnlyRootFilesystem" -}}
{{- dict "initContainers" (list (dict "name" "init" "securityContext" $security)) "containers" (list (dict "name" "wait" "securityContext" $security)) | toJson -}}
{{- end -}}
