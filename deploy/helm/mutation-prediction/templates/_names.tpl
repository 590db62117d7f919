{{- define "mutation-prediction.name" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "mutation-prediction.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mutation-prediction.labels" -}}
{{ include "mutation-prediction.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* What the chart decides, over what the site does. */}}
{{- define "mutation-prediction.settings" -}}
{{- $own := dict
  "network" (dict "host" "0.0.0.0" "port" 8080)
  "audit" (dict "file" "/audit/audit.jsonl")
-}}
{{- if eq .Values.settings.access.mode "api-keys" -}}
{{- $own = merge $own (dict "access" (dict "apiKeysFile" "/etc/mutation-prediction/keys/api-keys.json")) -}}
{{- end -}}
{{- if .Values.models.existingClaim -}}
{{- $own = merge $own (dict "models" (dict "directory" "/models")) -}}
{{- end -}}
{{- toYaml (merge $own (deepCopy .Values.settings)) -}}
{{- end -}}
