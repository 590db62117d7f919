/** Entry of the parsing process. */
import { serveTasks } from './serveTasks.js';
import { ParsingTasks } from './tasks.js';

serveTasks(new ParsingTasks());
