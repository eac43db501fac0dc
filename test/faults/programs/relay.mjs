/** A process that only relays. */
import { settings } from './product.mjs';
import { startRelay } from './relaying.mjs';

startRelay(settings());
