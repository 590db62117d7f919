"""Cohorts: the table that training reads, its splits, and how one is built from a DICOM archive."""
