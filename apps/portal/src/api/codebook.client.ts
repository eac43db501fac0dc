/** The names of services, offices, countries and documents, from the register's code-books. */
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Language } from '@qeyd/platform';
import type { PortalSettings } from '../settings';
import { ask } from './api.client';
import { ChannelToken } from './channel.token';

export type Book = 'services' | 'offices' | 'countries' | 'document-types' | 'policies';

/** In minutes: how early people may come, how late, and how long a place is kept for somebody on the waiting list. */
export interface Window {
  readonly early: number;
  readonly late: number;
  readonly offer: number;
}

interface Row {
  readonly code: string;
  readonly names: Readonly<Record<Language, string>>;
  readonly attributes?: { readonly minutes?: number };
}

export interface Named {
  readonly code: string;
  readonly name: string;
}

/** As long as the register says that they may be kept. */
const KEPT = 60_000;

@Injectable()
export class CodeBookClient {
  private readonly kept = new Map<Book, { readonly rows: readonly Row[]; readonly staleAt: number }>();

  constructor(
    private readonly token: ChannelToken,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  /** In the order of the book. */
  async namesOf(book: Book, language: Language): Promise<Named[]> {
    return (await this.rowsOf(book, language)).map(({ code, names }) => ({ code, name: names[language] }));
  }

  /** The kinds of document that people bring, and the countries that issue them in the order of the alphabet. */
  async papers(language: Language): Promise<{ readonly documents: Named[]; readonly countries: Named[] }> {
    const [documents, countries] = await Promise.all([
      this.namesOf('document-types', language),
      this.namesOf('countries', language),
    ]);
    const byName = new Intl.Collator(language);
    return { documents, countries: countries.toSorted((a, b) => byName.compare(a.name, b.name)) };
  }

  /** A code that the book does not have is its own name. */
  async nameOf(book: Book, code: string, language: Language): Promise<string> {
    return (await this.rowsOf(book, language)).find((row) => row.code === code)?.names[language] ?? code;
  }

  /** What the policies of today say about times. */
  async window(language: Language): Promise<Window> {
    const rows = await this.rowsOf('policies', language);
    const minutes = (code: string): number => rows.find((row) => row.code === code)?.attributes?.minutes ?? 0;
    return { early: minutes('booking-early'), late: minutes('booking-late'), offer: minutes('waiting-offer') };
  }

  private async rowsOf(book: Book, language: Language): Promise<readonly Row[]> {
    const kept = this.kept.get(book);
    if (kept && performance.now() < kept.staleAt) return kept.rows;
    const authorization = await this.token.authorization();
    const address = `${this.settings.REGISTRY_URL}/v1/codebooks/${book}`;
    const { items: rows } = await ask<{ items: readonly Row[] }>(address, { language, authorization });
    this.kept.set(book, { rows, staleAt: performance.now() + KEPT });
    return rows;
  }
}
