"""A Triton model configuration as NVIDIA's protobuf reads it: read_triton_config.py CONFIG, prints JSON.

Needs tritonclient and protobuf. An unknown field or value is an error.
"""

import importlib.util
import sys
from pathlib import Path

import tritonclient
from google.protobuf import json_format, text_format


def model_config_pb2():
    """The generated module alone: its package imports grpc."""
    file = Path(tritonclient.__path__[0]) / "grpc/model_config_pb2.py"
    spec = importlib.util.spec_from_file_location("model_config_pb2", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


config = text_format.Parse(Path(sys.argv[1]).read_text(), model_config_pb2().ModelConfig())
print(json_format.MessageToJson(config, preserving_proto_field_name=True))
