import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Configuration } from 'webpack';

export const PANEL_WIDTH: number;
export function harnessConfiguration(bundleDirectory: string): Configuration;
export function sceneNames(): Promise<string[]>;
export function serveHarness(options: {
  readonly bundleDirectory: string;
  readonly ohifDist: string;
  readonly port?: number;
  /** Answers itself, and says so, what is no file of the harness. */
  readonly answer?: (path: string, request: IncomingMessage, response: ServerResponse) => boolean;
}): Promise<{ readonly origin: string; readonly server: Server }>;
