/** Opens bookings by their reference and secret, with the names of what they are for. */
import { Injectable } from '@nestjs/common';
import { Clock, type Language } from '@qeyd/platform';
import { CodeBookClient } from '../api/codebook.client';
import { QueueClient, type Sign } from '../api/queue.client';
import { sheetOf, type Sheet } from './sheet';

export interface Opened {
  readonly booking: string;
  readonly sheet: Sheet;
}

@Injectable()
export class BookingSheets {
  constructor(
    private readonly queue: QueueClient,
    private readonly codeBooks: CodeBookClient,
    private readonly clock: Clock,
  ) {}

  async open(sign: Sign, language: Language): Promise<Opened> {
    const found = await this.queue.find(sign, language);
    const books = found.services.flatMap(({ office, service, withdrawn }) => [
      ['offices', office] as const,
      ['services', service] as const,
      ['offices', withdrawn?.offer?.office ?? office] as const,
    ]);
    const names = await Promise.all(books.map(async ([book, code]) => [code, await this.codeBooks.nameOf(book, code, language)]));
    const window = await this.codeBooks.window(language);
    const sheet = sheetOf(found, Object.fromEntries(names) as Record<string, string>, window, this.clock.now());
    return { booking: found.booking, sheet };
  }
}
