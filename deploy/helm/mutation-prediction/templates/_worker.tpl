{{- define "mutation-prediction.workerName" -}}
{{- printf "%s-worker" (include "mutation-prediction.name" .) -}}
{{- end -}}

{{/* Not the server's: its service and its policies do not mean workers. */}}
{{- define "mutation-prediction.workerSelector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-worker
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mutation-prediction.workerLabels" -}}
{{ include "mutation-prediction.workerSelector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* As `worker --sources` reads them. */}}
{{- define "mutation-prediction.sources" -}}
{{- toYaml (dict "sources" .Values.worker.sources) -}}
{{- end -}}

{{/* A pod that works, of the Deployment and of the Job; `args` are the worker's further arguments. */}}
{{- define "mutation-prediction.workerPod" -}}
{{- $worker := .root.Values.worker -}}
{{- $args := .args -}}
{{- with .root -}}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: {{ $worker.terminationGracePeriodSeconds }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
containers:
  - name: worker
    image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    args:
      - worker
      - --sources=/etc/mutation-prediction/sources/sources.yaml
      - --concurrency={{ $worker.concurrency }}
      {{- with .Values.models.existingClaim }}
      - --models=/models
      {{- end }}
      {{- range $args }}
      - {{ . }}
      {{- end }}
    env:
      - name: MP_QUEUE
        value: {{ $worker.queue.url | quote }}
      {{- with $worker.queue.existingSecret }}
      - name: MP_QUEUE_PASSWORD
        valueFrom:
          secretKeyRef:
            name: {{ . }}
            key: password
      {{- end }}
    resources:
      {{- toYaml $worker.resources | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    volumeMounts:
      - name: sources
        mountPath: /etc/mutation-prediction/sources
        readOnly: true
      - name: tmp
        mountPath: /tmp
      {{- if $worker.tokens.existingSecret }}
      - name: tokens
        mountPath: /tokens
        readOnly: true
      {{- end }}
      {{- if $worker.data.existingClaim }}
      - name: data
        mountPath: /data
        readOnly: true
      {{- end }}
      {{- if .Values.models.existingClaim }}
      - name: models
        mountPath: /models
        readOnly: true
      {{- end }}
volumes:
  - name: sources
    configMap:
      name: {{ include "mutation-prediction.workerName" . }}
  # What is retrieved of the cases that run.
  - name: tmp
    emptyDir:
      sizeLimit: 8Gi
  {{- with $worker.tokens.existingSecret }}
  - name: tokens
    secret:
      secretName: {{ . }}
  {{- end }}
  {{- with $worker.data.existingClaim }}
  - name: data
    persistentVolumeClaim:
      claimName: {{ . }}
      readOnly: true
  {{- end }}
  {{- with .Values.models.existingClaim }}
  - name: models
    persistentVolumeClaim:
      claimName: {{ . }}
      readOnly: true
  {{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
{{- end -}}
