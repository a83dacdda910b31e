{{/* What Kubernetes' profile "restricted" asks of a pod and of a container. */}}
{{- define "heirloom.podSecurity" -}}
runAsNonRoot: true
runAsUser: 9999
runAsGroup: 9999
fsGroup: 9999
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "heirloom.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Folders of a pod that works on a study. Takes a list: the root, the name of the study's ConfigMap. */}}
{{- define "heirloom.volumes" -}}
{{- $root := index . 0 -}}
- name: study
  configMap: {name: {{ index . 1 | quote }}}
- name: pipeline
  configMap: {name: {{ include "heirloom.name" $root }}-pipeline}
- name: tmp
  emptyDir: {}
- name: log
  emptyDir: {}
{{- with $root.Values.volume }}
- name: location
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.data }}
- name: data
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "heirloom.mounts" -}}
- {name: study, mountPath: /etc/heirloom/study, readOnly: true}
- {name: pipeline, mountPath: /etc/heirloom/pipeline, readOnly: true}
- {name: tmp, mountPath: /tmp}
- {name: log, mountPath: /opt/flink/log}
{{- if .Values.volume }}
- {name: location, mountPath: {{ include "heirloom.location" . | quote }}}
{{- end }}
{{- if .Values.data }}
- {name: data, mountPath: /data, readOnly: true}
{{- end }}
{{- end -}}

{{/* What the image does not say of itself. Takes a list: the root, and the gigabytes that may be kept in /tmp of the store. */}}
{{- define "heirloom.environment" -}}
- {name: HEIRLOOM_CACHE_GIGABYTES, value: {{ index . 1 | int | toString | quote }}}
{{- range $name, $value := (index . 0).Values.environment }}
- {name: {{ $name | quote }}, value: {{ kindIs "string" $value | ternary $value (int64 $value | toString) | quote }}}
{{- end }}
{{- end -}}
