import type { CaseOutcome } from '../prediction-cases/predictCase.js';
import { sealFor, type Reader } from './sealedText.js';

/** What a worker found, and the files that it wrote of it. */
export interface JobOutcome {
  /** Its models name no files: their places are the asker's. */
  readonly outcome: CaseOutcome;
  readonly files: readonly ReturnedFile[];
}

export interface ReturnedFile {
  readonly modelId: string;
  /** The SR, or the SEG that it refers to. */
  readonly kind: 'report' | 'segmentation';
  /** DICOM Part 10, base64. */
  readonly content: string;
}

/** @param id of the job: the outcome opens as that job's only */
export function sealOutcome(found: JobOutcome, reader: string, id: string): string {
  return sealFor(reader, JSON.stringify(found), id);
}

/** Undefined for what was sealed for another reader, or is damaged. */
export function openOutcome(sealed: string, reader: Reader, id: string): JobOutcome | undefined {
  try {
    return JSON.parse(reader.open(sealed, id)) as JobOutcome;
  } catch {
    return undefined;
  }
}
