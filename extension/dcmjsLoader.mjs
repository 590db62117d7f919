/**
 * Webpack loader for dcmjs, which is one file: takes out what inflates files, and the statements that, when
 * it is loaded, add to classes that we never ask for (adapters of measurement tools, another reader, names of private
 * attributes). Without them those classes are unused, and left out of the bundle. Of its dictionary stays what a panel
 * needs, packed closer.
 */
import { attributesOf, isKept, readDictionary, writeDictionary } from './dicomDictionary.mjs';

const ADDED = [
  'toolType',
  'utilityToolType',
  'graphicType',
  'isValidCornerstoneTrackingIdentifier',
  'registerTool',
  'setNormalizer',
  'TID300Representation',
  'measurementMap',
  String.raw`[A-Z_]+_BY_\w+`,
].join('|');

/** A statement at the top level: one line, or lines up to the bracket that closes it. */
const REST = String.raw`(?:[^\n]*;|[^\n]*[{[(]\n(?:[ \t][^\n]*\n|\n)*[}\])]+;)$`;

const registrations = [
  new RegExp(String.raw`^[\w$]+\.(?:${ADDED})(?: = |\()${REST}`, 'gm'),
  new RegExp(String.raw`^(?:knownUnits|noUnitCodeValues)\.forEach\(${REST}`, 'gm'),
  new RegExp(String.raw`^_defineProperty\(AsyncDicomReader,${REST}`, 'gm'),
  new RegExp(String.raw`^registerPrivatesModule\(${REST}`, 'gm'),
];

/**
 * dcmjs's own pako: core inflates a deflated report itself, within bounds, and writes none. Its
 * prototypes would keep it in the bundle.
 */
const PAKO = /^\/\*! pako .*?^var pako = \{.*?^\};$/ms;
const INFLATING = 'pako.inflateRaw(stream.getBuffer(stream.offset, stream.size))';

/** Where each name of the dictionary begins: after those before it. Their lengths say it. */
const NAME_OFFSETS = /^  nameOff_b64: "([^"]*)",\n  nameLen_b64: "([^"]*)"\n\};\nvar _init\$1;$/m;
const OFFSETS_DECODED = '  var nameOffU8 = _decodeB64ToU8$1(_b64$1.nameOff_b64);\n';
const OFFSETS_USED = 'nameOff: _u8ToTyped$1(nameOffU8, Uint32Array)';
const OFFSETS_SUMMED = `nameOff: (function (lengths, sum) {
      return Uint32Array.from(lengths, function (length) { return (sum += length) - length; });
    })(_u8ToTyped$1(nameLenU8, Uint16Array), 0)`;

function sumOffsets(source) {
  const [, offsets] = NAME_OFFSETS.exec(source) ?? [];
  return replaceOnce(
    replaceOnce(source.replace(`  nameOff_b64: "${offsets}",\n`, ''), OFFSETS_DECODED, ''),
    OFFSETS_USED,
    OFFSETS_SUMMED,
  );
}

/** Names follow each other in it, so that their lengths say where each begins. */
function withoutOthers(source) {
  const dictionary = readDictionary(source);
  if (!dictionary) throw new Error(CHANGED);
  return writeDictionary(source, attributesOf(dictionary).filter(isKept));
}

function replaceOnce(source, words, by) {
  if (source.split(words).length !== 2) throw new Error(CHANGED);
  return source.replace(words, () => by);
}

const CHANGED = 'dcmjs is no longer what this loader was written for.';

export default function leaveOutWhatIsNeverAsked(source) {
  const shorter = registrations.reduce((text, statement) => text.replace(statement, ''), source);
  if (shorter === source || !PAKO.test(source) || !source.includes(INFLATING)) {
    throw new Error(CHANGED);
  }
  return sumOffsets(withoutOthers(shorter.replace(PAKO, '').replace(INFLATING, 'undefined')));
}
