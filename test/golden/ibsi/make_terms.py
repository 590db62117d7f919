"""Writes terms.json: the meanings that DICOM PS3.16 gives IBSI's identifiers, as pydicom has them.

    pip install pydicom==3.0.2
    python make_terms.py
"""

import json
from pathlib import Path

from pydicom.sr._concepts_dict import concepts

terms = {
    code: meaning for entry in concepts["IBSI"].values() for code, (meaning, _) in entry.items()
}
text = json.dumps(dict(sorted(terms.items())), indent=1, ensure_ascii=False)
Path(__file__).with_name("terms.json").write_text(text + "\n", encoding="utf-8")
