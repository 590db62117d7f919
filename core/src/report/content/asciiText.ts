/**
 * Free text inside a sequence: anything but printable ASCII, and spaces at the ends (which DICOM
 * strips), is written as an XML character reference, `Läsion` as `L&#228;sion`. Text that holds `&#`
 * or a backslash (a value delimiter to careless readers) is escaped too, so that every text returns.
 */
export function toAsciiText(text: string): string {
  return text.replace(/^ +| +$|[^\x20-\x7e]|\\|&(?=#)/gu, (match) =>
    Array.from(match, (character) => `&#${character.codePointAt(0)};`).join(''),
  );
}

export function fromAsciiText(text: string): string {
  return text.replace(/&#(\d{1,7});/g, (reference, decimal: string) => {
    const codePoint = Number(decimal);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : reference;
  });
}
