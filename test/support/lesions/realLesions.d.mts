import type { CtImage, Mask } from '@mutation-prediction/core';

export interface RealLesion {
  readonly title: string;
  readonly ct: CtImage;
  readonly mask: Mask;
}

export function lesionOfR01(folder: string): Promise<RealLesion>;
