import { InvalidArgumentError, Option, type Command } from 'commander';

interface TritonRepositoryArguments {
  readonly models?: string;
  readonly model?: readonly string[];
  readonly out: string;
  readonly gpu?: readonly number[] | 'all';
  readonly tensorrt?: 'fp32' | 'fp16';
  readonly tensorrtCache?: string;
  readonly instances: number;
  readonly queue: number;
  readonly queueTimeout: number;
}

/** Adds `mutation-prediction triton-repository`. */
export function registerTritonRepositoryCommand(program: Command): void {
  program
    .command('triton-repository')
    .requiredOption('--out <folder>', 'where the repository goes; a new folder, or an empty one')
    .option('--models <folder>', 'folder with model packages (default: the shipped ones)')
    .option('--model <id...>', 'only these packages (default: all)')
    .option('--gpu <indices>', 'GPUs to run on, e.g. 0 or 0,1 or all (default: the CPU)', gpus)
    .addOption(
      new Option('--tensorrt [precision]', 'compile for TensorRT; fp16 gives other numbers')
        .choices(['fp32', 'fp16'])
        .preset('fp32')
        .implies({ gpu: 'all' }),
    )
    .option('--tensorrt-cache <folder>', 'where Triton may keep compiled engines, as it sees it')
    .option('--instances <count>', 'runs side by side on each GPU, or on the CPU', wholeNumber, 1)
    .option('--queue <count>', 'requests that may wait for each model', wholeNumber, 16)
    .option('--queue-timeout <seconds>', 'how long a request may wait', wholeNumber, 30)
    .action(async ({ tensorrt, tensorrtCache, ...options }: TritonRepositoryArguments) => {
      // Loaded on demand: the networks' runtime would slow down every other command's start.
      const { modelsDirectory } = await import('@mutation-prediction/server-adapter/inference');
      const { writeTritonRepository } = await import('@mutation-prediction/server-adapter/triton');
      const ids = await writeTritonRepository({
        models: modelsDirectory(options.models),
        out: options.out,
        instances: options.instances,
        queueSize: options.queue,
        queueSeconds: options.queueTimeout,
        ...(options.model && { ids: options.model }),
        ...(options.gpu && { gpus: options.gpu }),
        ...(tensorrt && {
          tensorRt: {
            precision: tensorrt,
            ...(tensorrtCache !== undefined && { cache: tensorrtCache }),
          },
        }),
      });
      process.stdout.write(`${ids.join(', ')} in ${options.out}\n`);
    });
}

function gpus(text: string): readonly number[] | 'all' {
  if (text === 'all') return text;
  if (!/^\d{1,3}(,\d{1,3})*$/.test(text)) {
    throw new InvalidArgumentError('Numbers of GPUs, such as 0 or 0,1, or all, please.');
  }
  return [...new Set(text.split(',').map(Number))];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError('A whole number from 1 up, please.');
  }
  return Number(text);
}
