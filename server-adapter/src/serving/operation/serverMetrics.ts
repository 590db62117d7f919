import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { InferenceBackend } from '../../backends/backend.js';
import type { WaitingRoom } from '../admission/waitingRoom.js';
import type { Outcome } from '../audit/record.js';

const PREFIX = 'mutation_prediction_';

/** From what a cached answer takes to what a deadline allows, s. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

interface JobCounts {
  counts(): Promise<Readonly<Record<string, number>>>;
}

/**
 * What the server tells Prometheus. Labels hold routes, models, statuses and outcomes, which are few
 * and the server's own; never what a client sends.
 */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: `${PREFIX}requests_total`,
    help: 'HTTP requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.#registry],
  });
  readonly #inferences = new Counter({
    name: `${PREFIX}inferences_total`,
    help: 'Inferences by model and outcome.',
    labelNames: ['model', 'outcome'],
    registers: [this.#registry],
  });
  readonly #waitSeconds = new Histogram({
    name: `${PREFIX}wait_seconds`,
    help: 'From a request’s admission to its turn.',
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #runSeconds = new Histogram({
    name: `${PREFIX}run_seconds`,
    help: 'What inferences take in the backend, by model.',
    labelNames: ['model'],
    buckets: SECONDS,
    registers: [this.#registry],
  });

  /** @param jobs how many there are in each state, where the server takes any */
  constructor(room: WaitingRoom, backend: InferenceBackend, jobs?: JobCounts) {
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge('queue_waiting', 'Requests that wait for their turn.', () => room.waiting);
    this.#gauge('running', 'Inferences that run.', () => room.running);
    this.#gauge('occupied', 'Requests admitted and not yet answered.', () => room.occupied);
    this.#gauge('capacity', 'Inferences that can run at once.', () => backend.capacity);
    this.#gauge(
      'models_ready',
      'Models that can be asked.',
      () => backend.models().filter(({ state }) => state === 'ready').length,
    );
    if (jobs) this.#jobs(jobs);
  }

  request(method: string, route: string, status: number): void {
    this.#requests.inc({ method, route, status });
  }

  turn(waitedMs: number): void {
    this.#waitSeconds.observe(waitedMs / 1000);
  }

  inference(model: string, outcome: Outcome, ranMs?: number): void {
    this.#inferences.inc({ model, outcome });
    if (ranMs !== undefined) this.#runSeconds.observe({ model }, ranMs / 1000);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #jobs(jobs: JobCounts): void {
    new Gauge({
      name: `${PREFIX}jobs`,
      help: 'Cases in the queue by state, of all who put any there.',
      labelNames: ['state'],
      registers: [this.#registry],
      async collect() {
        // Without a queue there is no number of them.
        const counts = await jobs.counts().catch(() => ({}));
        this.reset();
        for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
      },
    });
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name: `${PREFIX}${name}`,
      help,
      registers: [this.#registry],
      collect() {
        this.set(value());
      },
    });
  }
}
