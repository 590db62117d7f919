/**
 * Text decoding by Specific Character Set (PS3.3 C.12.1.1.2). The labels are the WHATWG encodings
 * that hold the same repertoire; `TextDecoder` has them in every host.
 */
const ENCODINGS: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 159': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  'ISO 2022 IR 58': 'gb18030',
};

/** Values of (0008,0005) that are decoded as what they say. */
export const CHARACTER_SETS: readonly string[] = Object.keys(ENCODINGS);

/** Escape sequences that announce a set whose bytes the decoder recognises without them. */
const ANNOUNCEMENTS = /\x1b(\$\)[AC]|[-.(][A-Z])/g;

export type DecodeText = (bytes: Uint8Array) => string;

/**
 * A decoder for the values of (0008,0005). Of code extensions the last set listed is used, which
 * contains ASCII and is the one that the text needs. Unknown and absent sets decode as Latin-1,
 * which never fails and which files without the attribute are usually written in.
 */
export function textDecoderFor(characterSets: readonly string[]): DecodeText {
  const last = characterSets.at(-1) ?? '';
  const label = ENCODINGS[last] ?? ENCODINGS[last.replace('ISO 2022 IR', 'ISO_IR')];
  const decoder = new TextDecoder(label ?? 'windows-1252');
  if (label === 'iso-2022-jp') return (bytes) => decoder.decode(bytes);
  return (bytes) => decoder.decode(bytes).replace(ANNOUNCEMENTS, '');
}
