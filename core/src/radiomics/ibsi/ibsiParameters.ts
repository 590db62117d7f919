/**
 * How the image is processed before features are taken (IBSI reference manual, section 2), in the
 * terms of the manual's configurations.
 */
export interface IbsiSettings {
  /** mm along i, j, k; 0 keeps an axis as it is. No interpolation when null. */
  readonly spacingMm: readonly [number, number, number] | null;
  /** Of the image; masks are always interpolated linearly, and hold what is at least half inside. */
  readonly interpolation: 'linear' | 'cubic';
  /** Rounds interpolated intensities to whole numbers, as Hounsfield units are. */
  readonly roundIntensities: boolean;
  /** Intensities that stay in the ROI, bounds included; without an upper bound when it has one number. */
  readonly resegmentRange: readonly [number] | readonly [number, number] | null;
  /** Standard deviations from the mean beyond which intensities leave the ROI. */
  readonly outlierSigma: number | null;
  /** Width of grey levels, counted from the lower bound of `resegmentRange`; or their number. */
  readonly discretisation: IbsiDiscretisation;
  /** Of the intensity-volume histogram; the intensities themselves when null. */
  readonly volumeHistogram: IbsiDiscretisation | null;
  /** In slices, in slices merged over the volume, in three dimensions. */
  readonly textures: readonly IbsiTexture[];
}

export type IbsiDiscretisation = { readonly binWidth: number } | { readonly binCount: number };
export type IbsiTexture = '2D' | '2_5D' | '3D';

/** What to extract under the profile `ibsi`. */
export interface IbsiParameters {
  readonly profile: 'ibsi';
  readonly setting: IbsiSettings;
}

const CT: IbsiSettings = {
  spacingMm: [2, 2, 2],
  interpolation: 'linear',
  roundIntensities: true,
  resegmentRange: null,
  outlierSigma: null,
  discretisation: { binCount: 32 },
  volumeHistogram: null,
  textures: ['3D'],
};

/** The configurations of IBSI 1 for its CT phantom (Zwanenburg et al. 2020, doi:10.1148/radiol.2020191145). */
export const IBSI_CONFIGURATIONS = {
  A: {
    ...CT,
    spacingMm: null,
    resegmentRange: [-500, 400],
    discretisation: { binWidth: 25 },
    textures: ['2D', '2_5D'],
  },
  B: { ...CT, spacingMm: [2, 2, 0], resegmentRange: [-500, 400], textures: ['2D', '2_5D'] },
  C: {
    ...CT,
    resegmentRange: [-1000, 400],
    discretisation: { binWidth: 25 },
    volumeHistogram: { binWidth: 2.5 },
  },
  D: { ...CT, outlierSigma: 3 },
  E: {
    ...CT,
    interpolation: 'cubic',
    resegmentRange: [-1000, 400],
    outlierSigma: 3,
    volumeHistogram: { binCount: 1000 },
  },
} as const satisfies Readonly<Record<string, IbsiSettings>>;
export type IbsiConfiguration = keyof typeof IBSI_CONFIGURATIONS;

/** Which of IBSI's configurations a setting is; undefined for one of its own. */
export function ibsiConfigurationOf(setting: IbsiSettings): IbsiConfiguration | undefined {
  const keys = Object.keys(CT) as (keyof IbsiSettings)[];
  const text = (settings: IbsiSettings) => JSON.stringify(keys.map((key) => settings[key]));
  return (Object.keys(IBSI_CONFIGURATIONS) as IbsiConfiguration[]).find(
    (name) => text(IBSI_CONFIGURATIONS[name]) === text(setting),
  );
}
