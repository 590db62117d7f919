import type { Key } from '../drawing/outline.js';
import { alongKeys, radialOutline, refineRadii } from '../drawing/outline.js';
import type { Part } from '../drawing/part.js';
import { outlined, tubes } from '../drawing/part.js';
import type { Tube } from '../drawing/tube.js';
import { vesselAlong } from '../drawing/tube.js';
import type { Tissue } from '../tissues.js';

export interface MediastinumTissues {
  readonly fat: Tissue;
  readonly muscle: Tissue;
  readonly aorta: Tissue;
  readonly systemicVein: Tissue;
  readonly pulmonaryArtery: Tissue;
  readonly pulmonaryVein: Tissue;
  readonly oesophagus: Tissue;
  readonly gas: Tissue;
  readonly node: Tissue;
}

type Course = readonly (readonly [number, number, number, number])[];

/**
 * Courses (x, y, z) and radii of the great vessels, mm. Aorta 31 mm wide at its root's end and 25 mm behind the heart,
 * pulmonary trunk 26 mm, superior vena cava 20 mm (Hager et al., J Thorac Cardiovasc Surg 2002;123:1060-6;
 * Truong et al., Circ Cardiovasc Imaging 2012;5:147-54).
 */
const AORTA: Course = [
  [0, -16, -4, 15],
  [-10, -26, 18, 15.5],
  [-14, -28, 40, 15.5],
  [-9, -18, 62, 14.5],
  [6, 4, 71, 13.5],
  [20, 28, 65, 12.8],
  [27, 44, 46, 12.6],
  [29, 50, 20, 12.4],
  [29, 52, -40, 12.2],
  [22, 50, -90, 11.8],
  [10, 42, -130, 11.4],
  [4, 34, -170, 11],
  [3, 32, -220, 10.5],
];
const ARCH_BRANCHES: readonly Course[] = [
  [
    [-9, -12, 68, 7],
    [-16, -10, 86, 6.6],
    [-24, -2, 104, 6.2],
  ],
  [
    [-24, -2, 104, 4.2],
    [-28, 4, 124, 4],
    [-27, 2, 190, 3.8],
  ],
  [
    [-24, -2, 104, 5],
    [-40, 2, 124, 4.8],
    [-66, 0, 134, 4.6],
    [-120, -2, 128, 4],
  ],
  [
    [2, 2, 74, 4.6],
    [5, 6, 94, 4.2],
    [16, 8, 124, 4],
    [26, 2, 190, 3.8],
  ],
  [
    [13, 16, 72, 5.4],
    [20, 18, 94, 5],
    [34, 12, 122, 4.8],
    [64, 2, 134, 4.6],
    [120, -2, 128, 4],
  ],
];
const SYSTEMIC_VEINS: readonly Course[] = [
  // Superior vena cava, brachiocephalic, jugular and subclavian veins.
  [
    [-28, -22, 82, 8.5],
    [-31, -18, 56, 9.5],
    [-32, -12, 24, 10],
    [-31, -12, -8, 11],
  ],
  [
    [-28, -22, 82, 8],
    [-33, -20, 98, 7.5],
    [-40, -10, 120, 6],
    [-38, -4, 190, 5.5],
  ],
  [
    [-36, -16, 108, 6],
    [-70, -16, 126, 5.5],
    [-130, -12, 124, 5],
  ],
  [
    [-27, -24, 82, 7.5],
    [-6, -38, 85, 7],
    [18, -36, 94, 7],
    [36, -14, 114, 6.4],
    [38, -4, 190, 5.5],
  ],
  [
    [34, -18, 110, 6],
    [70, -16, 126, 5.5],
    [130, -12, 124, 5],
  ],
  // Inferior vena cava.
  [
    [-28, -8, -52, 12],
    [-24, 4, -74, 12],
    [-20, 16, -100, 12],
    [-18, 24, -220, 11.5],
  ],
  // Azygos and its arch over the right main bronchus.
  [
    [-7, 54, -150, 3],
    [-8, 54, -20, 3.6],
    [-9, 50, 36, 4],
    [-16, 36, 50, 4.6],
    [-27, 6, 48, 4.8],
    [-31, -8, 44, 4.8],
  ],
];
const PULMONARY_ARTERIES: readonly Course[] = [
  [
    [17, -40, -6, 13.5],
    [20, -30, 12, 13.5],
    [22, -14, 25, 13],
  ],
  // The left goes over its main bronchus, the right behind the ascending aorta.
  [
    [22, -14, 25, 12],
    [36, 4, 33, 11],
    [47, 20, 27, 9.5],
    [50, 26, 12, 8],
  ],
  [
    [20, -12, 24, 11.5],
    [0, 0, 21, 11],
    [-22, 4, 18, 10.5],
    [-40, 8, 14, 9],
    [-47, 14, 2, 7.5],
  ],
];
const PULMONARY_VEINS: readonly Course[] = [
  [
    [-20, 12, -10, 7.5],
    [-36, 2, -4, 7],
    [-46, -8, 8, 6],
  ],
  [
    [-22, 24, -24, 7.5],
    [-38, 28, -28, 7],
    [-50, 32, -32, 6],
  ],
  [
    [30, 14, -6, 7],
    [44, 2, 4, 6.8],
    [52, -10, 14, 6],
  ],
  [
    [32, 26, -22, 7],
    [46, 30, -26, 6.8],
    [56, 34, -30, 6],
  ],
];
const OESOPHAGUS: Course = [
  [2, 24, 190, 7],
  [4, 34, 110, 7.5],
  [8, 44, 60, 7.5],
  [5, 42, 20, 7.5],
  [8, 44, -30, 7.5],
  [15, 40, -75, 8.5],
  [24, 24, -100, 9],
  [36, 8, -112, 10],
];
/** Where arteries and veins enter the lungs. */
export const HILA = {
  right: { artery: [-44, 12, 6], upperVein: [-46, -8, 8], lowerVein: [-50, 32, -32] },
  left: { artery: [49, 24, 16], upperVein: [52, -10, 14], lowerVein: [56, 34, -30] },
} as const;

