import type { RadiomicMeasurement } from '@mutation-prediction/core';
import { formatFeature } from '../format.js';
import { say } from '../words.js';

/** The features that a stored report holds, and the settings they depend on. */
export function ReportedFeatures({
  measurements,
}: {
  measurements: readonly RadiomicMeasurement[];
}) {
  const title = say('earlier.features', { count: measurements.length });
  const [first, ...others] = measurements;
  // What only some depend on, such as how texture was aggregated, is said with those.
  const shared = (first?.settings ?? []).filter((setting) =>
    others.every(({ settings }) => settings.includes(setting)),
  );
  // One concept in several aggregations, or of several fractions: only these tell them apart.
  const timesNamed = new Map<string, number>();
  for (const { concept } of measurements) {
    timesNamed.set(concept.value, (timesNamed.get(concept.value) ?? 0) + 1);
  }
  return (
    <details className="mp-details text-sm">
      <summary className="text-muted-foreground">{title}</summary>
      {shared.length > 0 && (
        <p className="text-muted-foreground">
          {say('earlier.featureSettings', { settings: shared.join(', ') })}
        </p>
      )}
      <ul className="mp-reported-features mp-scrollbar" tabIndex={0} aria-label={title}>
        {measurements.map(({ feature, concept, value, unit, settings }) => {
          const own = settings.filter((setting) => !shared.includes(setting));
          const isAlone = (timesNamed.get(concept.value) ?? 0) < 2;
          return (
            <li key={feature} title={[feature, ...own].join(', ')}>
              <span className="text-muted-foreground">
                {[concept.meaning, ...(isAlone ? [] : own)].join(', ')}
              </span>
              <span className="mp-number text-foreground" title={String(value)}>
                {formatFeature(value)} {unit.value === '1' ? '' : unit.meaning}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
