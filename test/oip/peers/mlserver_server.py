"""MLServer over the graphs of model packages: mlserver_server.py PACKAGES PORT ID…"""

import asyncio
import sys
from pathlib import Path

import onnxruntime
from mlserver import MLModel, MLServer, ModelSettings, Settings
from mlserver.codecs import NumpyCodec
from mlserver.settings import ModelParameters
from mlserver.types import InferenceRequest, InferenceResponse, MetadataTensor


class Graph(MLModel):
    async def load(self) -> bool:
        self.session = onnxruntime.InferenceSession(
            self.settings.parameters.uri, providers=["CPUExecutionProvider"]
        )
        self.inputs = [describe(tensor) for tensor in self.session.get_inputs()]
        self.outputs = [describe(tensor) for tensor in self.session.get_outputs()]
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        wanted = [output.name for output in payload.outputs or []]
        names = wanted or [output.name for output in self.session.get_outputs()]
        inputs = {tensor.name: NumpyCodec.decode_input(tensor) for tensor in payload.inputs}
        values = self.session.run(names, inputs)
        return InferenceResponse(
            id=payload.id,
            model_name=self.name,
            outputs=[NumpyCodec.encode_output(name, value) for name, value in zip(names, values)],
        )


def describe(tensor) -> MetadataTensor:
    shape = [length if isinstance(length, int) else -1 for length in tensor.shape]
    return MetadataTensor(name=tensor.name, datatype="FP32", shape=shape)


async def serve(packages: str, port: str, *ids: str) -> None:
    # Port 0 would be any for gRPC, which is not asked.
    settings = Settings(
        host="127.0.0.1", http_port=int(port), grpc_port=0, metrics_port=int(port) + 1, parallel_workers=0
    )
    models = [
        ModelSettings(
            name=id,
            implementation=Graph,
            parameters=ModelParameters(uri=str(Path(packages) / id / "model.onnx")),
        )
        for id in ids
    ]
    await MLServer(settings).start(models)


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
