import type { Code } from '../contract/modelManifest.js';

/** A concept by its value in SNOMED CT and, where it has one, in the retired SNOMED RT. */
type Concept = readonly [sct: string, srt: string | undefined, meaning: string];

/** CID 7150. */
const CATEGORIES = {
  abnormal: [['49755003', 'M-01000', 'Morphologically abnormal structure']],
  anatomical: [
    ['91723000', 'T-D0005', 'Anatomical Structure'],
    ['123037004', 'T-D000A', 'Anatomical Structure'],
  ],
  tissue: [['85756007', 'T-D0050', 'Tissue']],
  /** Neither lesion nor organ. */
  other: [
    ['260787004', 'A-00004', 'Physical object'],
    ['91720002', 'T-D0080', 'Body Substance'],
    ['105590001', 'F-61002', 'Substance'],
    ['246464006', 'R-42019', 'Function'],
    ['309825002', 'R-42018', 'Spatial and Relational Concept'],
  ],
} as const satisfies Record<string, readonly Concept[]>;
export type Category = keyof typeof CATEGORIES;

const TYPES = {
  /** Of CID 7159, what a model of lung lesions is for. */
  lesion: [
    ['108369006', 'M-8FFFF', 'Neoplasm'],
    ['372087000', undefined, 'Neoplasm, Primary'],
    ['86049000', 'M-80003', 'Neoplasm, Primary'],
    ['14799000', 'M-80006', 'Neoplasm, Secondary'],
    ['4147007', 'M-03000', 'Mass'],
    ['27925004', 'M-03010', 'Nodule'],
    ['52988006', 'M-01100', 'Lesion'],
  ],
  /** The rest of it. */
  otherLesion: [
    ['55584005', 'M-35300', 'Embolus'],
    ['17621005', 'G-A460', 'Normal'],
    ['367643001', 'M-3340A', 'Cyst'],
    ['44132006', 'M-41610', 'Abscess'],
    ['79654002', 'M-36300', 'Edema'],
    ['75753009', 'M-35000', 'Blood clot'],
    ['6574001', 'M-54000', 'Necrosis'],
    ['50960005', 'M-37000', 'Hemorrhage'],
    ['409774005', 'M-0100C', 'Inflammation'],
  ],
  /** Where a lung lesion may lie. */
  lung: [
    ['39607008', 'T-28000', 'Lung'],
    ['3341006', undefined, 'Right lung'],
    ['44029006', undefined, 'Left lung'],
    ['31094006', 'T-28770', 'Lobe of lung'],
    ['45653009', 'T-28820', 'Upper lobe of lung'],
    ['72481006', 'T-28300', 'Middle lobe of right lung'],
    ['90572001', 'T-28830', 'Lower lobe of lung'],
    ['72674008', 'T-280D0', 'Segment of lung'],
    ['86598002', 'T-280A0', 'Apex of Lung'],
    ['46750007', 'T-28080', 'Hilum of lung'],
    ['955009', 'T-26000', 'Bronchus'],
    ['3120008', 'T-29000', 'Pleura'],
  ],
  /** Regions that hold the lungs. */
  chest: [
    ['816094009', undefined, 'Chest'],
    ['51185008', 'T-D3000', 'Chest'],
    ['43799004', 'T-D3200', 'Intra-thoracic'],
    ['416550000', 'R-FAB55', 'Chest and Abdomen'],
    ['416775004', 'R-FAB56', 'Chest, Abdomen and Pelvis'],
    ['417437006', 'R-FAB52', 'Neck and Chest'],
    ['416152001', 'R-FAB53', 'Neck, Chest and Abdomen'],
    ['416319003', 'R-FAB54', 'Neck, Chest, Abdomen and Pelvis'],
    ['38266002', 'T-D0010', 'Entire body'],
  ],
  /** Says nothing; what viewers write where nobody chose. */
  unspecific: [
    ['85756007', 'T-D0050', 'Tissue'],
    ['91772007', 'T-D0062', 'Organ'],
    ['91723000', 'T-D0005', 'Anatomical Structure'],
    ['123037004', 'T-D000A', 'Anatomical Structure'],
    ['87784001', 'T-1A000', 'Soft tissue'],
  ],
  /** Of CID 7192 and 7166, what is most often contoured and no lung. */
  elsewhere: [
    ['10200004', 'T-62000', 'Liver'],
    ['80891009', 'T-32000', 'Heart'],
    ['74281007', undefined, 'Myocardium'],
    ['21814001', 'T-32400', 'Ventricle'],
    ['87878005', 'T-32600', 'Left ventricle'],
    ['53085002', 'T-32500', 'Right ventricle'],
    ['82471001', 'T-32300', 'Left atrium'],
    ['73829009', 'T-32200', 'Right atrium'],
    ['78961009', 'T-C3000', 'Spleen'],
    ['64033007', 'T-71000', 'Kidney'],
    ['12738006', 'T-A0100', 'Brain'],
    ['2748008', 'T-A7010', 'Spinal cord'],
    ['3138006', undefined, 'Bone'],
    ['272673000', 'T-D016E', 'Bone'],
    ['51282000', 'T-11510', 'Vertebra'],
    ['113197003', 'T-11300', 'Rib'],
    ['56873002', 'T-11210', 'Sternum'],
    ['76752008', 'T-04000', 'Breast'],
    ['32849002', 'T-56000', 'Esophagus'],
    ['69695003', 'T-57000', 'Stomach'],
    ['38848004', 'T-58200', 'Duodenum'],
    ['30315005', 'T-58000', 'Small intestine'],
    ['71854001', 'T-59300', 'Colon'],
    ['34402009', 'T-59600', 'Rectum'],
    ['15776009', 'T-65000', 'Pancreas'],
    ['28231008', 'T-63000', 'Gallbladder'],
    ['23451007', 'T-B3000', 'Adrenal gland'],
    ['89837001', 'T-74000', 'Bladder'],
    ['41216001', 'T-92000', 'Prostate'],
    ['35039007', 'T-83000', 'Uterus'],
    ['15497006', 'T-87000', 'Ovary'],
    ['69748006', 'T-B6000', 'Thyroid'],
    ['9875009', 'T-C8000', 'Thymus'],
    ['44567001', 'T-25000', 'Trachea'],
    ['4596009', 'T-24100', 'Larynx'],
    ['54066008', 'T-55000', 'Pharynx'],
    ['15825003', 'T-42000', 'Aorta'],
    ['113262008', 'T-42070', 'Thoracic aorta'],
    ['81040000', 'T-44000', 'Pulmonary artery'],
    ['122972007', 'T-48581', 'Pulmonary vein'],
    ['48345005', 'T-48610', 'Superior vena cava'],
    ['64131007', 'T-48710', 'Inferior vena cava'],
    ['51114001', 'T-41000', 'Artery'],
    ['29092000', 'T-48000', 'Vein'],
    ['59820001', 'T-40000', 'Blood Vessel'],
    ['59441001', 'T-C4000', 'Lymph Node'],
    ['72410000', 'T-D3300', 'Mediastinum'],
    ['5798000', 'T-D3400', 'Diaphragm'],
    ['39937001', 'T-01000', 'Skin'],
    ['91727004', undefined, 'Muscle'],
    ['55603005', undefined, 'Fat'],
    ['87612001', 'T-C2000', 'Blood'],
    ['69536005', 'T-D1100', 'Head'],
    ['45048000', 'T-D1600', 'Neck'],
    ['818981001', undefined, 'Abdomen'],
    ['818983003', undefined, 'Abdomen'],
    ['816092008', undefined, 'Pelvis'],
  ],
} as const satisfies Record<string, readonly Concept[]>;
export type StructureType = keyof typeof TYPES;

