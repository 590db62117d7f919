import { shortNameOf, type PredictedTarget, type ViewPlane } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { say } from '../words.js';

interface ViewContributionsProps {
  readonly targets: readonly PredictedTarget[];
  readonly plane: ViewPlane;
}

/** What one view did to each probability: the result without it, and what it alone would say. */
export function ViewContributions({ targets, plane }: ViewContributionsProps) {
  const rows = targets.map((target) => ({
    target,
    view: target.views?.find((view) => view.plane === plane),
  }));
  const without = rows.flatMap(({ target, view }) =>
    view?.probabilityWithout === undefined
      ? []
      : [
          {
            id: shortNameOf(target),
            text: `${formatProbability(target.probability)} → ${formatProbability(view.probabilityWithout)}`,
          },
        ],
  );
  const alone = rows.flatMap(({ target, view }) =>
    view?.probability === undefined
      ? []
      : [{ id: shortNameOf(target), text: formatProbability(view.probability) }],
  );
  return (
    <>
      <Values title={say('views.without')} values={without} />
      <Values title={say('views.alone')} values={alone} />
    </>
  );
}

interface ValuesProps {
  readonly title: string;
  readonly values: readonly { readonly id: string; readonly text: string }[];
}

function Values({ title, values }: ValuesProps) {
  if (values.length === 0) return null;
  return (
    <dl className="mp-contribution text-sm">
      <dt className="text-muted-foreground text-xs">{title}</dt>
      {values.map(({ id, text }) => (
        <dd key={id} className="text-foreground">
          <span>{id}</span>
          <span className="mp-number">{text}</span>
        </dd>
      ))}
    </dl>
  );
}
