/** The file of a person, folded from the events of the stream: registrations with all that belongs to them, and what led to none. */
import { ERASED, type Cause, type Instant, type Recorded } from '@qeyd/core';
import { personalOf, type DataOf, type RegistrationEvent, type StayPersonal } from '../registration/events';

/** When and why something was recorded, and where in the log. */
export interface Entry {
  readonly position: number;
  readonly recordedAt: Instant;
  readonly cause: Cause;
}
/** What the events tell, without the personal fields (shown once, on top), the tokens and the hashes. */
type Told<T extends RegistrationEvent['type']> = Entry & Omit<DataOf<T>, keyof StayPersonal | Hidden>;
type Hidden = (typeof hidden)[number];

const hidden = ['person', 'tokens', 'place', 'owner', 'company', 'language'] as const;
const hiddenFields = new Set<string>([...hidden, ...Object.keys(personalOf({} as StayPersonal))]);

export interface FiledRegistration extends Told<'StayRegistered'> {
  readonly status: 'active' | 'ended';
  readonly address: string;
  readonly hostName: string | null;
  readonly departures: readonly (Told<'DepartureRecorded'> & { readonly revoked: Told<'DepartureRevoked'> | null })[];
  readonly duplicates: readonly Told<'DuplicateLinked'>[];
  /** Moves to other dwellings of the same owner. */
  readonly notRequired: readonly Told<'RegistrationNotRequired'>[];
  readonly end: Told<'StayDeregistered'> | null;
}

export interface PersonFile {
  readonly person: string;
  /** The person's key was destroyed: what was personal reads `[erased]`. */
  readonly erased: boolean;
  /** Why and by whom, once it is recorded. */
  readonly erasure: Told<'PersonErased'> | null;
  /** As the latest application has it. */
  readonly identity: StayPersonal | null;
  readonly registrations: readonly FiledRegistration[];
  readonly declined: readonly Told<'RegistrationDeclined'>[];
  readonly departuresNotApplied: readonly Told<'DepartureNotApplied'>[];
}

/** `events` of one stream in their order; those up to a moment give the file as it was then. */
export function personFileOf(person: string, events: readonly Recorded<RegistrationEvent>[]): PersonFile {
  const none = { identity: null, registrations: [], declined: [], departuresNotApplied: [] };
  return events.reduce<PersonFile>(add, { person, erased: false, erasure: null, ...none });
}

function add(file: PersonFile, recorded: Recorded<RegistrationEvent>): PersonFile {
  const event = recorded as Recorded<RegistrationEvent> & RegistrationEvent;
  switch (event.type) {
    case 'StayRegistered': {
      const { address, hostName } = event.data;
      const empty = { departures: [], duplicates: [], notRequired: [], end: null };
      const opened = { ...told<'StayRegistered'>(recorded), status: 'active', address, hostName, ...empty } as const;
      return { ...identified(file, event.data), registrations: [...file.registrations, opened] };
    }
    case 'DuplicateLinked':
      return within(identified(file, event.data), event.data.registration, ({ duplicates }) => ({
        duplicates: [...duplicates, told(recorded)],
      }));
    case 'RegistrationNotRequired':
      return within(identified(file, event.data), event.data.registration, ({ notRequired }) => ({
        notRequired: [...notRequired, told(recorded)],
      }));
    case 'RegistrationDeclined':
      return { ...identified(file, event.data), declined: [...file.declined, told(recorded)] };
    case 'DepartureRecorded':
      return within(file, event.data.registration, ({ departures }) => ({
        departures: [...departures, { ...told<'DepartureRecorded'>(recorded), revoked: null }],
      }));
    case 'DepartureRevoked':
      return within(file, event.data.registration, ({ departures }) => ({
        departures: departures.map((one) =>
          one.departure === event.data.departure ? { ...one, revoked: told<'DepartureRevoked'>(recorded) } : one,
        ),
      }));
    case 'DepartureNotApplied':
      return { ...file, departuresNotApplied: [...file.departuresNotApplied, told(recorded)] };
    case 'PersonErased':
      return { ...file, erased: true, erasure: told<'PersonErased'>(recorded) };
    case 'StayDeregistered':
      return within(file, event.data.registration, () => ({ status: 'ended', end: told<'StayDeregistered'>(recorded) }));
  }
}

const told = <T extends RegistrationEvent['type']>({
  data,
  position,
  recordedAt,
  cause,
}: Recorded<RegistrationEvent>): Told<T> => {
  const shown = Object.entries(data).filter(([field]) => !hiddenFields.has(field));
  return { ...(Object.fromEntries(shown) as Omit<Told<T>, keyof Entry>), position, recordedAt, cause } as Told<T>;
};

const identified = (file: PersonFile, data: StayPersonal): PersonFile => ({
  ...file,
  identity: personalOf(data),
  erased: data.documentNumber === ERASED,
});

const within = (
  file: PersonFile,
  registration: string,
  change: (found: FiledRegistration) => Partial<FiledRegistration>,
): PersonFile => ({
  ...file,
  registrations: file.registrations.map((one) => (one.registration === registration ? { ...one, ...change(one) } : one)),
});
