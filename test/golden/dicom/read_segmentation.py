"""Prints the segments that highdicom finds in a SEG on the grid of a CT series, as JSON.

    python read_segmentation.py SEG.dcm CT-FOLDER
"""

import json
import sys
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom

segmentation, folder = sys.argv[1:]
ct = hd.get_volume_from_series([pydicom.dcmread(path) for path in Path(folder).glob("*.dcm")])
# slices along row direction × column direction
if ct.affine[:3, 0] @ np.cross(ct.affine[:3, 2], ct.affine[:3, 1]) < 0:
    ct = ct.flip_spatial(0)

seg = hd.seg.segread(segmentation)
found = {}
for number in seg.segment_numbers:
    description = seg.get_segment_description(number)
    volume = seg.get_volume(segment_numbers=[number]).squeeze_channel()
    mask = volume.match_geometry(ct.get_geometry()).array
    found[int(number)] = {
        "label": description.segment_label,
        "trackingUid": description.tracking_uid,
        "voxels": np.flatnonzero(mask).tolist(),
    }
print(json.dumps(found))
