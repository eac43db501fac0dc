/** What the demonstration uses of the product as it is built: its libraries, as any program of the house would. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../local/machine/place.mjs';

const require = createRequire(import.meta.url);
const built = (library) => require(join(root, 'dist', 'libs', library, 'index.js'));

export const { addDays, bakuDate, startOfBakuDay } = built('calendar');
export const { accessFrom, PartnerClient } = built('kafka');
export const { Jobs } = built('jobs');
