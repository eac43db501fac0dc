import fc from 'fast-check';
import { specify } from '@qeyd/testing';
import { change, id, KEY, NOW as AT, officeWith, party, visitor } from '../../test/specimens';
import { dayOf } from '../office/opening';
import { slotsOf } from '../place/place';
import { agenda, type AgendaCommand } from './agenda';
import type { AgendaEvent } from './events';
import type { Agenda } from './seating';

const { given } = specify(agenda);
const slots = slotsOf(dayOf(officeWith(), KEY.on)!, KEY.service);

const plain = ({ bookings, offers, seats }: Agenda): string => JSON.stringify([bookings.values(), [...offers], [...seats]]);

it('Whatever is asked, in whatever order: no seat is given twice, no person has two, and what was confirmed stays', () => {
  const at = fc.integer({ min: 0, max: 40 }).map((minutes) => new Date(Date.parse(AT) + minutes * 60_000).toISOString());
  const n = fc.integer({ min: 1, max: 9 });
  const command = fc.oneof(
    fc
      .tuple(n, fc.nat(7), fc.uniqueArray(n, { minLength: 1, maxLength: 3 }), at)
      .map(([booking, slot, people, time]): AgendaCommand => {
        const heldUntil = new Date(Date.parse(time) + 600_000).toISOString();
        return {
          type: 'Hold',
          asked: { agenda: KEY, party: party(booking), visitors: people.map(visitor), startsAt: slots[slot]!.startsAt, slots },
          at: time,
          heldUntil,
        };
      }),
    fc.tuple(n, at).map(([booking, time]): AgendaCommand => ({ type: 'Confirm', booking: id(booking), at: time })),
    fc.tuple(n, at).map(([booking, time]): AgendaCommand => ({ type: 'Cancel', booking: id(booking), at: time, change })),
    fc.tuple(n, at, fc.constantFrom('held', 'confirmed')).map(([booking, time, status]): AgendaCommand => ({
      type: 'Vacate',
      booking: id(booking),
      seen: { status, sequence: 0 },
      to: { ...KEY, on: '2026-12-02' },
      at: time,
      change,
    })),
    fc.tuple(n, at).map(([booking, time]): AgendaCommand => ({ type: 'Lapse', booking: id(booking), at: time })),
    fc
      .tuple(n, fc.nat(7), fc.uniqueArray(n, { minLength: 1, maxLength: 3 }), at)
      .map(([offer, slot, people, time]): AgendaCommand => ({
        ...{ type: 'Offer', offer: id(500 + offer), at: time, until: new Date(Date.parse(time) + 900_000).toISOString() },
        asked: { agenda: KEY, party: party(offer), visitors: people.map(visitor), startsAt: slots[slot]!.startsAt, slots },
      })),
    fc
      .tuple(n, at)
      .map(([offer, time]): AgendaCommand => ({ type: 'EndOffer', offer: id(500 + offer), reason: 'accepted', at: time })),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      /** The plain model: who has which seat, or is offered it, and until when if it is not confirmed. */
      const model = new Map<string, { seats: Map<string, string>; until: string | null; offered: boolean }>();
      let now = AT;
      const history: AgendaEvent[] = [];
      for (const each of commands) {
        const wanted = { ...each, at: each.at > now ? each.at : now };
        now = wanted.at;
        const before = plain(given(...history).state());
        const { decision } = given(...history).when(wanted);
        expect(plain(given(...history).state())).toBe(before);
        if ('refused' in decision) continue;
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
        history.push(...decision);
        for (const event of decision) {
          const offered = event.type === 'PlaceOffered';
          const entry = offered || event.type === 'OfferEnded' ? event.data.offer : event.data.booking;
          const known = model.get(entry) ?? { seats: new Map<string, string>(), until: null, offered };
          if (event.type === 'PlaceHeld' || event.type === 'PlaceOffered') {
            const { person, startsAt, seat } = event.data;
            const place = `${startsAt}/${String(seat)}`;
            for (const other of model.values()) {
              expect([...other.seats.values()]).not.toContain(place);
              if (!offered && !other.offered && other !== known) expect([...other.seats.keys()]).not.toContain(person);
            }
            known.seats.set(person, place);
            model.set(entry, { ...known, until: event.type === 'PlaceHeld' ? event.data.heldUntil : event.data.offeredUntil });
          } else if (event.type === 'BookingConfirmed') {
            expect(known.until !== null && known.until > now).toBe(true);
            model.set(entry, { ...known, until: null });
          } else {
            if ((event.type === 'HoldEnded' || event.type === 'OfferEnded') && event.data.reason === 'expired')
              expect(known.until !== null && known.until <= now).toBe(true);
            model.delete(entry);
          }
        }
      }
      const { bookings, offers, seats } = given(...history).state();
      const booked = bookings.values().filter(({ status }) => status !== 'ended');
      const standing = [
        ...booked.map(({ party: { booking }, seats: places }) => ({ by: booking, places })),
        ...Array.from(offers, ([by, { seats: places }]) => ({ by, places })),
      ];
      expect(standing.map(({ by, places }) => [by, places.length]).sort()).toEqual(
        [...model].map(([by, known]) => [by, known.seats.size]).sort(),
      );
      const occupied = seats.flatMap(({ startsAt, taken }) => taken.map(({ by, seat }) => [by, startsAt, seat]));
      expect(occupied.sort()).toEqual(
        standing.flatMap(({ by, places }) => places.map(({ startsAt, seat }) => [by, startsAt, seat])).sort(),
      );
    }),
  );
});
