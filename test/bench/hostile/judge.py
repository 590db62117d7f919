"""Says of damaged segmentations that we read differently from the sound ones what highdicom reads.

    python judge.py FOLDER CT-FOLDER

FOLDER holds NAME.dcm and NAME.json, flat voxel indices by segment number as we read them. Prints a JSON
object of three lists of names: `equal`, `unread` (highdicom refuses the file, or has no such
segment) and `wrong`.
"""

import json
import sys
import warnings
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom

warnings.simplefilter("ignore")


def right_handed(volume: hd.Volume) -> hd.Volume:
    """Slices along row direction × column direction."""
    normal = np.cross(volume.affine[:3, 2], volume.affine[:3, 1])
    return volume if volume.affine[:3, 0] @ normal > 0 else volume.flip_spatial(0)


def masks(path: Path, ct: hd.Volume) -> dict[str, list[int]]:
    seg = hd.seg.segread(path)
    kind = seg.segmentation_type
    geometry = ct.get_geometry()
    if kind == hd.seg.SegmentationTypeValues.LABELMAP:
        # One volume of labels: asked for one segment alone, highdicom 0.28 loses numbers above 255.
        labels = seg.get_volume(combine_segments=True, allow_missing_positions=True, dtype=np.uint16)
        array = labels.match_geometry(geometry).array
        return {str(n): np.flatnonzero(array == n).tolist() for n in map(int, seg.segment_numbers)}
    found = {}
    for number in map(int, seg.segment_numbers):
        fractional = kind == hd.seg.SegmentationTypeValues.FRACTIONAL
        volume = seg.get_volume(
            segment_numbers=[number], allow_missing_positions=True, rescale_fractional=fractional
        ).squeeze_channel()
        array = volume.match_geometry(geometry).array
        found[str(number)] = np.flatnonzero(array >= 0.5 if fractional else array > 0).tolist()
    return found


def main() -> None:
    folder, ct_folder = map(Path, sys.argv[1:])
    ct = right_handed(hd.get_volume_from_series([pydicom.dcmread(p) for p in sorted(ct_folder.glob("*"))]))
    verdict: dict[str, list[str]] = {"equal": [], "unread": [], "wrong": []}
    for path in sorted(folder.glob("*.json")):
        ours = json.loads(path.read_text())
        try:
            theirs = masks(path.with_suffix(".dcm"), ct)
        except Exception:  # whatever it stumbles over, it did not read the file
            verdict["unread"].append(path.stem)
            continue
        if not set(ours) <= set(theirs):
            verdict["unread"].append(path.stem)
        elif all(theirs[number] == voxels for number, voxels in ours.items()):
            verdict["equal"].append(path.stem)
        else:
            verdict["wrong"].append(path.stem)
    print(json.dumps(verdict))


if __name__ == "__main__":
    main()
