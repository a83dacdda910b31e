{{/* Names start with the release's; a FlinkDeployment's may have 45 characters, with the stage and five of chance. */}}
{{- define "heirloom.name" -}}
{{- $name := ternary .Release.Name (printf "%s-heirloom" .Release.Name) (contains "heirloom" .Release.Name) -}}
{{- $name | trunc 28 | trimSuffix "-" -}}
{{- end -}}

{{/* What tells this release's objects from others'. */}}
{{- define "heirloom.selector" -}}
app.kubernetes.io/name: heirloom
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "heirloom.labels" -}}
{{ include "heirloom.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The image of a pool, or of what runs beside the stages. Takes a list: the root, the pool's own image. */}}
{{- define "heirloom.image" -}}
{{- $root := index . 0 -}}
{{- $own := index . 1 -}}
{{- with $root.Values.image -}}
{{- if $own -}}
{{ $own }}
{{- else if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $root.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "heirloom.location" -}}
{{- required "location: missing. Expected gs://bucket/prefix, or the path of a shared volume, for example --set location=gs://my-bucket/heirloom." .Values.location | trimSuffix "/" -}}
{{- end -}}

{{/* The pipeline's text. */}}
{{- define "heirloom.pipeline" -}}
{{- $file := printf "pipelines/%s.yaml" .Values.pipeline.name -}}
{{- $text := default (.Files.Get $file) .Values.pipeline.text -}}
{{- required (printf "pipeline.name: no such pipeline. Got %q. Expected a file of the chart's folder pipelines." .Values.pipeline.name) $text -}}
{{- end -}}
