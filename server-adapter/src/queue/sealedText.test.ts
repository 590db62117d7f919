import { openOutcome, sealOutcome } from './jobOutcome.js';
import { newReaderKey, readerWith, sealFor } from './sealedText.js';

const key = newReaderKey();
const reader = readerWith(key);

test('what is sealed for a reader is opened by that reader, whoever holds its key', () => {
  const text = 'Doe^Jane, ' + 'long '.repeat(10_000) + 'é';
  const sealed = sealFor(reader.publicKey, text, 'case-1');
  expect(reader.open(sealed, 'case-1')).toBe(text);
  expect(readerWith(key).open(sealed, 'case-1')).toBe(text);
  expect(sealed.length).toBeLessThan(text.length / 10);
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('Doe');
});

test('the same text is never sealed alike', () => {
  const [one, other] = [1, 2].map(() => sealFor(reader.publicKey, 'text', 'case-1'));
  expect(one).not.toBe(other);
});

test('another reader, another case and any changed bit open nothing', () => {
  const sealed = sealFor(reader.publicKey, 'text', 'case-1');
  expect(() => readerWith(newReaderKey()).open(sealed, 'case-1')).toThrow();
  expect(() => reader.open(sealed, 'case-2')).toThrow();
  const bytes = Buffer.from(sealed, 'base64');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(() => reader.open(changed.toString('base64'), 'case-1')).toThrow();
  }
});

test('an outcome that cannot be opened is none', () => {
  const found = { outcome: { models: [] }, files: [] };
  const sealed = sealOutcome(found, reader.publicKey, 'case-1');
  expect(openOutcome(sealed, reader, 'case-1')).toEqual(found);
  expect(openOutcome(sealed, readerWith(newReaderKey()), 'case-1')).toBeUndefined();
  expect(openOutcome('', reader, 'case-1')).toBeUndefined();
});
