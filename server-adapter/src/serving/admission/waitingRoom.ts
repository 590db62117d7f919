import { Refusal } from '../refusal.js';

export interface WaitingRoomOptions {
  /** How many run at once. */
  readonly capacity: number;
  /** How many may be here besides those that run. */
  readonly queueLength: number;
  /** How many of one user may be here. */
  readonly perUser: number;
}

/** A request's place, from its admission until its run has ended. */
export interface Place {
  /** 1 for the next to run; `undefined` while it runs or has not asked for its turn. */
  readonly position: number | undefined;
  /**
   * Resolves when it is this place's turn; turns go in the order in which they were asked for.
   *
   * @throws the signal's reason
   */
  turn(signal: AbortSignal): Promise<void>;
  /** Frees the place; the next one's turn comes. Further calls do nothing. */
  leave(): void;
}

interface Seat extends Place {
  readonly subject: string;
  since: number;
  state: 'admitted' | 'waiting' | 'running' | 'left';
  begin(): void;
}

/** Weight of the newest run in the mean of their durations. */
const NEWEST = 0.2;
const LONGEST_RETRY_S = 30;

/**
 * Who may stay, and whose turn it is. Room is bounded, so that a server which gets more than it can do
 * says so at once instead of growing, and nobody can fill it alone.
 */
export class WaitingRoom {
  readonly #seats = new Set<Seat>();
  #queue: Seat[] = [];
  #running = 0;
  #meanRunMs = 1000;
  #isClosed = false;

  constructor(private readonly options: WaitingRoomOptions) {}

  get waiting(): number {
    return this.#queue.length;
  }

  get running(): number {
    return this.#running;
  }

  /** Those whose request is still on its way included. */
  get occupied(): number {
    return this.#seats.size;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @throws Refusal 503 where there is no room, 429 where the caller has used up theirs */
  admit(subject: string): Place {
    const { capacity, queueLength, perUser } = this.options;
    if (this.#isClosed) throw this.#refusal(503, 'The server is stopping.');
    const own = [...this.#seats].filter((seat) => seat.subject === subject).length;
    if (own >= perUser) {
      throw this.#refusal(429, `You have ${own} requests here, as many as one user may.`);
    }
    if (this.#seats.size >= capacity + queueLength) {
      throw this.#refusal(503, `The queue is full (${queueLength} wait).`);
    }
    return this.#seat(subject);
  }

  /** Admits nobody from now on. */
  close(): void {
    this.#isClosed = true;
  }

  /** When a place may be free, s: as long as all that are here take, at the pace of late. */
  get retryAfterS(): number {
    const ms = (this.#meanRunMs * this.#seats.size) / this.options.capacity;
    return Math.min(LONGEST_RETRY_S, Math.max(1, Math.ceil(ms / 1000)));
  }

  #refusal(status: 429 | 503, message: string): Refusal {
    return new Refusal(status, message, { retryAfterS: this.retryAfterS });
  }

  #seat(subject: string): Place {
    const queue = () => this.#queue;
    const seat: Seat = {
      subject,
      since: 0,
      state: 'admitted',
      begin: () => {},
      get position() {
        return this.state === 'waiting' ? queue().indexOf(this) + 1 : undefined;
      },
      turn: (signal) => this.#turn(seat, signal),
      leave: () => this.#leave(seat),
    };
    this.#seats.add(seat);
    return seat;
  }

  async #turn(seat: Seat, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    seat.state = 'waiting';
    this.#queue.push(seat);
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        this.#leave(seat);
        reject(signal.reason as Error);
      };
      seat.begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#next();
    });
  }

  #next(): void {
    while (this.#running < this.options.capacity) {
      const seat = this.#queue.shift();
      if (!seat) return;
      this.#running++;
      seat.state = 'running';
      seat.since = performance.now();
      seat.begin();
    }
  }

  #leave(seat: Seat): void {
    if (!this.#seats.delete(seat)) return;
    if (seat.state === 'running') {
      this.#running--;
      const ms = performance.now() - seat.since;
      this.#meanRunMs += NEWEST * (ms - this.#meanRunMs);
    }
    this.#queue = this.#queue.filter((other) => other !== seat);
    seat.state = 'left';
    this.#next();
  }
}
