import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { say } from '../words.js';
import { formatFeature } from '../format.js';
import type { ListedFeature } from './listFeatures.js';
import { groupFeatures } from './listFeatures.js';

interface FeatureTableProps {
  readonly features: readonly ListedFeature[];
  readonly lesionLabel: string;
}

/** Features under the heading of their group, in a box of its own that scrolls. */
export function FeatureTable({ features, lesionLabel }: FeatureTableProps) {
  if (features.length === 0) {
    return <p className="text-muted-foreground text-sm">{say('features.noneFound')}</p>;
  }
  const title = say('features.table', { lesion: lesionLabel });
  return (
    // A box that scrolls must be reachable by keyboard.
    <div className="mp-features-table mp-scrollbar" tabIndex={0} role="region" aria-label={title}>
      <table className="text-sm" aria-label={title}>
        <colgroup>
          <col />
          <col className="mp-features-value" />
          <col className="mp-features-unit" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{say('features.column.feature')}</th>
            <th scope="col">{say('features.column.value')}</th>
            <th scope="col">{say('features.column.unit')}</th>
          </tr>
        </thead>
        {groupFeatures(features).map(({ title: heading, features: members }) => (
          <tbody key={heading}>
            <tr>
              <th scope="rowgroup" colSpan={3} className="bg-popover text-muted-foreground">
                {heading}
              </th>
            </tr>
            {members.map((feature) => (
              <tr key={feature.name} title={hint(feature)}>
                <th scope="row" className="text-muted-foreground">
                  {inWords(feature.feature)}
                </th>
                <td
                  className="mp-number text-foreground"
                  title={feature.reason ?? String(feature.value)}
                  aria-label={feature.reason}
                >
                  {formatFeature(feature.value)}
                </td>
                <td className="text-muted-foreground">{feature.unit}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** A name that breaks between its words, if it must: `LongRun‧Emphasis`, `Maximum‧2D‧Diameter`. */
function inWords(feature: string): ReactNode {
  return feature.split(/(?<=[a-z])(?=[A-Z]|\dD)|(?<=\dD)(?=[A-Z])/).map((word, n) => (
    <Fragment key={n}>
      {n > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

/** The name in the feature vector, and IBSI's identifier. */
const hint = ({ name, code }: ListedFeature) => (code ? `${name} (IBSI ${code})` : name);
