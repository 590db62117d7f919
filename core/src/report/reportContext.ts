import type { StudyAttributes } from '../dicom/identity/studyAttributes.js';
import type { SeriesIdentity } from '../imaging/ctImage.js';
import type { PredecessorDocument } from './parts/document.js';

/** What the report needs to know beyond its lesions. */
export interface ReportContext {
  /** Of the CT's patient and study: the report is filed there. */
  readonly studyAttributes: StudyAttributes;
  /** The image that all predictions were made on. */
  readonly image: SeriesIdentity;
  /** Default: the series of the first predecessor of this study, else a new one. */
  readonly seriesInstanceUid?: string;
  /** Default: a new one. One that is given has to belong to this content alone. */
  readonly sopInstanceUid?: string;
  readonly seriesNumber?: number;
  /** Default: one after the highest of the predecessors in the series, else 1. */
  readonly instanceNumber?: number;
  /** The reports of earlier runs that this one replaces. */
  readonly predecessors?: readonly PredecessorDocument[];
  readonly now: Date;
}
