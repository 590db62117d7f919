import { asciiLabel } from './asciiLabel.js';

test.each([
  ['Läsion', 'Lasion'],
  ['病変 1', '?? 1'],
  ['left\\right', 'left?right'],
  ['x'.repeat(70), 'x'.repeat(64)],
  ['  ', 'Lesion'],
])('%s becomes %s', (label, expected) => expect(asciiLabel(label)).toBe(expected));
