/** The blind tokens of a person: keyed hashes that compare and tell nothing. */
import { ERASED } from '@qeyd/core';
import type { Vault } from '@qeyd/privacy';
import type { SearchTokens, StayPersonal } from '../registration/events';
import { addressText, documentText, nameText } from './search';

export const tokenOf = (vault: Pick<Vault, 'blindIndex'>, key: keyof SearchTokens, text: string): string =>
  vault.blindIndex(`registry-${key}`, text);

/** `null` for a person who was erased: there is nothing left to find them by. */
export const tokensOf = (vault: Pick<Vault, 'blindIndex'>, personal: StayPersonal): SearchTokens | null =>
  personal.documentNumber === ERASED
    ? null
    : {
        document: tokenOf(vault, 'document', documentText(personal.documentCountry, personal.documentNumber)),
        name: tokenOf(vault, 'name', nameText(personal.surname, personal.birthDate)),
        address: tokenOf(vault, 'address', addressText(personal.address)),
      };
