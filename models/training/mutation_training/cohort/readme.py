"""The README.md of a built cohort: what it is made of and who is owed the credit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .case_files import MARGIN_MM
from .provenance import machine_made
from .table import CaseRow

TCIA_CREDIT = """
## Credit

The clinical columns of `R01-*` and `AMC-*` patients come from TCIA's collection NSCLC Radiogenomics,
licensed CC BY 3.0: Bakr S. et al., Data for NSCLC Radiogenomics, The Cancer Imaging Archive (2017),
doi:10.7937/K9/TCIA.2017.7hs46erv. Changed: columns renamed and recoded, weight in kilograms, stage by
the 7th edition of the TNM classification. Cite it in whatever you publish from this cohort.
"""


def write_readme(folder: Path, rows: Sequence[CaseRow], has_tcia: bool, has_cases: bool) -> None:
    usable = [row for row in rows if row.exclusion is None]
    paragraphs = [
        "# Cohort\n",
        f"{len(rows)} patients, {len(usable)} with a usable lesion; `exclusion` in cohort.csv says why "
        "not. Made by `mutation-train cohort` from DICOM and a clinical table. Research use only.\n",
    ]
    if has_cases:
        paragraphs.append(
            "`cases/<case_id>/ct.nii.gz` holds HU, `mask.nii.gz` the lesion, on one grid: the lesion's "
            f"bounding box and {MARGIN_MM:g} mm around it.\n"
        )
    paragraphs += [f"{sentence}\n" for sentence in machine_made(usable)]
    text = "\n".join(paragraphs) + (TCIA_CREDIT if has_tcia else "")
    (folder / "README.md").write_text(text, encoding="utf-8")
