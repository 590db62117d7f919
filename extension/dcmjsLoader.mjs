/**
 * Webpack loader for dcmjs, which is one file: takes out what inflates files, and the statements that, when
 * it is loaded, add to classes that we never ask for (adapters of measurement tools, another reader, names of private
 * attributes). Without them those classes are unused, and left out of the bundle.
 */
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

export default function leaveOutWhatIsNeverAsked(source) {
  const shorter = registrations.reduce((text, statement) => text.replace(statement, ''), source);
  if (shorter === source || !PAKO.test(source) || !source.includes(INFLATING)) {
    throw new Error('dcmjs is no longer what this loader was written for.');
  }
  return shorter.replace(PAKO, '').replace(INFLATING, 'undefined');
}
