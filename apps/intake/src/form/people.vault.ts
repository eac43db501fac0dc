/** Who the bearer of a document is: the same id everywhere, made at first sight. */
import { Injectable } from '@nestjs/common';
import { Vault, type Identity } from '@qeyd/privacy';

@Injectable()
export class People {
  constructor(private readonly vault: Vault) {}

  async bearerOf(document: Identity): Promise<string> {
    const [person] = await this.vault.identify([document]);
    if (person === undefined) throw new Error('The vault knows nobody and made nobody');
    return person;
  }
}
