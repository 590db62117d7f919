import type { MeasurementGroup } from '@mutation-prediction/core';
import { unitText } from '@mutation-prediction/core';
import { formatFeature } from '../format.js';
import { say } from '../words.js';

/** One region that somebody measured: which, how, and each number with its unit. */
export function MeasuredGroup({ group }: { readonly group: MeasurementGroup }) {
  const { trackingIdentifier, finding, sites, methods, segment, measurements, evaluations } = group;
  const name = trackingIdentifier ?? say('measured.region');
  const what = [finding, ...sites].filter(Boolean).join(', ');
  const segmentNumber = segment?.segmentNumber;
  return (
    <section>
      <h3 className="text-foreground text-sm font-semibold">{name}</h3>
      <div className="text-muted-foreground text-sm">
        {what && <p>{what}</p>}
        {segmentNumber !== undefined && <p>{say('measured.segment', { number: segmentNumber })}</p>}
        {methods.length > 0 && <p>{say('measured.methods', { methods: methods.join(', ') })}</p>}
      </div>
      <table className="mp-measured-table text-sm" aria-label={name}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{say('features.column.feature')}</th>
            <th scope="col">{say('features.column.value')}</th>
            <th scope="col">{say('features.column.unit')}</th>
          </tr>
        </thead>
        <tbody>
          {measurements.map(({ name: concept, qualifiers, value, unit }, n) => (
            <tr key={n} title={`${concept.value} (${concept.scheme})`}>
              <th scope="row" className="text-muted-foreground">
                {[concept.meaning, ...qualifiers].join(', ')}
              </th>
              <td className="mp-number text-foreground" title={String(value)}>
                {formatFeature(value)}
              </td>
              <td className="text-muted-foreground" title={unit?.meaning}>
                {unitText(unit)}
              </td>
            </tr>
          ))}
          {evaluations.map(({ name: concept, answer }, n) => (
            <tr key={`evaluation-${n}`}>
              <th scope="row" className="text-muted-foreground">
                {concept}
              </th>
              <td className="text-foreground" colSpan={2}>
                {answer}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
