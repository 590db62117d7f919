import { progressOfRun, type OnProgress, type Progress } from '@mutation-prediction/core';
import type { AskedServer } from './messages.js';

const FIRST_LOOK_MS = 250;
const BETWEEN_LOOKS_MS = 700;
/** A server that knows no such run knows it once the request has arrived, or never (it is another's). */
const MOST_UNKNOWN = 8;

/**
 * Tells how far a run on the server is: its place in the queue, then that it runs, and which views it has
 * read. A server that does not say is not asked for long.
 *
 * @param run the id that the request bears
 * @returns ends it
 */
export function followRun(
  { url, headers }: AskedServer,
  run: string,
  onProgress: OnProgress,
): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let unknown = 0;
  let timer = setTimeout(() => void look(), FIRST_LOOK_MS);

  async function look(): Promise<void> {
    const progress = await stageOf(`${url}/api/v1/runs/${run}`, headers, signal);
    if (signal.aborted) return;
    if (progress) onProgress(progress);
    else unknown++;
    if (unknown < MOST_UNKNOWN) timer = setTimeout(() => void look(), BETWEEN_LOOKS_MS);
  }

  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}

async function stageOf(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Progress | undefined> {
  try {
    // A redirection is an error: the credentials are for this server.
    const response = await fetch(url, { headers, signal, redirect: 'error' });
    return response.ok ? progressOfRun(await response.json()) : undefined;
  } catch {
    // The run itself tells what is the matter with the server.
    return undefined;
  }
}
