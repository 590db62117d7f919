"""Where the data lie that are not in git; tests that need them are skipped without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("MP_DATA", REPOSITORY / ".." / "shared" / "data")).resolve()
TCIA = DATA / "tcia"
SAMPLES = DATA / "dicom-samples"

needs_tcia = pytest.mark.skipif(
    not (TCIA / "clinical-labels.csv").is_file(),
    reason=f"skipped: TCIA's table is not in {TCIA}; set MP_DATA",
)
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"skipped: DICOM samples are not in {SAMPLES}; set MP_DATA"
)
