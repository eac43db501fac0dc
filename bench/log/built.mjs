/** The product as it was built, for the programs that measure it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../deploy/local/machine/place.mjs';

const require = createRequire(import.meta.url);

/** A module out of `dist`. */
export const built = (path) => require(join(root, 'dist', path));
