"""NVIDIA's tritonclient against a server: tritonclient_calls.py URL, which serves the model `echo`.

`echo` answers with its inputs. Prints one JSON object of what was seen; raises where an answer is not the input.
"""

import json
import sys

import ml_dtypes
import numpy as np
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

ARRAYS = {
    "bool": np.array([[True, False]]),
    "int8": np.array([-128, 127], np.int8),
    "int16": np.array([-32768, 32767], np.int16),
    "int32": np.array([-(2**31), 2**31 - 1], np.int32),
    "int64": np.array([-(2**53) + 1, 2**53 - 1], np.int64),
    "uint8": np.array([0, 255], np.uint8),
    "uint16": np.array([0, 65535], np.uint16),
    "uint32": np.array([0, 2**32 - 1], np.uint32),
    "uint64": np.array([0, 2**53 - 1], np.uint64),
    "float16": np.array([1.5, -2], np.float16),
    "bfloat16": np.array([1.5, -2], ml_dtypes.bfloat16),
    "float32": np.array([[0.1, -0.0], [1e-45, 3.4e38]], np.float32),
    "float64": np.array([np.pi, 5e-324]),
    "texts": np.array(["é".encode(), b"", b"a b"], np.object_),
    "none": np.zeros((0, 3), np.float32),
}
BINARY_ONLY = {"float16", "bfloat16"}


def inputs(names, is_binary: bool) -> list[InferInput]:
    tensors = []
    for name in names:
        values = ARRAYS[name]
        tensor = InferInput(name, values.shape, np_to_triton_dtype(values.dtype))
        tensor.set_data_from_numpy(values, binary_data=is_binary)
        tensors.append(tensor)
    return tensors


def check(result, names) -> None:
    assert {output["name"] for output in result.get_response()["outputs"]} == set(names)
    for name in names:
        found, expected = result.as_numpy(name), ARRAYS[name]
        assert found.dtype == expected.dtype, (name, found.dtype)
        assert found.shape == expected.shape, (name, found.shape)
        if name == "texts" and isinstance(found.flat[0], str):
            # What came as JSON is text.
            found = np.array([text.encode() for text in found.flat], np.object_)
        np.testing.assert_array_equal(found, expected, name)


def refusal(call) -> list[str | None]:
    try:
        call()
    except InferenceServerException as error:
        return [error.status(), error.message()]
    raise AssertionError("not refused")


def main(url: str) -> None:
    client = InferenceServerClient(url.removeprefix("http://"))
    everything = list(ARRAYS)
    in_json = [name for name in ARRAYS if name not in BINARY_ONLY]
    check(client.infer("echo", inputs(everything, True)), everything)
    for are_binary in (True, False):
        for is_binary in (True, False):
            wanted = [InferRequestedOutput(name, binary_data=is_binary) for name in in_json]
            check(client.infer("echo", inputs(in_json, are_binary), outputs=wanted), in_json)
    for algorithm in ("gzip", "deflate"):
        check(client.infer("echo", inputs(everything, True), request_compression_algorithm=algorithm), everything)
    some = client.infer(
        "echo",
        inputs(everything, True),
        model_version="1",
        request_id="run-1",
        outputs=[InferRequestedOutput("texts", binary_data=False), InferRequestedOutput("int16")],
        timeout=5_000_000,
        priority=1,
    )
    check(some, ["texts", "int16"])

    print(
        json.dumps(
            {
                "live": client.is_server_live(),
                "ready": client.is_server_ready(),
                "modelReady": [client.is_model_ready("echo"), client.is_model_ready("no-such-model")],
                "server": client.get_server_metadata(),
                "model": client.get_model_metadata("echo"),
                "id": some.get_response()["id"],
                "unknown": refusal(lambda: client.infer("no-such-model", inputs(["int8"], True))),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
