import { shortNameOf, wordsOf, type TargetPrediction } from '@mutation-prediction/core';
import { useState, type ReactNode } from 'react';
import { useCatalogue } from '../catalogue.js';
import { formatDate, formatDifference, formatMm, formatPercentChange } from '../format.js';
import { probabilityOf, probabilityText } from '../result/probabilityText.js';
import { statusText } from '../result/statusText.js';
import { injectOnDemandStyles } from '../onDemandStyles.js';
import { say } from '../words.js';
import type { LesionRow, SincePrior } from './lesionRows.js';
import { NotesCell } from './NotesCell.js';
import { isSameKey, sortRows, type SortKey, type Sorting } from './sortRows.js';

/** What a column is of. */
type Target = Pick<TargetPrediction, 'id' | 'codes'>;

interface LesionTableProps {
  readonly rows: readonly LesionRow[];
  /** Of the model that predicts, before there are results. */
  readonly expected?: readonly Target[];
  readonly chosenId: string | undefined;
  readonly onPick: (id: string) => void;
}

/** Lesions and what the model says of each; a row shows its result, a heading sorts. */
export function LesionTable({ rows, expected = [], chosenId, onPick }: LesionTableProps) {
  injectOnDemandStyles();
  const [sorting, setSorting] = useState<Sorting>();
  const targets = targetsOf(rows, expected);
  const hasChange = rows.some(({ since }) => since);
  const columns: readonly { readonly by: SortKey; readonly text: string }[] = [
    { by: 'lesion', text: say('overview.lesion') },
    ...targets.map((target) => ({ by: { target: target.id }, text: shortNameOf(target) })),
    ...(hasChange ? [{ by: 'change' as const, text: say('overview.change') }] : []),
    { by: 'notes', text: say('overview.notes') },
  ];
  return (
    <table className="mp-lesions text-sm" aria-label={say('overview.table')}>
      <thead className="text-muted-foreground">
        <tr>
          {columns.map(({ by, text }) => (
            <SortHeading key={text} text={text} by={by} sorting={sorting} onSort={setSorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {sortRows(rows, sorting).map((row) => (
          <tr
            key={row.id}
            aria-current={row.id === chosenId}
            className={row.id === chosenId ? 'bg-popover' : 'hover:bg-primary/20'}
            onClick={() => onPick(row.id)}
          >
            <th scope="row">
              <NameButton row={row} />
            </th>
            {row.state === 'done' || row.state === 'stale' ? (
              targets.map(({ id }) => <TargetCell key={id} row={row} id={id} />)
            ) : (
              <td colSpan={Math.max(1, targets.length)} className="text-muted-foreground">
                <RowStateText row={row} />
              </td>
            )}
            {hasChange && (
              <td className="mp-number">{row.since && <Change since={row.since} />}</td>
            )}
            <td>
              <NotesCell warnings={row.warnings} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The row's own click does what the button says; it is there for the keyboard. */
function NameButton({ row }: { readonly row: LesionRow }) {
  const name =
    row.component === undefined
      ? row.label
      : `${row.label} ${say('lesion.part', { part: row.component })}`;
  return (
    <>
      <button type="button" aria-label={say('overview.pick', { lesion: name })} title={name}>
        <span className="mp-lesions-name">{name}</span>
      </button>
      <span className="mp-lesions-size text-muted-foreground text-xs">
        {formatMm(row.longestDiameterMm)}
      </span>
    </>
  );
}

function TargetCell({ row, id }: { readonly row: LesionRow; readonly id: string }) {
  const target = row.targets.find((candidate) => candidate.id === id);
  if (!target) return <td />;
  const change = row.since?.probabilities.get(id);
  return (
    <td className={row.state === 'stale' ? 'mp-stale' : ''}>
      {probabilityOf(target) !== undefined && (
        <span className="mp-number text-foreground font-semibold">{probabilityText(target)}</span>
      )}
      <span className="text-muted-foreground text-xs">
        {row.state === 'stale' ? say('overview.state.stale') : statusText(target)}
      </span>
      {row.state === 'done' && change !== undefined && (
        <span className="mp-number text-muted-foreground text-xs">{formatDifference(change)}</span>
      )}
    </td>
  );
}

function RowStateText({ row }: { readonly row: LesionRow }): ReactNode {
  const catalogue = useCatalogue();
  if (row.state !== 'failed' || !row.error) {
    return row.state === 'done' ? null : say(`overview.state.${row.state}`);
  }
  const { message, advice } = wordsOf(row.error, catalogue);
  return (
    <>
      <span className="text-foreground">{say('overview.state.failed')}</span>{' '}
      <span className="text-xs">
        {message} {advice}
      </span>
    </>
  );
}

function Change({ since }: { readonly since: SincePrior }) {
  return (
    <span title={say('overview.changeSince', { date: formatDate(since.date) })}>
      {formatPercentChange(since.diameter)}
    </span>
  );
}

interface SortHeadingProps {
  readonly text: string;
  readonly by: SortKey;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
}

function SortHeading({ text, by, sorting, onSort }: SortHeadingProps) {
  const current = sorting && isSameKey(sorting.by, by) ? sorting.direction : undefined;
  // Names are looked up from the front, numbers from the largest.
  const first = by === 'lesion' ? 'ascending' : 'descending';
  const other = first === 'ascending' ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={current ?? 'none'}>
      <button
        type="button"
        title={say('overview.sort', { column: text })}
        onClick={() => onSort({ by, direction: current === first ? other : first })}
      >
        {text}
        <span aria-hidden="true">{current && (current === 'ascending' ? ' ▴' : ' ▾')}</span>
      </button>
    </th>
  );
}

/** Every target that some lesion has, in their order; those to come before there is any. */
function targetsOf(rows: readonly LesionRow[], expected: readonly Target[]): readonly Target[] {
  const found = new Map<string, Target>(
    rows.flatMap(({ targets }) => targets.map((target) => [target.id, target] as const)),
  );
  return found.size > 0 ? [...found.values()] : expected;
}
