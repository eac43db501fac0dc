/** What the screen of an office shows, sent to it as it changes: who is called where, and how many wait. */
import { Controller, Injectable, Param, Sse, type MessageEvent } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { EventLog } from '@qeyd/event-store';
import { PublicRoute } from '@qeyd/platform';
import {
  concatMap,
  distinctUntilChanged,
  finalize,
  interval,
  map,
  merge,
  share,
  startWith,
  Subject,
  throttleTime,
  type Observable,
} from 'rxjs';
import { OfficeParams } from '../office/office.dto';
import { DayDesk } from './day.desk';
import type { Day } from './ticket';

/** What other processes do is seen so much later at most; what this one does, at once. */
const LOOK_MS = 2000;
const CALM_MS = 100;

export interface Display {
  readonly on: string;
  /** The last one called first. */
  readonly calls: readonly { readonly number: string; readonly counter: string; readonly calls: number }[];
  readonly waiting: number;
}

export function displayOf(on: string, day: Day): Display {
  const called = [...day.values()].flatMap((ticket) => (ticket.status === 'called' ? [ticket] : []));
  return {
    on,
    calls: called
      .toSorted((a, b) => (a.calledAt < b.calledAt ? 1 : -1))
      .map(({ number, counter, calls }) => ({ number, counter, calls })),
    waiting: [...day.values()].filter(({ status }) => status === 'waiting').length,
  };
}

/** One look at the log for all screens of an office. */
@Injectable()
export class Displays {
  private readonly appended = new Subject<string>();
  private readonly screens = new Map<string, Observable<Display>>();

  constructor(
    log: EventLog,
    private readonly desk: DayDesk,
  ) {
    log.onAppended((events) => {
      for (const stream of new Set(events.map((event) => event.stream)))
        if (stream.startsWith('day-')) this.appended.next(stream);
    });
  }

  of(office: string): Observable<Display> {
    const screen =
      this.screens.get(office) ??
      merge(interval(LOOK_MS), this.appended.pipe(throttleTime(CALM_MS, undefined, { leading: true, trailing: true }))).pipe(
        startWith(null),
        concatMap(async () => {
          const { on, state } = await this.desk.today(office);
          return displayOf(on, state);
        }),
        finalize(() => this.screens.delete(office)),
        share(),
      );
    this.screens.set(office, screen);
    return screen;
  }
}

@ApiTags('the day')
@PublicRoute()
@Controller('v1/offices/:office/display')
export class DisplayHttp {
  constructor(private readonly displays: Displays) {}

  @Sse()
  @ApiOperation({ summary: 'What the screen shows, as server-sent events: at once, and whenever it changes' })
  @ApiProduces('text/event-stream')
  show(@Param() { office }: OfficeParams): Observable<MessageEvent> {
    return this.displays.of(office).pipe(
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      map((display) => ({ data: display })),
    );
  }
}
