/** What a person does over HTTP in the tests: look, hold, confirm, move, give back. */
import type { BookingDto } from '../src/booking/booking.dto';
import type { DayOffer } from '../src/place/search';
import type { Answered, Running } from './queue.running';
import { guest } from './specimens';

type Headers = Record<string, string>;

export interface Problem {
  readonly code: string;
  readonly offer?: {
    readonly places?: readonly { startsAt: string }[];
    readonly offices?: readonly { office: string }[];
    readonly hours?: object;
  };
}
export type Booked = BookingDto & { readonly secret: string };
type Answer = Promise<Answered<BookingDto & Problem>>;
type Known = Pick<BookingDto, 'booking'> & { readonly secret?: string | null };

/** Each test begins on another weekday of December 2026. */
const weekdays = ['01', '02', '03', '04', '07', '08', '09', '10', '11', '14', '15', '16', '17', '18'];

export class Client {
  /** The day on which places are asked for. */
  on = '2026-12-01';
  private days = 0;
  private people = 0;

  private constructor(
    private readonly running: Running,
    readonly app: Headers,
    readonly website: Headers,
    readonly agent: Headers,
    readonly officer: Headers,
  ) {}

  static async of(running: Running): Promise<Client> {
    return new Client(
      running,
      await running.bearer('channel', { channel: 'asan-app' }),
      await running.bearer('channel', { channel: 'asan-website' }),
      await running.bearer('agent', { channel: '108' }),
      await running.bearer('officer', { office: 'asan-baku-1' }),
    );
  }

  nextDay(): void {
    this.on = `2026-12-${weekdays[this.days++ % weekdays.length] ?? ''}`;
  }

  /** A time of day in Baku as an instant. */
  at = (time: string, on = this.on): string => new Date(`${on}T${time}:00+04:00`).toISOString();

  wanted = (time: string, service = 'work-permit', office = 'asan-baku-1', on = this.on) => ({
    ...{ office, on, services: [{ service, startsAt: this.at(time, on) }] },
  });

  nobodyYet = () => guest(`X${String(++this.people)}`);

  form = (time: string, changes: object = {}) => ({ ...this.wanted(time), people: [this.nobodyYet()], ...changes });

  hold = (body: object, headers: Headers = this.app): Answer => this.running.post('/v1/bookings', body, headers);

  held = async (body: object, headers: Headers = this.app): Promise<Booked> => {
    const { status, body: answer } = await this.hold(body, headers);
    expect([status, answer.code]).toEqual([201, undefined]);
    return answer as Booked;
  };

  booked = async (body: object): Promise<Booked> => {
    const booking = await this.held(body);
    expect((await this.act('confirmation', booking)).status).toBe(200);
    return booking;
  };

  act = (verb: string, { booking, secret }: Known, headers: Headers = this.app, more: object = {}): Answer =>
    this.running.post(`/v1/bookings/${booking}/${verb}`, { ...(secret && { secret }), ...more }, headers);

  find = (reference: string, secret?: string): Answer =>
    this.running.post('/v1/booking-searches', { reference, ...(secret && { secret }) }, this.app);

  /** How many seats are free at a time of day. */
  free = async (time: string, service = 'work-permit'): Promise<number> => {
    const path = `/v1/offices/asan-baku-1/places?service=${service}&from=${this.on}&days=1`;
    const { body } = await this.running.get<{ days: DayOffer[] }>(path);
    return body.days[0]?.places.find(({ startsAt }) => startsAt === this.at(time))?.free ?? 0;
  };
}
