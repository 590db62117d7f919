/** Seeded damage to DICOM files: what a bad disk does, and what somebody who knows the format would. */
import dicomParser from 'dicom-parser';

const EXTREME = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff,
];
const VRS = ['OB', 'OW', 'UN', 'SQ', 'UT', 'US', 'DS', 'UI', 'IS', 'LO', 'CS', 'OF', 'UL'];

/** @param random numbers in [0, 1) */
export function mutate(bytes, random) {
  const below = (n) => Math.floor(random() * n);
  const pick = (choices) => choices[below(choices.length)];
  const times = random() < 0.8 ? 1 : 2;
  let mutant = Uint8Array.from(bytes);
  for (let n = 0; n < times; n++) {
    mutant = random() < 0.5 ? damage(mutant, below, pick) : tamper(mutant, below, pick);
  }
  return mutant;
}

/** Bytes flipped, lost, doubled, overwritten: no knowledge of the format. */
function damage(bytes, below, pick) {
  const at = below(bytes.length);
  const span = 1 + below(pick([4, 64, 4096]));
  // Mostly what keeps the file's length: the rest rarely gets past the first sequence.
  switch (pick([0, 0, 0, 0, 1, 2, 3, 4, 5, 5])) {
    case 0:
      bytes[at] ^= 1 << below(8);
      return bytes;
    case 1:
      return bytes.slice(0, at);
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(at + span));
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(at, at + span), bytes.subarray(at));
    case 4:
      return joined(
        bytes.subarray(0, at),
        Uint8Array.from({ length: Math.min(span, 64) }, () => below(256)),
        bytes.subarray(at),
      );
    default:
      for (let n = 0; n < 16; n++) bytes[below(bytes.length)] ^= 1 << below(8);
      return bytes;
  }
}

/** One element's length, value, or VR changed, or the element lost or doubled. */
function tamper(bytes, below, pick) {
  const elements = elementsOf(bytes);
  if (elements.length === 0) return damage(bytes, below, pick);
  const element = pick(elements);
  const start = element.headerOffset;
  const end = element.dataOffset + Math.min(element.length, bytes.length - element.dataOffset);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (pick([0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6])) {
    case 0:
      view.setUint32(Math.min(element.dataOffset - 4, bytes.length - 4), pick(EXTREME), true);
      return bytes;
    case 1:
      view.setUint16(Math.min(element.dataOffset - 2, bytes.length - 2), pick(EXTREME), true);
      return bytes;
    case 2:
      return joined(bytes.subarray(0, start), bytes.subarray(end));
    case 3:
      return joined(bytes.subarray(0, end), bytes.subarray(start, end), bytes.subarray(end));
    case 4: {
      const vr = pick(VRS);
      bytes[start + 4] = vr.charCodeAt(0);
      bytes[start + 5] = vr.charCodeAt(1);
      return bytes;
    }
    case 5: {
      // Another element's value: references that lead nowhere or in a circle.
      const other = pick(elements);
      bytes.set(
        bytes.slice(other.dataOffset, other.dataOffset + Math.max(end - element.dataOffset, 0)),
        Math.min(element.dataOffset, bytes.length),
      );
      return bytes.slice();
    }
    default:
      for (let at = element.dataOffset; at < Math.min(end, element.dataOffset + 8); at++) {
        bytes[at] = pick([0, 0xff, 0x20, 0x30 + below(10), below(256)]);
      }
      return bytes;
  }
}

/** Every element of the file, those of sequences too; none of a file that no longer parses. */
function elementsOf(bytes) {
  const found = [];
  const collect = (dataSet, depth) => {
    for (const element of Object.values(dataSet.elements)) {
      found.push({ ...element, headerOffset: element.dataOffset - 8 });
      if (depth < 6)
        element.items?.forEach((item) => item.dataSet && collect(item.dataSet, depth + 1));
    }
  };
  try {
    collect(dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' }), 0);
  } catch {
    return [];
  }
  return found.filter(
    ({ headerOffset, dataOffset }) => headerOffset > 132 && dataOffset < bytes.length - 4,
  );
}

function joined(...parts) {
  return new Uint8Array(Buffer.concat(parts));
}
