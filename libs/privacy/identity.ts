/** Who a person is: issuing country, type and number of the document, written alike however they were typed. */

export interface Identity {
  readonly country: string;
  readonly type: string;
  readonly number: string;
}

/** `ab-123 456` and `AB123456` are the same number; throws when nothing is left that could tell people apart. */
export function canonical({ country, type, number }: Identity): string {
  const parts = [country, type, number].map((part) =>
    part
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );
  if (parts.includes('')) throw new Error('An identity needs an issuing country, a document type and a number');
  return parts.join('\n');
}
