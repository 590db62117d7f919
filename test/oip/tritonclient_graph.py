"""NVIDIA's tritonclient against a server: tritonclient_graph.py URL MODEL GRAPH.

Sends random inputs to MODEL, whose graph is the file GRAPH, and prints as JSON the largest differences from what
ONNX Runtime computes here, and what the server refuses.
"""

import json
import sys

import numpy as np
import onnxruntime
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException


def inputs(values: dict[str, np.ndarray], is_binary: bool) -> list[InferInput]:
    tensors = []
    for name, array in values.items():
        tensor = InferInput(name, array.shape, "FP32")
        tensor.set_data_from_numpy(array, binary_data=is_binary)
        tensors.append(tensor)
    return tensors


def refusal(call) -> list[str | None]:
    try:
        call()
    except InferenceServerException as error:
        return [error.status(), error.message()]
    raise AssertionError("not refused")


def main(url: str, model: str, graph: str) -> None:
    client = InferenceServerClient(url.removeprefix("http://"), network_timeout=120)
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(20261129)
    described = client.get_model_metadata(model)["inputs"]
    values = {tensor["name"]: random.random(tensor["shape"], np.float32) for tensor in described}
    names = [output.name for output in session.get_outputs()]
    expected = dict(zip(names, session.run(names, values)))

    def difference(result, wanted) -> float:
        assert {output["name"] for output in result.get_response()["outputs"]} == set(wanted)
        return max(float(np.abs(result.as_numpy(name) - expected[name]).max()) for name in wanted)

    some = ["probabilities"]
    as_json = [InferRequestedOutput(name, binary_data=False) for name in some]
    options = {"model_version": "", "request_id": "run-1", "timeout": 100_000_000}
    named = client.infer(model, inputs(values, True), outputs=[InferRequestedOutput("probabilities")], **options)
    wrong = {name: array[..., :1] for name, array in values.items()}
    print(
        json.dumps(
            {
                "differences": [
                    difference(client.infer(model, inputs(values, True)), names),
                    difference(named, some),
                    difference(client.infer(model, inputs(values, False), outputs=as_json), some),
                    difference(client.infer(model, inputs(values, True), request_compression_algorithm="gzip"), names),
                ],
                "id": named.get_response()["id"],
                "ready": [client.is_model_ready(model), client.is_model_ready("no-such-model")],
                "unknown": refusal(lambda: client.infer("no-such-model", inputs(values, True)))[0],
                "shape": refusal(lambda: client.infer(model, inputs(wrong, True)))[0],
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
