/** Seals what a cookie carries, so that its bearer can neither read nor change it: a JWE of one key of the portal's own (RFC 7516). */
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '@qeyd/platform';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { PortalSettings } from '../settings';

@Injectable()
export class Seal {
  private readonly key: Uint8Array;

  constructor(@Inject(SETTINGS) { COOKIE_KEY: key }: PortalSettings) {
    this.key = Buffer.from(key, 'base64');
  }

  /** Opens for so many seconds, and only for the same purpose. */
  close(purpose: string, content: Readonly<Record<string, unknown>>, seconds: number): Promise<string> {
    return new EncryptJWT({ content })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(purpose)
      .setExpirationTime(`${String(seconds)}s`)
      .encrypt(this.key);
  }

  /** `null`: none, not ours, or too old. */
  async open<T extends object>(purpose: string, sealed: string | undefined): Promise<T | null> {
    if (sealed === undefined) return null;
    try {
      const { payload } = await jwtDecrypt(sealed, this.key, { audience: purpose });
      return payload['content'] as T;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}
