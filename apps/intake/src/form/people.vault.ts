/** Who the bearer of a document is: the same id everywhere, made at first sight. */
import { Injectable } from '@nestjs/common';
import { Vault } from '@qeyd/privacy';
import { documentIdentity, type DocumentIdentity } from './identity';

@Injectable()
export class People {
  constructor(private readonly vault: Vault) {}

  async bearerOf(document: DocumentIdentity): Promise<string> {
    const [person] = await this.vault.identify([documentIdentity(document)]);
    if (person === undefined) throw new Error('The vault knows nobody and made nobody');
    return person;
  }
}
