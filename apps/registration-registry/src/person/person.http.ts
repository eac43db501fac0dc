/** The officers' search, and the file of a person; every look is recorded before it is answered. */
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventLog } from '@qeyd/event-store';
import { Actor, Policy, problem, UuidParam, type Caller } from '@qeyd/platform';
import { Vault } from '@qeyd/privacy';
import { findPeople } from './application.view';
import { registration } from '../registration/registration';
import { AccessRecord } from './access.record';
import { PersonQuery, PersonSearchDto } from './person.dto';
import { personFileOf, type PersonFile } from './person-file';
import { addressText, documentText, nameText } from './search';
import { tokenOf } from './search.token';

/** So many people are shown at most; whoever finds more asks more narrowly. */
const SHOWN = 50;

export interface PeopleFound {
  readonly items: readonly Pick<PersonFile, 'person' | 'erased' | 'identity' | 'registrations'>[];
  readonly more: boolean;
}

@ApiTags('persons')
@Policy('officer', 'supervisor')
@Controller('v1')
export class PersonHttp {
  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
    private readonly accesses: AccessRecord,
  ) {}

  @Post('person-searches')
  @HttpCode(200)
  @ApiOperation({ summary: 'Finds people by document, by surname and date of birth, by reference or by address' })
  @ApiOkResponse({ description: 'At most 50 people, those who applied last first, each with the registrations' })
  async search(@Body() body: PersonSearchDto, @Actor() caller: Caller): Promise<PeopleFound> {
    const found = await this.peopleBy(body);
    const people = found.slice(0, SHOWN);
    await this.accesses.keep(caller, 'person-search', body, people);
    const streams = await this.log.loadMany(registration, people);
    const items = streams.map(({ events }, i) => {
      const { person, erased, identity, registrations } = personFileOf(people[i] ?? '', events);
      return { person, erased, identity, registrations };
    });
    return { items, more: found.length > SHOWN };
  }

  @Get('persons/:id')
  @ApiOperation({ summary: 'The file of a person, as it is or as it was at a moment' })
  @ApiOkResponse({
    description: 'Registrations with policies and causes, duplicates, departures, and what led to no registration',
  })
  async file(@UuidParam('id') id: string, @Query() query: PersonQuery, @Actor() caller: Caller): Promise<PersonFile> {
    const { at } = query;
    await this.accesses.keep(caller, 'person-file', query, [id]);
    const { events } = await this.log.load(registration, id);
    const then = at === undefined ? events : events.filter(({ recordedAt }) => recordedAt <= at);
    return then.length === 0 ? problem(404, 'no-such-person') : personFileOf(id, then);
  }

  private peopleBy({ document, name, reference, address }: PersonSearchDto): Promise<string[]> {
    if ([document, name, reference, address].filter((key) => key !== undefined).length !== 1) problem(422, 'one-search-key');
    const byToken = (key: 'document' | 'name' | 'address', text: string) =>
      findPeople(this.log, key, tokenOf(this.vault, key, text), SHOWN + 1);
    if (document) return byToken('document', documentText(document.country, document.number));
    if (name) return byToken('name', nameText(name.surname, name.birthDate));
    if (address !== undefined) return byToken('address', addressText(address));
    return findPeople(this.log, 'reference', reference ?? '', SHOWN + 1);
  }
}
