"""A finished package on a cohort it was not made of: from the table of `predict CASES --csv` to a report."""
