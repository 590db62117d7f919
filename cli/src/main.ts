import { MutationPredictionError } from '@mutation-prediction/core';
import { Command, CommanderError } from 'commander';
import { IncompleteError } from './terminal/incompleteError.js';
import { registerViewerCommand } from './viewer/viewerCommand.js';
import { registerMaskCommand } from './case/maskCommand.js';
import { registerSegmentCommand } from './case/segmentCommand.js';
import { registerPhantomCohortCommand } from './phantom-cohort/phantomCohortCommand.js';
import { registerPredictCommand } from './prediction/predictCommand.js';
import { registerQueueCommand } from './queue/queueCommand.js';
import { registerWorkerCommand } from './queue/workerCommand.js';
import { registerRadiomicsCommand } from './radiomics/radiomicsCommand.js';
import { registerRegionsCommand } from './radiomics/regionsCommand.js';
import { registerReportCommand } from './prediction/reportCommand.js';
import { registerApiKeyCommand } from './serving/apiKeyCommand.js';
import { registerAuditCommand } from './serving/auditCommand.js';
import { registerServeCommand } from './serving/serveCommand.js';
import { registerSegmentsCommand } from './case/segmentsCommand.js';
import { registerTritonRepositoryCommand } from './packages/tritonRepositoryCommand.js';
import { registerSignCommand } from './packages/signCommand.js';
import { registerViewsCommand } from './case/viewsCommand.js';
import { printJson, say } from './terminal/terminal.js';

const EXIT = { done: 0, refused: 1, usage: 2, incomplete: 3 } as const;

/**
 * Runs the command line.
 *
 * @param argv without node and script
 * @returns the exit code: 0 done, 1 refused with the reason, 2 usage, 3 some cases failed
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('mutation-prediction')
    .description('EGFR and KRAS prediction from segmented lung lesions. Research use only.')
    .exitOverride();
  registerPredictCommand(program);
  registerViewsCommand(program);
  registerSegmentsCommand(program);
  registerSegmentCommand(program);
  registerMaskCommand(program);
  registerRadiomicsCommand(program);
  registerRegionsCommand(program);
  registerReportCommand(program);
  registerSignCommand(program);
  registerPhantomCohortCommand(program);
  registerTritonRepositoryCommand(program);
  registerViewerCommand(program);
  registerWorkerCommand(program);
  registerQueueCommand(program);
  registerServeCommand(program);
  registerApiKeyCommand(program);
  registerAuditCommand(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof MutationPredictionError) {
      refuse(error, argv.includes('--json'));
      return EXIT.refused;
    }
    if (error instanceof IncompleteError) {
      say(`${error.message}\n`);
      return EXIT.incomplete;
    }
    throw error;
  }
}

function refuse({ code, message, advice }: MutationPredictionError, asJson: boolean): void {
  say(`${message}\n${advice ? `${advice}\n` : ''}`);
  if (asJson) {
    printJson({ error: { code, message, advice } });
  }
}
