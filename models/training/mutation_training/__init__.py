"""Cohorts, networks, training, evaluation and export of model packages. Research use only."""

#: As in pyproject.toml.
__version__ = "0.2.0"
