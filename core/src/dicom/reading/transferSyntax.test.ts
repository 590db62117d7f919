import { readFileSync } from 'node:fs';
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
