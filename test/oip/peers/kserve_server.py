"""KServe's Python server over the graphs of model packages: kserve_server.py PACKAGES PORT ID…"""

import sys
from pathlib import Path

import onnxruntime
import uvicorn
from kserve import InferOutput, InferResponse, Model, ModelServer
from kserve.utils.utils import generate_uuid


class Graph(Model):
    def __init__(self, name: str, file: Path):
        super().__init__(name)
        self.session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        self.ready = True

    async def get_input_types(self):
        return [describe(tensor) for tensor in self.session.get_inputs()]

    async def get_output_types(self):
        return [describe(tensor) for tensor in self.session.get_outputs()]

    def predict(self, request, headers=None, response_headers=None):
        wanted = [output.name for output in request.request_outputs or []]
        names = wanted or [output.name for output in self.session.get_outputs()]
        inputs = {tensor.name: tensor.as_numpy() for tensor in request.inputs}
        outputs = []
        for name, values in zip(names, self.session.run(names, inputs)):
            output = InferOutput(name=name, shape=list(values.shape), datatype="FP32")
            output.set_data_from_numpy(values, binary_data=request.use_binary_outputs)
            outputs.append(output)
        return InferResponse(
            response_id=request.id or generate_uuid(),
            model_name=self.name,
            infer_outputs=outputs,
            use_binary_outputs=request.use_binary_outputs,
            requested_outputs=request.request_outputs,
        )


def describe(tensor) -> dict:
    shape = [length if isinstance(length, int) else -1 for length in tensor.shape]
    return {"name": tensor.name, "datatype": "FP32", "shape": shape}


class LoopbackConfig(uvicorn.Config):
    """KServe listens on every address, and lets nobody say otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "host": "127.0.0.1"})


if __name__ == "__main__":
    packages, port, *ids = sys.argv[1:]
    uvicorn.Config = LoopbackConfig
    models = [Graph(id, Path(packages) / id / "model.onnx") for id in ids]
    ModelServer(http_port=int(port), enable_grpc=False).start(models)
