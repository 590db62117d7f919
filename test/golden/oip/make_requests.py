"""Requests of the Open Inference Protocol as NVIDIA's tritonclient writes them.

Writes requests.json: for each request the body and the length of its head (null without binary data), and
what it says. Needs tritonclient[http] 2.73, ml_dtypes and numpy.
"""

import base64
import json
import struct
from pathlib import Path

import ml_dtypes
import numpy as np
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput

FOLDER = Path(__file__).parent


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def bytes_of(datatype: str, values: np.ndarray) -> bytes:
    """The elements as the protocol has them, without tritonclient's help."""
    if datatype == "BYTES":
        return b"".join(struct.pack("<I", len(value)) + value for value in values.flat)
    if datatype == "BF16":
        # The upper half of a float32; the values here are such that nothing is lost.
        return b"".join(struct.pack("<f", float(value))[2:] for value in values.flat)
    return values.astype(values.dtype.newbyteorder("<")).tobytes()


def request(name, inputs, outputs=None, says=None, binary_outputs=None, **options) -> dict:
    """`inputs`: (name, datatype, values, as binary data)."""
    tensors = []
    for input_name, datatype, values, is_binary in inputs:
        tensor = InferInput(input_name, values.shape, datatype)
        tensor.set_data_from_numpy(values, binary_data=is_binary)
        tensors.append(tensor)
    wanted = outputs and [InferRequestedOutput(o, binary_data=b) for o, b in outputs]
    body, head_length = InferenceServerClient.generate_request_body(tensors, wanted, **options)
    return {
        "name": name,
        "headLength": head_length,
        "body": base64_of(bytes(body)),
        "binaryOutputs": binary_outputs,
        "says": {
            **(says or {}),
            "inputs": [
                {"name": n, "datatype": d, "shape": list(v.shape), "data": base64_of(bytes_of(d, v))}
                for n, d, v, _ in inputs
            ],
        },
    }


def main() -> None:
    floats = np.array([[0.5, -0.0, np.inf], [np.nan, 1e-45, 3.4e38]], np.float32)
    texts = np.array(["é".encode(), b"", b"\x00\xff"], np.object_)
    integers = [
        (name, datatype, np.array([info.min, 0, info.max], dtype), True)
        for name, datatype, dtype in (
            ("a", "INT8", np.int8),
            ("b", "INT16", np.int16),
            ("c", "INT32", np.int32),
            ("d", "INT64", np.int64),
            ("e", "UINT8", np.uint8),
            ("f", "UINT16", np.uint16),
            ("g", "UINT32", np.uint32),
            ("h", "UINT64", np.uint64),
        )
        for info in [np.iinfo(dtype)]
    ]
    requests = [
        request(
            "binary data, all outputs",
            [("x", "FP32", floats, True), ("t", "BYTES", texts, True)],
            binary_outputs="all",
        ),
        request(
            "outputs of both kinds, an id, a priority, a timeout, parameters",
            [("x", "FP32", floats, True)],
            [("y", True), ("z", False)],
            says={
                "id": "run-1",
                "outputs": ["y", "z"],
                "parameters": {"priority": 2, "timeout": 5000, "site": "A", "dry": True},
            },
            binary_outputs=["y"],
            request_id="run-1",
            priority=2,
            timeout=5000,
            parameters={"site": "A", "dry": True},
        ),
        request("integers", integers, binary_outputs="all"),
        request(
            "other numbers",
            [
                ("bool", "BOOL", np.array([True, False]), True),
                ("half", "FP16", np.array([1.5, -2], np.float16), True),
                ("brain", "BF16", np.array([1.5, -3.140625], ml_dtypes.bfloat16), True),
                ("double", "FP64", np.array([[np.pi]]), True),
                ("none", "FP32", np.zeros((0, 4), np.float32), True),
            ],
            binary_outputs="all",
        ),
        request(
            "JSON",
            [
                ("x", "FP32", np.array([[0.1, 2], [3, 4]], np.float32), False),
                ("n", "INT64", np.array([-(2**53) + 1]), False),
                ("b", "BOOL", np.array([True, False]), False),
                ("t", "BYTES", np.array(["é".encode(), b""], np.object_), False),
            ],
            [("y", False)],
            says={"outputs": ["y"]},
            binary_outputs=[],
        ),
        request(
            "JSON and binary data",
            [
                ("x", "UINT8", np.array([1], np.uint8), False),
                ("y", "UINT8", np.array([2, 3], np.uint8), True),
            ],
            binary_outputs="all",
        ),
    ]
    (FOLDER / "requests.json").write_text(json.dumps(requests, indent=1) + "\n")


if __name__ == "__main__":
    main()
