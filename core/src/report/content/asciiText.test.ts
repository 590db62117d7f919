import { fromAsciiText, toAsciiText } from './asciiText.js';

test.each([
  ['Lesion 1', 'Lesion 1'],
  ['S3 & S4', 'S3 & S4'],
  ['Läsion', 'L&#228;sion'],
  ['病変 🫁', '&#30149;&#22793; &#129729;'],
  ['a\\b', 'a&#92;b'],
  ['line\nline', 'line&#10;line'],
  [' two  spaces  ', '&#32;two  spaces&#32;&#32;'],
  ['&#228;', '&#38;#228;'],
  ['', ''],
])('%p is written as %p and returns', (text, ascii) => {
  expect(toAsciiText(text)).toBe(ascii);
  expect(fromAsciiText(ascii)).toBe(text);
});

test('leaves references alone that no writer of ours made', () => {
  expect(fromAsciiText('&#9999999; &#x41;')).toBe('&#9999999; &#x41;');
});
