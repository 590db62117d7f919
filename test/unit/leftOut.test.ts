import path from 'node:path';

interface LeftOut {
  testsWithout(missing: string[]): string[];
  builtTests(missing: string[]): string[];
  summary(
    totals: { passed: number; failed: number; skipped: number },
    leftOut: string[],
    install?: string,
  ): string;
}
let leftOut: LeftOut;
beforeAll(async () => {
  leftOut = (await import(path.resolve('test/machine/leftOut.mjs'))) as LeftOut;
});

const totals = { passed: 7, failed: 0, skipped: 2 };

test('a machine with everything leaves nothing out', () => {
  expect(leftOut.testsWithout([])).toEqual([]);
  expect(leftOut.builtTests([])).toEqual(['test/packages', 'test/parity', 'test/e2e']);
  expect(leftOut.summary(totals, [])).toBe('7 passed, 0 failed, 2 skipped');
});

test('without Chromium only packages are tested of what was built', () => {
  expect(leftOut.builtTests(['chromium'])).toEqual(['test/packages']);
  expect(leftOut.testsWithout(['chromium'])).toEqual(['the browser tests, for want of chromium']);
});

test('without a PACS or a validator the browser is tested still', () => {
  const missing = ['orthanc', 'dcmtk', 'dicom3tools'];
  expect(leftOut.builtTests(missing)).toContain('test/e2e');
  expect(leftOut.testsWithout(missing)).toEqual([
    'what is stored in and read from a PACS, for want of orthanc',
    "reports and segmentations before DICOM's validators, for want of dicom3tools, dcmtk",
  ]);
});

test('a run ends with what it left out, how to have it, and the count', () => {
  expect(leftOut.summary(totals, ['this', 'that'], 'apt-get install it').split('\n')).toEqual([
    'Left out:',
    '- this',
    '- that',
    'To have them, run this as root: apt-get install it',
    '7 passed, 0 failed, 2 skipped',
  ]);
});
