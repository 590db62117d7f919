"""From a run's predictions to a report: discrimination, calibration, clinical use, comparisons."""
