/** Turns the messages of one partition into one unit of work: what their handlers want, what is set aside, how far it gets. */
import { isRefused } from '@qeyd/core';
import type { Outcome, Request, Statement, SubjectKey } from '@qeyd/event-store';
import type { Raw } from '../cloudevent';
import { isRequest, type Effect, type Incoming, type Subscription } from '../message';
import { Unusable } from '../unusable';
import { parked, unusableMessage } from './parking';
import type { Place } from './place';
import type { Reader, Reading } from './reading';
import { positionIn, taking, type Sources } from './taken';

export type Handler = (message: Incoming) => Promise<readonly Effect[]>;

export type End = 'handled' | 'ignored' | 'duplicate' | 'parked' | 'refused';

/** What commits together, and where the partition stands once it has. */
export interface Unit {
  readonly place: Place;
  readonly requests: readonly Request[];
  readonly statements: readonly Statement[];
  /** The message behind each request. */
  readonly causes: readonly Reading[];
  readonly ends: readonly End[];
  /** The first message that could not be handled, and why: the unit ends before it. */
  readonly fault: { readonly raw: Raw; readonly error: unknown } | null;
}

/** Effects gathered in the order of the messages. */
class Draft {
  readonly requests: Request[] = [];
  readonly statements: Statement[] = [];
  readonly causes: Reading[] = [];
  readonly ends: End[] = [];

  add(reading: Reading, effects: readonly Effect[], end: End): void {
    for (const effect of effects) {
      if (!isRequest(effect)) this.statements.push(effect);
      else if (this.requests.push(effect) > 0) this.causes.push(reading);
    }
    this.ends.push(end);
  }
}

export class Units {
  private readonly subscriptions: ReadonlyMap<string, Subscription>;

  constructor(
    subscriptions: readonly Subscription[],
    private readonly handlers: ReadonlyMap<string, readonly Handler[]>,
    private readonly reader: Reader,
    private readonly own: SubjectKey,
  ) {
    this.subscriptions = new Map(subscriptions.map((one) => [one.topic, one]));
  }

  /** Messages before `place` are dropped. Handlers of one unit run side by side: they only say what they want. */
  async of(place: Place, raws: readonly Raw[]): Promise<Unit> {
    const fresh = raws.filter(({ offset }) => Number(offset) >= place.nextOffset);
    const readings = await this.reader.read(fresh);
    const answers = await Promise.allSettled(readings.map((reading) => this.answer(reading, place)));
    const draft = new Draft();
    for (let n = fresh.length; n < raws.length; n++) draft.ends.push('duplicate');
    const sources = { ...place.sources };
    const waiting = new Set(place.waiting);
    let fault: Unit['fault'] = null;
    for (const [index, reading] of readings.entries()) {
      const answer = answers[index];
      if (answer?.status !== 'fulfilled') {
        fault = { raw: reading.raw, error: answer?.reason };
        break;
      }
      const { mark, stream } = reading;
      if (isSeen(mark, sources)) {
        draft.ends.push('duplicate');
        continue;
      }
      if (mark) sources[mark.source] = taking(sources, mark.source, mark.position);
      const bad = waiting.has(stream) && answer.value !== 'ignored' ? new Unusable('waits-behind') : answer.value;
      if (bad instanceof Unusable) {
        if (this.holdsUp(reading.raw.topic)) waiting.add(stream);
        await this.setAside(draft, reading, bad);
      } else if (bad === 'ignored') draft.ends.push('ignored');
      else draft.add(reading, bad, 'handled');
    }
    const last = raws.at(-1);
    const end = fault ? Number(fault.raw.offset) : Number(last?.offset ?? -1) + 1;
    const { requests, statements, causes, ends } = draft;
    return {
      requests,
      statements,
      causes,
      ends,
      fault,
      place: { ...place, sources, waiting, nextOffset: Math.max(place.nextOffset, end) },
    };
  }

  /** What the handlers of a message want; bad data is an answer, any other fault is thrown. */
  async handle({ found }: Reading): Promise<readonly Effect[] | 'ignored' | Unusable> {
    if (found === 'ignored' || found instanceof Unusable) return found;
    const handlers = this.handlers.get(found.type);
    if (!handlers) return new Unusable('unknown-type');
    try {
      return (await Promise.all(handlers.map((handler) => handler(found)))).flat();
    } catch (error) {
      if (error instanceof Unusable) return error;
      throw error;
    }
  }

  /** A rule refused what a message asked for: kept as evidence and, on a partner's topic, answered to the sender. */
  async refusalsIn(
    unit: Pick<Unit, 'causes'>,
    outcomes: readonly Outcome[],
  ): Promise<Pick<Unit, 'requests' | 'statements'> | null> {
    const refused = outcomes.flatMap((outcome, index) => {
      const cause = unit.causes[index];
      return cause && isRefused(outcome) ? [{ cause, why: new Unusable(outcome.refused) }] : [];
    });
    if (refused.length === 0) return null;
    const draft = new Draft();
    for (const { cause, why } of refused) {
      draft.add(cause, await this.reply(cause, why), 'refused');
      draft.statements.push(parked(cause, why, this.own, 'the rule'));
    }
    return draft;
  }

  /** Whether a message that is set aside holds up those of its stream; a partner's messages do not depend on each other. */
  holdsUp(topic: string): boolean {
    return !this.subscriptions.get(topic)?.signed;
  }

  private answer(reading: Reading, place: Place): Promise<readonly Effect[] | 'ignored' | Unusable> {
    if (isSeen(reading.mark, place.sources)) return Promise.resolve('ignored');
    if (place.waiting.has(reading.stream)) return Promise.resolve(new Unusable('waits-behind'));
    return this.handle(reading);
  }

  private async setAside(draft: Draft, reading: Reading, why: Unusable): Promise<void> {
    const answered = this.subscriptions.get(reading.raw.topic)?.refuse !== undefined;
    draft.add(reading, await this.reply(reading, why), answered ? 'refused' : 'parked');
    draft.statements.push(parked(reading, why, this.own, answered ? 'the intake' : null));
  }

  private async reply(reading: Reading, why: Unusable): Promise<readonly Effect[]> {
    const { refuse } = this.subscriptions.get(reading.raw.topic) ?? {};
    return refuse ? refuse(unusableMessage(reading.raw, why)) : [];
  }
}

const isSeen = (mark: Reading['mark'], sources: Sources): boolean =>
  mark !== null && mark.position <= positionIn(sources, mark.source);
