"""Clinical inputs as numbers; the same encoding is written into the manifest."""

from __future__ import annotations

from dataclasses import dataclass

AGE_MEAN, AGE_SD = 68.0, 10.0
SEX_CODES = {"F": 1.0, "M": -1.0, "O": 0.0}
SMOKING_CODES = {"never": -1.0, "former": 0.5, "current": 1.0}
#: Stands in for an unknown value; training hides values at random so that the network knows it.
MISSING = 0.0

#: The manifest's fields, in the order of the tensor.
FIELDS = [
    {"name": "age", "mean": AGE_MEAN, "sd": AGE_SD, "missing": MISSING},
    {"name": "sex", "encoding": SEX_CODES, "missing": MISSING},
    {"name": "smoking", "encoding": SMOKING_CODES, "missing": MISSING},
]


@dataclass(frozen=True)
class Clinical:
    age_years: float | None
    sex: str | None
    smoking: str | None

    def encode(self) -> tuple[float, float, float]:
        return (
            MISSING if self.age_years is None else (self.age_years - AGE_MEAN) / AGE_SD,
            MISSING if self.sex is None else SEX_CODES[self.sex],
            MISSING if self.smoking is None else SMOKING_CODES[self.smoking],
        )
