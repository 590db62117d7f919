import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

export interface Part {
  readonly contentType: string;
  readonly body: Uint8Array;
}

const CRLF = '\r\n';

/**
 * A `multipart/related` body (RFC 2387) as DICOMweb uses it, written as its parts come.
 *
 * @param mediaType of the parts, e.g. `application/dicom`
 */
export function writeMultipart(
  parts: Iterable<Part> | AsyncIterable<Part>,
  mediaType: string,
): { contentType: string; body: Readable } {
  const boundary = randomUUID();
  async function* write() {
    for await (const { contentType, body } of parts) {
      yield Buffer.from(`--${boundary}${CRLF}Content-Type: ${contentType}${CRLF}${CRLF}`);
      yield body;
      yield Buffer.from(CRLF);
    }
    yield Buffer.from(`--${boundary}--${CRLF}`);
  }
  return {
    contentType: `multipart/related; type="${mediaType}"; boundary=${boundary}`,
    body: Readable.from(write(), { objectMode: false }),
  };
}

/** The boundary parameter of a Content-Type, quoted or not. */
export function boundaryOf(contentType: string): string | undefined {
  const match = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/**
 * Splits a multipart body (RFC 2046 §5.1). The bytes of a part may hold anything but the delimiter
 * line, binary look-alikes without the line break before or after it included.
 *
 * @returns undefined when the body is not closed by its final delimiter: it was cut off
 */
export function parseMultipart(body: Buffer, boundary: string): Part[] | undefined {
  const parts: Part[] = [];
  let delimiter = findDelimiter(body, boundary, 0);
  while (delimiter && !delimiter.isFinal) {
    const next = findDelimiter(body, boundary, delimiter.end);
    if (!next) return undefined;
    parts.push(parsePart(body.subarray(delimiter.end, next.start)));
    delimiter = next;
  }
  return delimiter && parts;
}

interface Delimiter {
  /** Where the part before it ends: the line break before it belongs to the delimiter. */
  readonly start: number;
  /** Where the part after it starts, with the line break that ends the delimiter line. */
  readonly end: number;
  readonly isFinal: boolean;
}

function findDelimiter(body: Buffer, boundary: string, from: number): Delimiter | undefined {
  const dashes = `--${boundary}`;
  for (let at = body.indexOf(dashes, from); at >= 0; at = body.indexOf(dashes, at + 1)) {
    const startsLine = at === 0 || body.toString('latin1', at - CRLF.length, at) === CRLF;
    const rest = body.toString('latin1', at + dashes.length, at + dashes.length + 80);
    const ending = /^(--)?[ \t]*(?=\r\n|$)/.exec(rest);
    if (!startsLine || !ending) continue;
    return {
      start: Math.max(at - CRLF.length, 0),
      end: at + dashes.length + ending[0].length,
      isFinal: ending[1] === '--',
    };
  }
  return undefined;
}

/** @param part header lines and body, each group led in by a line break */
function parsePart(part: Buffer): Part {
  const blankLine = part.indexOf(CRLF + CRLF);
  if (blankLine < 0) return { contentType: '', body: part.subarray(part.length) };
  const header = part.toString('latin1', 0, blankLine);
  const contentType = /^content-type:(.*)$/im.exec(header)?.[1]?.trim() ?? '';
  return { contentType, body: part.subarray(blankLine + 2 * CRLF.length) };
}