/** Nodes of stations 4R, 4L, 5, 7, 10 that any CT shows, short axis below 10 mm. */
const NODES: readonly (readonly [number, number, number, number])[] = [
  [-17, 8, 54, 3.6],
  [-22, 2, 64, 2.8],
  [16, 18, 42, 2.6],
  [30, 2, 48, 3],
  [2, 32, 12, 4],
  [-40, 20, -10, 3.2],
  [44, 34, 2, 3],
  [-4, -50, 56, 2],
];

/**
 * The fat that fills what the organs leave: radii around (0, 0) from the left over the back and the right
 * to the front, one per 30°, mm. In front of the aorta the lungs nearly touch.
 */
const CORE: readonly Key[] = [
  key(-160, [30, 30, 44, 60, 44, 30, 30, 30, 40, 70, 40, 30]),
  key(-80, [22, 22, 34, 60, 30, 22, 24, 40, 64, 76, 66, 40]),
  key(-30, [22, 20, 30, 58, 26, 20, 24, 40, 54, 74, 58, 40]),
  key(10, [28, 24, 32, 57, 28, 22, 30, 32, 32, 68, 28, 30]),
  key(40, [26, 25, 34, 56, 28, 22, 30, 28, 26, 60, 16, 22]),
  key(70, [24, 28, 42, 52, 32, 26, 34, 36, 34, 52, 34, 28]),
  key(95, [28, 26, 32, 44, 30, 26, 34, 38, 40, 46, 40, 34]),
  key(130, [30, 26, 28, 38, 28, 26, 30, 34, 40, 46, 42, 36]),
  key(160, [40, 36, 38, 40, 36, 36, 40, 42, 46, 50, 46, 42]),
];

function key(z: number, values: readonly number[]): Key {
  return { z, values };
}

export interface Mediastinum {
  /** Fat around everything, to be painted over the lungs first. */
  readonly halo: Part[];
  readonly vessels: Part[];
  readonly oesophagus: Part[];
}

/** Fat that shows around vessels where they border on lung, mm. */
const FAT_AROUND_MM = 2.2;

/** @param air whether the oesophagus holds air, as in one patient of two */
export function mediastinum(tissues: MediastinumTissues, air: boolean): Mediastinum {
  const { fat, aorta, systemicVein, pulmonaryArtery, pulmonaryVein, oesophagus, gas, node } =
    tissues;
  const coreAt = alongKeys(CORE);
  const core = outlined([-200, 220], fat, (z) => radialOutline([0, 0], refineRadii(coreAt(z), 72)));
  const all = (courses: readonly Course[]): Tube[] =>
    courses.flatMap((course) => vesselAlong(course));
  const central = [AORTA, ...SYSTEMIC_VEINS.slice(0, 1), ...SYSTEMIC_VEINS.slice(5), OESOPHAGUS];
  return {
    halo: [
      core,
      tubes(all(central), fat, { grow: FAT_AROUND_MM }),
      tubes(all([...ARCH_BRANCHES, ...SYSTEMIC_VEINS.slice(1, 5)]), fat, { grow: FAT_AROUND_MM }),
    ],
    vessels: [
      ...NODES.map(([x, y, z, radius]) =>
        tubes(
          [{ from: [x, y, z - 3], to: [x, y, z + 3], radiusFrom: radius, radiusTo: radius }],
          node,
        ),
      ),
      tubes(all(SYSTEMIC_VEINS), systemicVein),
      tubes(all(PULMONARY_VEINS), pulmonaryVein),
      tubes(all(PULMONARY_ARTERIES), pulmonaryArtery),
      tubes(vesselAlong(AORTA), aorta, { grow: 1.3 }),
      tubes(vesselAlong(AORTA), aorta),
      tubes(all(ARCH_BRANCHES), aorta),
    ],
    oesophagus: [
      tubes(vesselAlong(OESOPHAGUS), oesophagus),
      ...(air
        ? [
            tubes(
              vesselAlong([
                [9, 43, 34, 1.5],
                [6, 40, 20, 3],
                [6, 41, 4, 2.6],
                [8, 43, -16, 1],
              ]),
              gas,
            ),
          ]
        : []),
    ],
  };
}
