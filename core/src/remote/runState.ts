import * as z from 'zod';
import { viewPlaneSchema } from '../contract/imageInputs.js';
import type { Progress } from '../contract/progress.js';

/** How far a run on a server is: what `GET /api/v1/runs/ID` answers, beside the run's id (docs/server.md). */
export const runStateSchema = z.object({
  stage: z.enum(['waiting', 'running']),
  position: z.int().positive().optional().describe('While it waits: 1 for the next to run.'),
  loaded: z
    .int()
    .nonnegative()
    .optional()
    .describe('While it runs view by view: how many have been read.'),
  total: z.int().positive().optional().describe('While it runs view by view: how many there are.'),
  views: z
    .array(
      z.object({
        plane: viewPlaneSchema,
        targets: z
          .array(z.object({ id: z.string(), probability: z.number().min(0).max(1) }))
          .readonly(),
      }),
    )
    .readonly()
    .optional()
    .describe('What each view that has been read says alone, where the model tells.'),
});

export type RunState = z.infer<typeof runStateSchema>;

/** A server's answer as the progress of a run; `undefined` where it is none. */
export function progressOfRun(answer: unknown): Progress | undefined {
  const { success, data } = runStateSchema.safeParse(answer);
  if (!success) return undefined;
  const { stage, position, loaded, total, views } = data;
  if (stage === 'waiting') {
    return { stage: 'queue', ...(position !== undefined && { place: position }) };
  }
  return {
    stage: 'run',
    ...(loaded !== undefined && total !== undefined && { loaded, total }),
    ...(views && { views }),
  };
}
