"""What can be wrong with a cohort; every message names the file, row or column and what to do."""

from __future__ import annotations


class CohortError(Exception):
    """A cohort that cannot be used as it is."""


class CohortFileError(CohortError):
    """A file of the cohort is missing or is no table."""


class CohortColumnError(CohortError):
    """A column is missing, unnamed or named twice."""

    def __init__(self, message: str, column: str) -> None:
        super().__init__(message)
        self.column = column


class CohortCellError(CohortError):
    """A cell holds what its column cannot."""

    def __init__(self, source: str, line: int, column: str, problem: str, advice: str) -> None:
        super().__init__(f"{source}, line {line}, column '{column}': {problem} {advice}")
        self.line = line
        self.column = column


class CohortCountError(CohortError):
    """A published count is not met: the table is another than the one it claims to be."""
