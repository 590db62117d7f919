"""Windows (VOI LUT) that the slices of a CT propose, in DICOM and in a case's NIfTI."""

from __future__ import annotations

import json
import re
from typing import Any, Literal, NamedTuple, cast, get_args

import nibabel as nib
import numpy as np
from pydicom.dataset import Dataset

#: How levels follow from HU (PS3.3 C.11.2.1.2 and C.11.2.1.3).
VoiLutFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]
#: A linear window of width 1 has two levels, black and white.
NARROWEST = 2
#: `NIFTI_ECODE_COMMENT` (nifti1.h).
COMMENT = 6
#: In the comment: the twin of core/src/imaging/niftiWindows.ts.
KEY = "sliceWindows"
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


class HuWindow(NamedTuple):
    centre: float
    width: float
    function: VoiLutFunction = "LINEAR"


#: Of the slices of a CT, in their order; `None` of one that proposes none.
SliceWindows = tuple[HuWindow | None, ...]


def proposed_window(tags: Dataset) -> HuWindow | None:
    """Of the windows of an image the one with the lowest centre, as the viewer takes it; `None` without a
    usable one, and for a function that the standard does not know. A VOI LUT Sequence is not read."""
    function = str(tags.get("VOILUTFunction") or "LINEAR").strip()
    if function not in get_args(VoiLutFunction):
        return None
    pairs = zip(numbers(tags, "WindowCenter"), numbers(tags, "WindowWidth"), strict=False)
    usable = [
        (centre, width)
        for centre, width in pairs
        if centre is not None and width is not None and width >= NARROWEST
    ]
    if not usable:
        return None
    centre, width = min(usable, key=lambda pair: pair[0])
    return HuWindow(centre, width, cast(VoiLutFunction, function))


def numbers(tags: Dataset, name: str) -> list[float | None]:
    """What is no number is no window, and no reason against the image."""
    # As bytes, where the file was read: pydicom refuses to give what is no number.
    raw = getattr(tags.get_item(name), "value", None)
    if not isinstance(raw, bytes):
        return [] if raw is None else [float(value) for value in np.atleast_1d(raw)]
    texts = [text.strip(" \0") for text in raw.decode("latin-1").split("\\")]
    return [float(text) if NUMBER.fullmatch(text) else None for text in texts]


def describe(image: Any, windows: SliceWindows) -> None:
    """Into an image of NIfTI: one linear window of all slices as its display range, others as a comment."""
    if not any(windows):
        return
    first = windows[0]
    if first is not None and first.function == "LINEAR" and all(window == first for window in windows):
        image.header["cal_min"] = first.centre - 0.5 - (first.width - 1) / 2
        image.header["cal_max"] = first.centre - 0.5 + (first.width - 1) / 2
        return
    text = json.dumps({KEY: [window and stated(window) for window in windows]})
    # nibabel's classes come without types.
    image.header.extensions.append(cast(Any, nib.nifti1).Nifti1Extension(COMMENT, text.encode()))


def stated(window: HuWindow) -> dict[str, Any]:
    function = {} if window.function == "LINEAR" else {"function": window.function}
    return {"centre": window.centre, "width": window.width, **function}


def described(header: Any, slices: int) -> SliceWindows:
    """Of an image of NIfTI with so many slices; none where it tells of none.

    Raises `ValueError` where it tells of other slices than it has.
    """
    for extension in header.extensions:
        found = of_comment(extension.get_content()) if extension.get_code() == COMMENT else None
        if found is None:
            continue
        if len(found) != slices:
            raise ValueError(f"the CT has {slices} slices, and windows (VOI LUT) for {len(found)}")
        return found
    low, high = float(header["cal_min"]), float(header["cal_max"])
    return (HuWindow((low + high + 1) / 2, high - low + 1),) * slices if high - low >= 1 else ()


def of_comment(content: bytes | str) -> SliceWindows | None:
    """Comments are anyone's: what is none of ours tells nothing."""
    text = content if isinstance(content, str) else content.decode(errors="replace")
    try:
        windows = json.loads(text.rstrip("\0"))[KEY]
        return tuple(window and HuWindow(**window) for window in windows)
    except (ValueError, TypeError, KeyError):
        return None
