import type { Command } from 'commander';

/** A command of the program: its options are loaded where it is asked for. */
export interface ListedCommand {
  readonly name: string;
  readonly description: string;
  /** What adds it to the program, without its description. */
  readonly load: () => Promise<(program: Command) => void>;
}

/** All of them, in the order in which help lists them. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'predict',
    description: 'predict the mutations of segmented lung lesions, of one case or of a cohort',
    load: async () => (await import('./prediction/predictCommand.js')).registerPredictCommand,
  },
  {
    name: 'views',
    description: 'write what the model sees: a picture per view, and views.f32 in HU',
    load: async () => (await import('./case/viewsCommand.js')).registerViewsCommand,
  },
  {
    name: 'segments',
    description: 'list the segments of a DICOM SEG, the ROIs of an RTSTRUCT or the labels of NIfTI',
    load: async () => (await import('./case/segmentsCommand.js')).registerSegmentsCommand,
  },
  {
    name: 'segment',
    description: 'segment the nodule at a point of a CT, without contours by anyone',
    load: async () => (await import('./case/segmentCommand.js')).registerSegmentCommand,
  },
  {
    name: 'mask',
    description: 'write a segment as a NIfTI mask on the grid of the CT',
    load: async () => (await import('./case/maskCommand.js')).registerMaskCommand,
  },
  {
    name: 'radiomics',
    description:
      'radiomic features of segmented lesions, as PyRadiomics computes or IBSI defines them',
    load: async () => (await import('./radiomics/radiomicsCommand.js')).registerRadiomicsCommand,
  },
  {
    name: 'regions',
    description:
      'what the CT is like in and around segmented lesions: the numbers by which predictions tell whether a lesion is like the training ones',
    load: async () => (await import('./radiomics/regionsCommand.js')).registerRegionsCommand,
  },
  {
    name: 'report',
    description: 'read a saved prediction, or the measurements of any TID 1500 report',
    load: async () => (await import('./prediction/reportCommand.js')).registerReportCommand,
  },
  {
    name: 'sign',
    description: 'sign model packages and reports with an Ed25519 key, or make one',
    load: async () => (await import('./packages/signCommand.js')).registerSignCommand,
  },
  {
    name: 'phantom-cohort',
    description: 'write a cohort of synthetic lesions with planted endpoints, to train networks on',
    load: async () =>
      (await import('./phantom-cohort/phantomCohortCommand.js')).registerPhantomCohortCommand,
  },
  {
    name: 'triton-repository',
    description: "write model packages as a model repository of NVIDIA's Triton Inference Server",
    load: async () =>
      (await import('./packages/tritonRepositoryCommand.js')).registerTritonRepositoryCommand,
  },
  {
    name: 'viewer',
    description: 'serve OHIF with the Mutation Prediction panel, by default with a demo study',
    load: async () => (await import('./viewer/viewerCommand.js')).registerViewerCommand,
  },
  {
    name: 'worker',
    description: 'predict the cases of a queue, on any machine that sees where they are',
    load: async () => (await import('./queue/workerCommand.js')).registerWorkerCommand,
  },
  {
    name: 'queue',
    description: 'look at a queue of cases, and steer it',
    load: async () => (await import('./queue/queueCommand.js')).registerQueueCommand,
  },
  {
    name: 'serve',
    description:
      'predict for viewers and programs (Open Inference Protocol), of this machine unless told otherwise',
    load: async () => (await import('./serving/serveCommand.js')).registerServeCommand,
  },
  {
    name: 'api-key',
    description: 'make an API key for the server; of a name that has one, the key is replaced',
    load: async () => (await import('./serving/apiKeyCommand.js')).registerApiKeyCommand,
  },
  {
    name: 'audit',
    description: 'audit trails of the server',
    load: async () => (await import('./serving/auditCommand.js')).registerAuditCommand,
  },
];
