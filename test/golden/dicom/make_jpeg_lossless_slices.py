"""Many small CT slices as JPEG Lossless, as dcmtk and GDCM write them: codestreams end at every bit of a byte.

Usage:  python make_jpeg_lossless_slices.py   (pydicom 3, numpy; dcmcjpeg of dcmtk, gdcmconv of libgdcm-tools)

Writes ct/jpeg-lossless-slices.bin: for each slice the length of its codestream (uint32), the codestream, and
the pixels that were compressed (16 x 16, int16); little endian. Even slices are dcmtk's, odd ones GDCM's.
"""

import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

SIDE = 16
SLICES = 220
OUT = Path(__file__).parent / "ct/jpeg-lossless-slices.bin"


def slice_of(pixels: np.ndarray) -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["slice"])
    ds = FileDataset(None, {}, preamble=b"\0" * 128, file_meta=meta)
    ds.SOPClassUID, ds.SOPInstanceUID = CTImageStorage, meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID = ds.SeriesInstanceUID = generate_uid(entropy_srcs=["series"])
    ds.Modality, ds.PatientID, ds.PatientName = "CT", "SYNTHETIC", "Synthetic"
    ds.Rows = ds.Columns = SIDE
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.BitsAllocated = ds.BitsStored = 16
    ds.HighBit, ds.PixelRepresentation = 15, 1
    ds.RescaleSlope, ds.RescaleIntercept = 1, 0
    ds.PixelData = pixels.astype("<i2").tobytes()
    return ds


random = np.random.default_rng(11)
across, down = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
packed = b""
with tempfile.TemporaryDirectory() as folder:
    plain, coded = Path(folder) / "plain.dcm", Path(folder) / "coded.dcm"
    for n in range(SLICES):
        body = np.where((across - 8) ** 2 + (down - 8) ** 2 < 40, 40, -850)
        pixels = np.rint(body + random.normal(0, random.uniform(2, 30), body.shape)).astype(np.int16)
        # Corners outside the field of view: the last sample takes a single bit.
        if n % 3:
            pixels[(across - 8) ** 2 + (down - 8) ** 2 > 60] = -1024
        slice_of(pixels).save_as(plain, enforce_file_format=True)
        # The first predictor by either transfer syntax, and each other one.
        predictor = n // 2 % 8
        dcmtk = ["dcmcjpeg", *(["+el", "+sv", str(predictor)] if predictor else ["+e1"])]
        subprocess.run([*(["gdcmconv", "--jpeg"] if n % 2 else dcmtk), plain, coded], check=True)
        ds = pydicom.dcmread(coded)
        [code] = pydicom.encaps.generate_frames(ds.PixelData, number_of_frames=1)
        packed += struct.pack("<I", len(code)) + code + pixels.astype("<i2").tobytes()
OUT.write_bytes(packed)
