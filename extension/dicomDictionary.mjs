/**
 * The data dictionary in dcmjs: names in one text, and of each attribute in the order of tags its group (by where
 * that begins), element, codes of VR and VM, and where in the text its name is. `tools/bundle` bundles a part
 * of it: objects that a panel reads and writes are images, segmentations, contours, maps, reports and documents.
 */

/** Groups of these objects, of patient, study, series and equipment, of files and of signatures. */
export const KEPT_GROUPS = [
  ...[0x0002, 0x0008, 0x0010, 0x0012, 0x0018, 0x0020, 0x0028, 0x0032, 0x0038, 0x0040, 0x0042],
  ...[
    0x0062, 0x0066, 0x0070, 0x0088, 0x2050, 0x3006, 0x0400, 0x5200, 0x5400, 0x7fe0, 0xfffa, 0xfffc,
    0xfffe,
  ],
];

const NAMES = /^var nameBlob\$1 = "([^"]*)";$/m;
const PACKED = /^var _b64\$1 = \{\n((?:  \w+_b64: "[^"]*",?\n)+)\};$/m;
const KINDS = {
  groups: Uint16Array,
  groupStart: Uint32Array,
  elems: Uint16Array,
  vrCode: Uint8Array,
  vmCode: Uint8Array,
  nameOff: Uint32Array,
  nameLen: Uint16Array,
};

/** @returns the arrays by their names, and `names`; undefined where dcmjs packs its dictionary otherwise */
export function readDictionary(source) {
  const names = NAMES.exec(source)?.[1];
  const packed = PACKED.exec(source)?.[1];
  if (names === undefined || packed === undefined) return undefined;
  const found = [...packed.matchAll(/(\w+)_b64: "([^"]*)"/g)].map(([, name, base64]) => {
    const { buffer } = Uint8Array.from(Buffer.from(base64, 'base64'));
    return KINDS[name] && [name, new KINDS[name](buffer)];
  });
  const isWhole = found.length === Object.keys(KINDS).length && found.every(Boolean);
  return isWhole ? { names, ...Object.fromEntries(found) } : undefined;
}

/** Every attribute: `{ group, elem, vr, vm, name }`. */
export function attributesOf({
  names,
  groups,
  groupStart,
  elems,
  vrCode,
  vmCode,
  nameOff,
  nameLen,
}) {
  return [...groups].flatMap((group, n) => {
    const end = groupStart[n + 1] ?? elems.length;
    return Array.from({ length: end - groupStart[n] }, (_, place) => {
      const at = groupStart[n] + place;
      const name = names.slice(nameOff[at], nameOff[at] + nameLen[at]);
      return { group, elem: elems[at], vr: vrCode[at], vm: vmCode[at], name };
    });
  });
}

/** What of it a panel needs: retired attributes are in no object that is written today. */
export const isKept = ({ group, name }) =>
  KEPT_GROUPS.includes(group) && !name.startsWith('RETIRED_');

/** The source with this dictionary instead. */
export function writeDictionary(source, attributes) {
  const groups = [...new Set(attributes.map(({ group }) => group))];
  const lengths = attributes.map(({ name }) => name.length);
  let offset = 0;
  const arrays = {
    groups,
    groupStart: groups.map((group) => attributes.findIndex((one) => one.group === group)),
    elems: attributes.map(({ elem }) => elem),
    vrCode: attributes.map(({ vr }) => vr),
    vmCode: attributes.map(({ vm }) => vm),
    nameOff: lengths.map((length) => (offset += length) - length),
    nameLen: lengths,
  };
  const packed = Object.entries(arrays).map(([name, values]) => {
    const bytes = Buffer.from(KINDS[name].from(values).buffer);
    return `  ${name}_b64: "${bytes.toString('base64')}"`;
  });
  const names = attributes.map(({ name }) => name).join('');
  return source
    .replace(NAMES, () => `var nameBlob$1 = "${names}";`)
    .replace(PACKED, () => `var _b64$1 = {\n${packed.join(',\n')}\n};`);
}
