export interface RefusalOptions extends ErrorOptions {
  /** When asking again makes sense, s. */
  readonly retryAfterS?: number;
  /** Value of WWW-Authenticate (RFC 6750). */
  readonly challenge?: string;
}

/** An answer that refuses a request in a sentence, `{"error": …}`. Never holds patient data or secrets. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    message: string,
    readonly options: RefusalOptions = {},
  ) {
    super(message, options);
  }
}
