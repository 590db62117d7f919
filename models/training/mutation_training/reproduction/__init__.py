"""The papers' tables, filled from one's own cohort beside the papers' own columns."""
