/** Every sentence of the bench page, in English: what it gives is shared with developers. */
const words = {
  title: 'Device bench',
  introduction:
    'How long the networks, their inputs and the radiomic features take on this computer, on a synthetic chest. ' +
    'No patient’s image is used, and nothing leaves this computer. Close what else is running.',
  models: 'Models',
  'models.none': 'No model package could be read.',
  'model.refused': '{{url}}: {{problem}}',
  runs: 'Runs of each, after a first one',
  start: 'Start',
  stop: 'Stop',
  'step.subject': 'Making the synthetic chest…',
  'step.measuring': 'Measuring: {{task}}…',
  'step.done': 'Done.',
  'step.stopped': 'Stopped. What was measured stays.',
  'task.preparation': '{{model}}: reading the lesion',
  'task.prediction': '{{model}}: prediction on {{backend}}',
  'task.radiomics': '107 radiomic features',
  'obstacle.noAdapter': 'This browser offers no graphics processor (WebGPU).',
  'obstacle.emulated': '{{adapter}} is emulated on the processor.',
  'column.task': 'What',
  'column.first': 'First, ms',
  'column.median': 'Then, ms (median)',
  'column.range': 'Least to most, ms',
  'column.device': 'On',
  table: 'Times on this computer',
  copy: 'Copy as JSON',
  'copy.done': 'Copied.',
  save: 'Download JSON',
  threads: '{{device}}, {{threads}} threads',
  'threads.one': '{{device}}, 1 thread',
  'machine.cores': '{{cores}} cores.',
  'machine.noGraphics': 'No graphics processor (WebGPU).',
  'machine.graphics': '{{name}} (WebGPU).',
  'machine.notIsolated': 'This page is not cross-origin isolated, so WebAssembly has one thread.',
  research: 'Research use only.',
} as const;

export function say(key: keyof typeof words, values: Record<string, string | number> = {}): string {
  return words[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
