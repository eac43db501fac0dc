/** Which events of the code-books leave the register. */
import { registry } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import { publicShape } from '../public-shape';
import type { CodeBookEvent } from './codebook';

export const codebookPublisher: Publisher<CodeBookEvent> = {
  category: 'codebook',
  on: { CodeBookRowSet: publicShape(registry.CodeBookRowSet) },
};
