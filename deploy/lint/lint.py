"""Checks what is deployed as far as that can be done without running it: lint.py, in an environment with requirements.txt.

Dockerfile by hadolint, compose files by Docker's own parser, the chart by Helm under several values, what it makes
by Kubernetes' schemas, the systemd unit by systemd-analyze where there is one, the OpenAPI document by its schema.
Prints what is wrong and exits 1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import helm_python as helm
import yaml

DEPLOY = Path(__file__).resolve().parent.parent
CHART = DEPLOY / "helm" / "mutation-prediction"
BIN = Path(sys.executable).parent

# What a site may turn on, each way once.
VALUES: dict[str, dict] = {
    "as it is": {},
    "open ID connect": {
        "settings": {"access": {"mode": "oidc", "oidc": {"issuer": "https://idp.example", "audience": "mp"}}},
        "secretSettings": {"existingSecret": "mp-secrets"},
    },
    "everything": {
        "replicas": 2,
        "models": {"existingClaim": "packages"},
        "audit": {"size": "1Gi", "storageClassName": "fast"},
        "autoscaling": {"enabled": True, "minReplicas": 2, "maxReplicas": 8, "queueWaiting": 2},
        "imagePullSecrets": [{"name": "registry"}],
        "networkPolicy": {
            "enabled": True,
            "from": [{"podSelector": {"matchLabels": {"app": "viewer"}}}],
            "monitoringFrom": [{"namespaceSelector": {"matchLabels": {"name": "monitoring"}}}],
            "to": [
                {
                    "to": [{"podSelector": {"matchLabels": {"app": "triton"}}}],
                    "ports": [{"port": 8000, "protocol": "TCP"}],
                }
            ],
        },
        "nodeSelector": {"gpu": "yes"},
        "tolerations": [{"key": "gpu", "operator": "Exists"}],
        "affinity": {"podAntiAffinity": {}},
        "serviceMonitor": {"enabled": True, "interval": "15s", "tokenSecret": "monitor"},
        "worker": {
            "enabled": True,
            "concurrency": 2,
            "queue": {"url": "rediss://redis.example:6380/1", "existingSecret": "redis"},
            "sources": {
                "pacs": {"dicomweb": "https://pacs.example/dicom-web", "tokenFile": "/tokens/pacs"},
                "nsclc": {"cases": "/data/nsclc"},
            },
            "tokens": {"existingSecret": "tokens"},
            "data": {"existingClaim": "cases"},
            "autoscaling": {"enabled": True, "minReplicas": 1, "maxReplicas": 20, "waiting": 10},
            "job": {"enabled": True, "pods": 8},
            "networkPolicy": {"to": [{"to": [{"podSelector": {"matchLabels": {"app": "redis"}}}]}]},
        },
    },
}

# What the values' schema must refuse.
REFUSED = [
    {"settings": {"access": {"mode": "loopback"}}},
    {"settings": {"access": {"mode": "api-keys"}, "audit": {}}},
    {"worker": {"queue": {"url": "redis://:password@redis:6379"}}},
    {"worker": {"sources": {"pacs": {"dicomweb": "https://user:password@pacs.example"}}}},
]


def run(*command: object) -> str:
    """What a command says, or nothing if it is content."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def dockerfile() -> Iterator[str]:
    yield run(BIN / "hadolint", DEPLOY / "Dockerfile")


def compose() -> Iterator[str]:
    folder = DEPLOY / "compose"
    plain = ["-f", folder / "compose.yaml"]
    for files in (plain, [*plain, "-f", folder / "compose.gpu.yaml"]):
        yield run(BIN / "docker-compose", *files, "--profile", "*", "config", "--quiet")


def chart() -> Iterator[str]:
    for message in helm.lint(str(CHART), strict=True)["messages"]:
        if message["severity"] > 1:  # 1 is advice
            yield f"{message['path']}: {message['error']}"
    for name, values in VALUES.items():
        rendered = render(values)
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for n, document in enumerate(documents(rendered)):
                # Not Kubernetes' own, so it has no schema here.
                if document["kind"] == "ServiceMonitor":
                    continue
                file = Path(folder) / f"{n}-{document['kind']}.yaml"
                file.write_text(yaml.safe_dump(document))
                files.append(file)
            said = run(BIN / "kubernetes-validate", "--strict", "--no-warn", *files)
            yield said and f"with {name}: {said}"
    for values in REFUSED:
        try:
            render(values)
        except helm.HelmError:
            continue
        yield f"the chart takes {json.dumps(values)}"


def render(values: dict) -> dict[str, str]:
    with helm.Chart.load(str(CHART)) as loaded:
        return loaded.render(values, name="site", namespace="default")


def documents(rendered: dict[str, str]) -> Iterator[dict]:
    for name, text in rendered.items():
        if name.endswith(".yaml"):
            yield from (document for document in yaml.safe_load_all(text) if document)


def unit() -> Iterator[str]:
    if shutil.which("systemd-analyze") is None:
        print("skipped: no systemd-analyze", file=sys.stderr)
        return
    command = ["systemd-analyze", "verify", "--man=no", DEPLOY / "systemd" / "mutation-prediction.service"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    # Unknown keys are told, and nevertheless no failure.
    yield done.stdout + done.stderr


def open_api() -> Iterator[str]:
    yield run(BIN / "openapi-spec-validator", DEPLOY.parent / "docs" / "openapi.json")


def settings_of_chart() -> None:
    """For the test that reads them with the server: what the chart has it told, as JSON."""
    found = {}
    for name, values in VALUES.items():
        found[name] = {
            file: text
            for document in documents(render(values))
            if document["kind"] == "ConfigMap"
            for file, text in document["data"].items()
        }
    print(json.dumps(found))


def main() -> int:
    if sys.argv[1:] == ["--settings"]:
        settings_of_chart()
        return 0
    problems = [
        f"{check.__name__}: {said.strip()}"
        for check in (dockerfile, compose, chart, unit, open_api)
        for said in check()
        if said.strip()
    ]
    print("\n\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    os.environ.setdefault("DOCKER_CONFIG", tempfile.gettempdir())
    sys.exit(main())
