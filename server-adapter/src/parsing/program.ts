/** Entry of the parsing process. */
import { serveTasks } from '../processes/serveTasks.js';
import { ParsingTasks } from './tasks.js';
import { unforeseen } from './unforeseen.js';

serveTasks(new ParsingTasks(), unforeseen);
