/** Copies every row of the code-books and policies as the register publishes it. */
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { registry } from '@qeyd/contracts';
import type { Statement } from '@qeyd/event-store';
import type { Incoming } from '@qeyd/kafka';

const SET_ROW = `
  INSERT INTO codebook_row (book, code, valid_from, valid_to_exclusive, names, attributes, source)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (book, code, valid_from) DO UPDATE SET
    valid_to_exclusive = excluded.valid_to_exclusive, names = excluded.names,
    attributes = excluded.attributes, source = excluded.source`;

@Controller()
export class CodeBookNews {
  @EventPattern('CodeBookRowSet')
  rowSet(@Payload() { data: row }: Incoming<typeof registry.CodeBookRowSet>): Statement[] {
    const { book, code, validFrom, validToExclusive, names, attributes, source } = row;
    const values = [book, code, validFrom, validToExclusive, JSON.stringify(names), JSON.stringify(attributes), source];
    return [{ text: SET_ROW, values }];
  }
}
