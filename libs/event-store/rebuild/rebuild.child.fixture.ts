/** A rebuild in a process of its own, for a test to kill: says each step, and the end as JSON. */
import { counter } from '../counter.fixture';
import { rebuild } from './rebuild';
import { stepsView } from './steps.fixture';

const [connectionString = '', rate = ''] = process.argv.slice(2);
const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
void rebuild({ connectionString, view: stepsView, deciders: [counter], rate: Number(rate), onProgress: say }).then(say);
