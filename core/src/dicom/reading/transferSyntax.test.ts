import { readFileSync } from 'node:fs';
import { goldenPath } from '../../../../test/support/dicomFiles.js';
import { readCtSeries } from '../ct/ctSeries.js';
import { TRANSFER_SYNTAXES, transferSyntaxName } from './transferSyntax.js';

test('the documented transfer syntaxes are those of the table', () => {
  const text = readFileSync('docs/ct-reading.md', 'utf8');
  const rows = [
    ...text.matchAll(/^\| (.+?) +\| `(1\.2\.840\.10008\.1\.2[\d.]*)` +\| (.+?) +\|$/gm),
  ];
  const documented = rows.map(([, name, uid, reader]) => `${uid} ${name} ${readerOf(reader!)}`);
  const table = TRANSFER_SYNTAXES.map(({ uid, name, reader }) => `${uid} ${name} ${reader}`);
  expect(documented.sort()).toEqual(table.sort());
});

function readerOf(text: string): string {
  if (text.startsWith('nobody')) return 'none';
  if (!text.startsWith('engine')) return 'codec';
  return text === 'engine' ? 'engine' : 'native';
}

test('names a transfer syntax, or gives its UID', () => {
  expect(transferSyntaxName('1.2.840.10008.1.2.5')).toBe('RLE Lossless (1.2.840.10008.1.2.5)');
  expect(transferSyntaxName('1.2.3')).toBe('1.2.3');
});

test.each([
  ['1.2.840.10008.1.2.2', 'Explicit VR Big Endian'],
  ['1.2.840.10008.1.2.4.50', 'JPEG Baseline'],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended'],
])('a CT in %s is refused by the name of its transfer syntax, %s', async (uid, name) => {
  const bytes = new Uint8Array(readFileSync(goldenPath('ct/codec/jpeg-lossless-sv1-signed.dcm')));
  const at = Buffer.from(bytes).indexOf('1.2.840.10008.1.2.4.70');
  bytes.set(new TextEncoder().encode(uid.padEnd(22, '\0')), at);
  const source = { name: 'ct.dcm', read: () => Promise.resolve(bytes) };
  const { refused, otherFiles } = await readCtSeries([source]);
  const error = refused[0]?.error ?? otherFiles[0]?.error;
  expect(error?.code).toBe('unsupported-transfer-syntax');
  expect(error?.message).toContain(`${name} (${uid})`);
});
