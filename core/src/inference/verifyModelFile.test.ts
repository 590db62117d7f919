import { verifyModelFile } from './verifyModelFile.js';

/** "abc" of FIPS 180-2, appendix B.1. */
const abc = new TextEncoder().encode('abc');
const file = {
  path: 'model.onnx',
  size: 3,
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
};

test('accepts the bytes that the manifest describes', async () => {
  await expect(verifyModelFile(abc, file)).resolves.toBeUndefined();
});

test('refuses other bytes of the same size, naming file and digests', async () => {
  const verifying = verifyModelFile(new TextEncoder().encode('abd'), file);
  await expect(verifying).rejects.toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringMatching(/model\.onnx has SHA-256 a52d159f… instead of ba7816bf…/),
  });
});

test('refuses a truncated file by its size', async () => {
  await expect(verifyModelFile(abc.subarray(0, 2), file)).rejects.toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringContaining('2 bytes instead of 3'),
  });
});
