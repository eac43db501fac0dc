/** Who a person is: issuing country, type and number of the document, written alike however they were typed. */
import { documentNumber } from '@qeyd/core';

export interface Identity {
  readonly country: string;
  readonly type: string;
  readonly number: string;
}

/** `ab-123 456` and `AB123456` are the same number; throws when nothing is left that could tell people apart. */
export function canonical(identity: Identity): string {
  const parts = [identity.country, identity.type, identity.number].map(documentNumber);
  if (parts.includes('')) throw new Error('An identity needs an issuing country, a document type and a number');
  return parts.join('\n');
}
