import { decimalString } from './decimalString.js';

test.each([
  [0, '0'],
  [0.1, '0.1'],
  [-412.5, '-412.5'],
  [0.7312341234512345, '0.73123412345123'],
  [-0.7312341234512345, '-0.7312341234512'],
  [2 / 3, '0.66666666666667'],
  [12345678901234567000, '1.2345678901e+19'],
  [-1.2345678901234567e-300, '-1.23456789e-300'],
])('%p', (value, expected) => {
  expect(decimalString(value)).toBe(expected);
});

test('never exceeds 16 characters nor strays from the number', () => {
  for (let exponent = -300; exponent <= 300; exponent += 7) {
    for (const mantissa of [1.2345678901234567, -9.876543210987654]) {
      const value = mantissa * 10 ** exponent;
      const text = decimalString(value);
      expect(text.length).toBeLessThanOrEqual(16);
      expect(Math.abs(Number(text) / value - 1)).toBeLessThan(1e-8);
    }
  }
});

test.each([NaN, Infinity])('refuses %p', (value) => {
  expect(() => decimalString(value)).toThrow(RangeError);
});
