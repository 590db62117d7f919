import './noEval.js';
import { config } from 'zod';

test('zod is told to compile nothing', () => expect(config().jitless).toBe(true));
