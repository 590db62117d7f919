"""Negative controls (as READII's): cohorts in which what a model should go by is gone."""
