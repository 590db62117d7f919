import type { Code } from './modelManifest.js';

/** What a segment is said to be by whoever drew it; as far as it says so. */
export interface SegmentCodes {
  /** CID 7150, e.g. Morphologically abnormal structure. */
  readonly category?: Code;
  /** E.g. Neoplasm, or Liver. */
  readonly type?: Code;
  /** Where it lies, e.g. Lung. */
  readonly anatomicRegion?: Code;
  /** RT ROI Interpreted Type of an ROI, e.g. `GTV` or `ORGAN` (PS3.3 C.8.8.8). */
  readonly interpretedType?: string;
}
