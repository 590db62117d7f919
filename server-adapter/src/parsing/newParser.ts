import { Parser } from './parser.js';
import type { ParsingTasks } from './tasks.js';

/** The built one, so that it is found from the sources too. */
const PROGRAM = new URL('../../dist/parsing/program.js', import.meta.url);

/** A process that does the product's parsing tasks. */
export const newParser = () => new Parser<ParsingTasks>(PROGRAM);
