import { textDecoderFor } from './characterSet.js';

/** Encoded by pydicom 3 (`pydicom.charset.encode_string`), but for the first. */
test.each([
  [[], '4afc7267656e', 'Jürgen'],
  [['ISO_IR 100'], '4afc7267656e5ec47066656c', 'Jürgen^Äpfel'],
  [['ISO_IR 144'], 'bbeeda6365dcd17970d3', 'Люкceмбypг'],
  [['ISO_IR 126'], 'c4e9efedf5f3e9eff2', 'Διονυσιος'],
  [['ISO_IR 192'], '57616e675e5869616f446f6e673de78e8b5ee5b08fe69db1', 'Wang^XiaoDong=王^小東'],
  [['GB18030'], 'cdf55ed0a1b6ab', '王^小东'],
  [
    ['', 'ISO 2022 IR 87'],
    '1b284259616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b2842',
    'Yamada^Tarou=山田^太郎',
  ],
  [
    ['', 'ISO 2022 IR 149'],
    '1b242943486f6e675e47696c646f6e673dfbf35ed1ced4d7',
    'Hong^Gildong=洪^吉洞',
  ],
  [['ISO 2022 IR 100', 'ISO 2022 IR 144'], '1b2d4cbbeeda6365dcd17970d3', 'Люкceмбypг'],
])('%j', (characterSets, hex, text) => {
  const bytes = Uint8Array.from(hex.match(/../g)!, (byte) => parseInt(byte, 16));
  expect(textDecoderFor(characterSets)(bytes)).toBe(text);
});
