import type { ExplainedImage } from '@mutation-prediction/core';
import { say } from '../words.js';

/** What an image is called, e.g. `Coronal` or `Slice 2 of 5`. */
export function imageTitle({ name }: Pick<ExplainedImage, 'name'>): string {
  switch (name.kind) {
    case 'view':
      return say(`views.plane.${name.plane}`);
    case 'patch':
      return say('why.patch');
    case 'slice':
      return say('why.slice', { number: name.number, count: name.count });
    case 'section':
      return say('why.section', { plane: say(`views.plane.${name.plane}`) });
  }
}
