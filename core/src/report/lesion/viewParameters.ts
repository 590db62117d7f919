import type { PredictedTarget } from '../../contract/prediction.js';
import { splitParameter } from '../content/algorithmParameters.js';

type Views = NonNullable<PredictedTarget['views']>;
type ViewProbability = 'probability' | 'probabilityWithout';

const KEYS: readonly (readonly [key: string, property: ViewProbability])[] = [
  ['probability', 'probability'],
  ['probability_without', 'probabilityWithout'],
];

/**
 * What each view adds, in order, as Algorithm Parameters such as
 * `view=axial; probability=0.61; probability_without=0.7`, preceded by their count.
 */
export function writeViews(views: Views | undefined): string[] {
  if (!views) return [];
  const parameters = views.map((view) =>
    [
      `view=${view.plane}`,
      ...KEYS.filter(([, property]) => view[property] !== undefined).map(
        ([key, property]) => `${key}=${view[property]}`,
      ),
    ].join('; '),
  );
  return [`views=${views.length}`, ...parameters];
}

/** Inverse of `writeViews`, not yet validated; `undefined` where none were written. */
export function readViews(parameters: readonly string[]): Record<string, unknown>[] | undefined {
  const count = parameters.find((parameter) => parameter.startsWith('views='));
  if (count === undefined) return undefined;
  return parameters
    .filter((parameter) => parameter.startsWith('view='))
    .map((parameter) => {
      const values = new Map(parameter.split('; ').map(splitParameter));
      const view: Record<string, unknown> = { plane: values.get('view') };
      for (const [key, property] of KEYS) {
        const text = values.get(key);
        if (text !== undefined) view[property] = Number(text);
      }
      return view;
    });
}
