import { NIFTI1 } from 'nifti-reader-js';
import * as z from 'zod';
import { MutationPredictionError } from '../errors.js';
import type { HuWindow, SliceWindows } from './huWindow.js';
import type { NiftiHeader } from './niftiGrid.js';

/** Where extensions begin, and of which kind ours is: `NIFTI_ECODE_COMMENT` (nifti1.h). */
const EXTENSIONS_OFFSET = { nifti1: 352, nifti2: 544 } as const;
const COMMENT = 6;
/** Size and code. */
const EXTENSION_HEAD = 8;

/** The twin of models/training/mutation_training/cohort/windows.py, which writes it. */
const windowsSchema = z.object({
  sliceWindows: z.array(
    z
      .object({
        centre: z.number(),
        width: z.number().min(2),
        function: z.enum(['LINEAR_EXACT', 'SIGMOID']).optional(),
      })
      .nullable(),
  ),
});

/**
 * The windows of an image's slices k: of a comment that cohorts write where slices differ, else the range
 * that the header says to show (`cal_min`, `cal_max`) for all.
 *
 * @param file decompressed, up to the voxels at least
 * @throws `malformed-object` where the comment tells of other slices than the image has
 */
export function niftiWindows(
  header: NiftiHeader,
  file: ArrayBuffer,
  name: string,
): SliceWindows | undefined {
  const slices = header.dims[3]!;
  const stated = statedWindows(header, file);
  if (stated && stated.length !== slices) {
    throw new MutationPredictionError('malformed-object.nifti-windows', {
      file: name,
      windows: stated.length,
      slices,
    });
  }
  if (stated) return stated;
  const window = shownWindow(header);
  return window && Array.from({ length: slices }, () => window);
}

/** As the linear VOI LUT of DICOM that shows the same (PS3.3 C.11.2.1.2.1). */
function shownWindow({ cal_min: low, cal_max: high }: NiftiHeader): HuWindow | undefined {
  if (!(high - low >= 1)) return undefined;
  return { centre: (low + high + 1) / 2, width: high - low + 1 };
}

function statedWindows(header: NiftiHeader, file: ArrayBuffer): SliceWindows | undefined {
  for (const comment of comments(header, file)) {
    const found = windowsSchema.safeParse(asJson(comment));
    if (!found.success) continue;
    return found.data.sliceWindows.map((window) => {
      if (!window) return undefined;
      const { centre, width, function: name } = window;
      return { centre, width, ...(name && { function: name }) };
    });
  }
  return undefined;
}

function* comments(header: NiftiHeader, file: ArrayBuffer): Generator<string> {
  const { littleEndian, vox_offset: end } = header;
  const view = new DataView(file);
  let at: number = EXTENSIONS_OFFSET[header instanceof NIFTI1 ? 'nifti1' : 'nifti2'];
  // The byte before the extensions' first four tells whether there are any.
  if (at > end || view.getUint8(at - 4) === 0) return;
  while (at + EXTENSION_HEAD <= end) {
    const size = view.getInt32(at, littleEndian);
    if (size < EXTENSION_HEAD || at + size > end) return;
    if (view.getInt32(at + 4, littleEndian) === COMMENT) {
      const text = new Uint8Array(file, at + EXTENSION_HEAD, size - EXTENSION_HEAD);
      yield new TextDecoder('utf-8').decode(text).replace(/\0+$/, '');
    }
    at += size;
  }
}

/** Comments are anyone's: what is no JSON tells nothing. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
