"""How strongly noise of the lifelike phantom's kernels must correlate between pixels, by numpy.

The autocorrelation is the inverse Fourier transform of the power spectrum (Wiener-Khinchin). The spectrum is that of
filtered back-projection with a Gaussian roll-off, N(f) = f exp(-f^2 / (2 p^2)), which is largest at f = p.

    python test/golden/phantom/make_noise_correlation.py
"""

import json
from pathlib import Path

import numpy as np

SPACING_MM = 0.7
EDGE = 1024
# Peaks of the noise's spectrum, per mm: soft, standard and sharp kernels.
PEAKS = {"soft": 0.24, "standard": 0.34, "sharp": 0.52}
LAGS = [1, 2, 3, 4, 6]


def correlation(peak: float) -> list[float]:
    frequency = np.fft.fftfreq(EDGE, SPACING_MM)
    f = np.hypot(frequency[:, None], frequency[None, :])
    covariance = np.fft.ifft2(f * np.exp(-(f**2) / (2 * peak**2))).real
    return [round(float(covariance[0, lag] / covariance[0, 0]), 4) for lag in LAGS]


golden = {
    "spacingMm": SPACING_MM,
    "lags": LAGS,
    "correlation": {kernel: correlation(peak) for kernel, peak in PEAKS.items()},
}
Path(__file__).with_name("noiseCorrelation.json").write_text(json.dumps(golden, indent=2) + "\n")
