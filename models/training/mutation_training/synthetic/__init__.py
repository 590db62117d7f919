"""Synthetic lesions with a planted signal: they prove the pipeline, nothing about patients."""
