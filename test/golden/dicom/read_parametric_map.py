"""Read one of our Parametric Maps with highdicom and pydicom, and print what they find as JSON.

    python read_parametric_map.py MAP.dcm

`values` are the real-world values of every frame by highdicom's own reading, as little-endian float32 in
base64, in the order of slices along the normal; `ascending`, whether frames are stored in that order.
core/src/dicom/parametric-map/parametricMap.test.ts runs it where MP_PYTHON has highdicom.
"""

import base64
import json
import sys

import highdicom as hd
import numpy as np
import pydicom


def main(path: str) -> None:
    image = hd.pm.ParametricMap.from_dataset(pydicom.dcmread(path)) if hasattr(
        hd.pm.ParametricMap, "from_dataset"
    ) else hd.imread(path)
    frames = image.get_frames(apply_real_world_transform=True, dtype=np.float64)
    stored = image.pixel_array
    groups = image.PerFrameFunctionalGroupsSequence
    shared = image.SharedFunctionalGroupsSequence[0]
    cosines = np.array(
        [float(c) for c in shared.PlaneOrientationSequence[0].ImageOrientationPatient]
    )
    normal = np.cross(cosines[:3], cosines[3:])
    places = [
        float(np.dot(normal, [float(p) for p in g.PlanePositionSequence[0].ImagePositionPatient]))
        for g in groups
    ]
    mapping = shared.RealWorldValueMappingSequence[0]
    quantity = mapping.QuantityDefinitionSequence[0].ConceptCodeSequence[0]
    unit = mapping.MeasurementUnitsCodeSequence[0]
    assert np.array_equal(frames, stored.astype(np.float64))
    volume = image.get_volume()
    assert volume.array.shape == (len(groups), image.Rows, image.Columns), volume.array.shape
    json.dump(
        {
            "ascending": all(b > a for a, b in zip(places, places[1:])),
            "size": [int(image.Columns), int(image.Rows), len(groups)],
            "quantity": [quantity.CodeValue, quantity.CodingSchemeDesignator],
            "unit": [unit.CodeValue, unit.CodingSchemeDesignator],
            "sources": [
                str(g.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID)
                for g in groups
            ],
            "values": base64.b64encode(stored.astype("<f4").tobytes()).decode(),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(sys.argv[1])