/** Organs that planning systems code in the Foundational Model of Anatomy, in SNOMED CT. */
const FROM_FMA: Readonly<Record<string, string>> = {
  '7088': '80891009',
  '7148': '69695003',
  '7195': '39607008',
  '7196': '78961009',
  '7197': '10200004',
  '7198': '15776009',
  '7203': '64033007',
  '7204': '64033007',
  '7205': '64033007',
  '7309': '3341006',
  '7310': '44029006',
  '7131': '32849002',
  '7647': '2748008',
  '50801': '12738006',
};

/** SNOMED RT went by several names (PS3.16 table 8-1). */
const SNOMED_RT: ReadonlySet<string> = new Set(['SRT', 'SNM3', '99SDM']);

export function categoryOf(code: Code): Category | undefined {
  return keyOf(CATEGORIES, code);
}

export function structureTypeOf(code: Code): StructureType | undefined {
  return keyOf(TYPES, code);
}

/** A known code of a scheme that is not that of reports, in SNOMED CT; any other as it is. */
export function currentCode(code: Code): Code {
  const concepts: readonly Concept[] = [CATEGORIES, TYPES].flatMap((table) =>
    Object.values<readonly Concept[]>(table).flat(),
  );
  const concept = code.scheme !== 'SCT' && concepts.find((known) => isConcept(known, code));
  return concept ? { value: concept[0], scheme: 'SCT', meaning: concept[2] } : code;
}

function keyOf<Key extends string>(
  table: Readonly<Record<Key, readonly Concept[]>>,
  code: Code,
): Key | undefined {
  return (Object.keys(table) as Key[]).find((key) =>
    table[key].some((concept) => isConcept(concept, code)),
  );
}

function isConcept([sct, srt]: Concept, { scheme, value }: Code): boolean {
  if (scheme === 'SCT') return value === sct;
  if (scheme === 'FMA') return FROM_FMA[value] === sct;
  return SNOMED_RT.has(scheme) && value === srt;
}
