/** What intake can prove of an application beyond the hash of its event: the receipt in it. */
import type { Evidence } from '@qeyd/event-store';
import { config } from '@qeyd/platform';
import type { ApplicationFiled } from '../application/application';
import { intakeSettings } from '../settings';
import { receiptOf } from './receipt';
import { Receipts } from './receipt.jws';

/** For `verify`, which is given public keys alone. */
export function receiptEvidence(env: NodeJS.ProcessEnv): Evidence {
  const { RECEIPT_KEY } = config({ RECEIPT_KEY: intakeSettings.RECEIPT_KEY }, env);
  const receipts = new Receipts(RECEIPT_KEY);
  return {
    name: 'receipts',
    keySet: receipts.keySet,
    on: { ApplicationFiled: (data) => wrongWith(data as ApplicationFiled['data'], receipts) },
  };
}

/** A receipt has its fields in one order, so equal receipts are equal texts. */
function wrongWith(filed: ApplicationFiled['data'], receipts: Receipts): string | null {
  const receipt = receipts.verify(filed.receipt);
  if (!receipt) return 'its receipt was not signed by a key of this service';
  return JSON.stringify(receipt) === JSON.stringify(receiptOf(filed)) ? null : 'its receipt states something else than the event';
}
