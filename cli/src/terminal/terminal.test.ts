import { printable } from './terminal.js';

test('what a terminal would obey is seen instead', () => {
  expect(printable('\u001b[2Jlesion\u009b1A\u202Emcd.exe\r\u0007')).toBe(
    '\uFFFD[2Jlesion\uFFFD1A\uFFFDmcd.exe\uFFFD\uFFFD',
  );
  expect(printable('Läsion 1\n\tµm³ 病変\n')).toBe('Läsion 1\n\tµm³ 病変\n');
});
