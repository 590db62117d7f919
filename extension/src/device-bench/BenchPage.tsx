import { MutationPredictionError, PRODUCT } from '@mutation-prediction/core';
import { useRef, useState, type RefObject } from 'react';
import type { Platform } from '../inference/device.js';
import type { ReadPackage } from '../inference/model-files/modelPackage.js';
import { runDeviceBench, taskWords, type BenchPlaces } from './deviceBench.js';
import { DEVICE_BENCH_VERSION, type BenchMachine, type BenchRow } from './result.js';
import type { DeviceBenchResult } from './result.js';
import { say } from './words.js';

/** A package of the page's address, or why it cannot be read. */
export type OfferedModel =
  | { readonly url: string; readonly model: ReadPackage }
  | { readonly url: string; readonly error: MutationPredictionError };

interface BenchPageProps {
  readonly models: readonly OfferedModel[];
  readonly platform: Platform;
  readonly places: BenchPlaces;
}

const DEFAULT_RUNS = 5;

/** What is measured, the button that starts it, and the table that fills. */
export function BenchPage({ models, platform, places }: BenchPageProps) {
  const readable = models.flatMap((one) => ('model' in one ? [one.model] : []));
  const [chosen, setChosen] = useState(() => new Set(readable.map(({ url }) => url)));
  const [runs, setRuns] = useState(DEFAULT_RUNS);
  const [rows, setRows] = useState<readonly BenchRow[]>([]);
  const [step, setStep] = useState('');
  const [running, setRunning] = useState<AbortController>();
  const table = useRef<HTMLTableElement>(null);

  async function start() {
    const controller = new AbortController();
    setRunning(controller);
    setRows([]);
    const listener = {
      onStep: setStep,
      onRow: (row: BenchRow) => setRows((before) => [...before, row]),
    };
    const wanted = readable.filter(({ url }) => chosen.has(url));
    try {
      await runDeviceBench({ models: wanted, platform, runs }, places, listener, controller.signal);
      setStep(say('step.done'));
    } catch (error) {
      if (!(error instanceof MutationPredictionError)) throw error;
      setStep(error.code === 'cancelled' ? say('step.stopped') : error.message);
    } finally {
      setRunning(undefined);
    }
    table.current?.scrollIntoView({ block: 'nearest' });
  }

  const choose = (url: string, isWanted: boolean) => {
    const others = [...chosen].filter((one) => one !== url);
    setChosen(new Set(isWanted ? [...others, url] : others));
  };

  return (
    <main>
      <h1>{say('title')}</h1>
      <p>{say('introduction')}</p>
      <p>{machineWords(platform).join(' ')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <fieldset disabled={running !== undefined}>
          <legend>{say('models')}</legend>
          {models.length === 0 && <p>{say('models.none')}</p>}
          {models.map((one) => (
            <Model key={one.url} one={one} isChosen={chosen.has(one.url)} onChoose={choose} />
          ))}
        </fieldset>
        <label>
          {say('runs')}{' '}
          <input
            type="number"
            min={1}
            max={50}
            value={runs}
            disabled={running !== undefined}
            onChange={({ target }) => setRuns(Math.min(50, Math.max(1, Math.round(+target.value))))}
          />
        </label>
        {running ? (
          // An element of its own: one that became the other during a click would submit at its end.
          <button key="stop" type="button" onClick={() => running.abort()}>
            {say('stop')}
          </button>
        ) : (
          <button key="start" type="submit">
            {say('start')}
          </button>
        )}
      </form>
      <p role="status">{step}</p>
      {rows.length > 0 && <Times rows={rows} table={table} />}
      {rows.length > 0 && !running && <Sharing result={resultOf(rows, platform)} />}
      <p className="small">{say('research')}</p>
    </main>
  );
}

interface ModelProps {
  readonly one: OfferedModel;
  readonly isChosen: boolean;
  readonly onChoose: (url: string, isWanted: boolean) => void;
}

function Model({ one, isChosen, onChoose }: ModelProps) {
  const { url } = one;
  if ('error' in one) {
    return <p>{say('model.refused', { url, problem: one.error.message })}</p>;
  }
  const { manifest } = one.model;
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={({ target }) => onChoose(url, target.checked)}
      />
      {manifest.name}
    </label>
  );
}

function Times({
  rows,
  table,
}: {
  readonly rows: readonly BenchRow[];
  readonly table: RefObject<HTMLTableElement>;
}) {
  return (
    <table ref={table}>
      <caption>{say('table')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('column.task')}</th>
          <th scope="col">{say('column.first')}</th>
          <th scope="col">{say('column.median')}</th>
          <th scope="col">{say('column.range')}</th>
          <th scope="col">{say('column.device')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={taskWords(row)} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: BenchRow }) {
  const { measured, notMeasured } = row;
  return (
    <tr>
      <th scope="row">{taskWords(row)}</th>
      {measured ? (
        <>
          <td className="number">{milliseconds(measured.firstMs)}</td>
          <td className="number">{milliseconds(measured.warm.medianMs)}</td>
          <td className="number">
            {milliseconds(measured.warm.leastMs)} – {milliseconds(measured.warm.mostMs)}
          </td>
          <td>{deviceWords(measured)}</td>
        </>
      ) : (
        <td colSpan={4}>{notMeasured}</td>
      )}
    </tr>
  );
}

function Sharing({ result }: { readonly result: DeviceBenchResult }) {
  const [copied, setCopied] = useState(false);
  const json = `${JSON.stringify(result, null, 2)}\n`;
  const name = `device-bench-${result.date}.json`;
  return (
    <p>
      <button
        type="button"
        onClick={() => void navigator.clipboard.writeText(json).then(() => setCopied(true))}
      >
        {say('copy')}
      </button>{' '}
      <a
        className="button"
        download={name}
        href={`data:application/json;charset=utf-8,${encodeURIComponent(json)}`}
      >
        {say('save')}
      </a>{' '}
      <span role="status">{copied && say('copy.done')}</span>
    </p>
  );
}

function resultOf(rows: readonly BenchRow[], platform: Platform): DeviceBenchResult {
  return {
    format: 'mutation-prediction-device-bench',
    version: DEVICE_BENCH_VERSION,
    product: PRODUCT.version,
    date: new Date().toISOString().slice(0, 10),
    machine: machineOf(platform),
    rows,
  };
}

function machineOf({ adapter, cores, crossOriginIsolated }: Platform): BenchMachine {
  return {
    userAgent: navigator.userAgent,
    cores,
    isCrossOriginIsolated: crossOriginIsolated,
    ...(adapter && {
      graphics: {
        name: adapter.name,
        hasShaderF16: adapter.shaderF16,
        isEmulated: adapter.emulated,
      },
    }),
  };
}

function machineWords({ adapter, cores, crossOriginIsolated }: Platform): string[] {
  return [
    say('machine.cores', { cores }),
    adapter ? say('machine.graphics', { name: adapter.name }) : say('machine.noGraphics'),
    ...(crossOriginIsolated ? [] : [say('machine.notIsolated')]),
  ];
}

function deviceWords({ device = '', threads }: NonNullable<BenchRow['measured']>): string {
  if (threads === undefined) return device;
  return threads === 1 ? say('threads.one', { device }) : say('threads', { device, threads });
}

/** Below ten with a tenth, as far as a browser's clock goes. */
const milliseconds = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
