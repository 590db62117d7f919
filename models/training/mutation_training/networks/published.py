"""The published networks' parameter counts, without allocating their weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import nn

from .ajou import AjouMultimodal
from .cnn3d import Cnn3d
from .deep_radscore import DeepRadScore
from .densenet import densenet121, densenet264
from .efficientnet import efficientnet_b7
from .inception_resnet import InceptionResNetTrunk, TrunkSize
from .inception_v3 import InceptionV3
from .mmdl import Mmdl
from .resnet import resnet34, resnet50, resnet101
from .resnet3d import ResNet3d
from .unet import UNet3d
from .vgg import vgg16, vgg19

PUBLISHED: Mapping[str, Callable[[], nn.Module]] = {
    "mmdl": Mmdl,
    "mmdl/view": lambda: Mmdl().view_models[0],
    "mmdl/shared-trunk": lambda: Mmdl(shared_trunk=True),
    "mmdl/without-attention": lambda: Mmdl(attention=False),
    "mmdl/trunk/inception-resnet-v2": lambda: InceptionResNetTrunk(TrunkSize()),
    "mmdl/trunk/densenet121": densenet121,
    "mmdl/trunk/inception-v3": InceptionV3,
    "mmdl/trunk/resnet50": resnet50,
    "mmdl/trunk/vgg16": vgg16,
    "cnn3d": Cnn3d,
    "deep-radscore": DeepRadScore,
    "deep-radscore/combined": lambda: DeepRadScore(radscores=2),
    "deep-radscore/backbone/resnet101": resnet101,
    "deep-radscore/backbone/vgg19": vgg19,
    "fudan-fusion": ResNet3d,
    "ajou-multimodal": AjouMultimodal,
    "ajou-multimodal/backbone/efficientnet-b7": efficientnet_b7,
    "ajou-multimodal/backbone/resnet34": resnet34,
    "ajou-multimodal/backbone/densenet264": densenet264,
    "unet": UNet3d,
}


def count_parameters(network: nn.Module) -> int:
    """Learned weights; of the 3-D CNN also the running statistics, which Keras counts."""
    count = sum(parameter.numel() for parameter in network.parameters())
    if isinstance(network, Cnn3d):
        count += sum(buffer.numel() for buffer in network.buffers() if buffer.dim() > 0)
    return count


def count_published() -> dict[str, int]:
    with torch.device("meta"):
        return {name: count_parameters(build()) for name, build in PUBLISHED.items()}
