import type { EarlierPrediction } from '../../contract.js';
import { LesionTable } from './LesionTable.js';
import { rowsOfReport } from './lesionRows.js';

interface ReportLesionsProps {
  readonly entries: readonly EarlierPrediction[];
  readonly openedId: string;
  readonly onOpen: (id: string) => void;
}

/** Everything that a stored report says, a row for each lesion and model. */
export function ReportLesions({ entries, openedId, onOpen }: ReportLesionsProps) {
  return <LesionTable rows={rowsOfReport(entries)} chosenId={openedId} onPick={onOpen} />;
}
