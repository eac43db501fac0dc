/** From a private event to its public shape: exactly the fields that the contract names leave, and nothing else can. */
import type { Contract } from '@qeyd/contracts';

export interface PublicShape {
  readonly topic: string;
  readonly type: string;
  readonly version: number;
  readonly data: object;
  readonly personal: boolean;
}

export const publicShape =
  ({ topic, type, version, data: { properties }, personal }: Contract) =>
  ({ data }: { readonly data: object }): PublicShape => ({
    topic,
    type,
    version,
    data: Object.fromEntries(Object.entries(data).filter(([field]) => field in properties)),
    personal: personal !== null,
  });
