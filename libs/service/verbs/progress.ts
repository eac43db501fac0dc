/** How far a long reading is: a bar that moves on a terminal, now and then a line elsewhere. */
import type { WriteStream } from 'node:tty';
import type { Progress } from '@qeyd/event-store';

/** What takes so long. */
interface Told extends Omit<Progress, 'doing'> {
  readonly doing: Progress['doing'] | 'verifying';
}

const BAR = 24;
const LINE_EVERY_MS = 5000;
const DRAW_EVERY_MS = 100;
/** The speed is that of the last few seconds. */
const WINDOW_MS = 5000;

export const number = (value: number): string => Math.round(value).toLocaleString('en-GB');

const time = (seconds: number): string => (seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} min`);

export function progressOn(output: Pick<WriteStream, 'isTTY' | 'write'>, title: string) {
  const every = output.isTTY ? DRAW_EVERY_MS : LINE_EVERY_MS;
  let marks: { at: number; done: number }[] = [];
  let doing = '';
  let shownAt = -Infinity;

  const speed = (): number => {
    const [first, last] = [marks[0], marks.at(-1)];
    return first && last && last.at > first.at ? ((last.done - first.done) / (last.at - first.at)) * 1000 : 0;
  };

  function lineOf({ doing: what, done, of }: Told): string {
    const share = of > 0 ? Math.min(1, done / of) : 1;
    const bar = output.isTTY ? `${'█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░')} ` : '';
    const unit = what === 'comparing' ? 'rows' : 'events';
    const left = speed() > 0 ? `${number(speed())} ${unit}/s, ${time(Math.max(0, of - done) / speed())} left` : '';
    return `${title} ${what} ${bar}${(share * 100).toFixed(0)} %  ${number(done)} of ${number(of)} ${unit}  ${left}`.trimEnd();
  }

  return {
    tell(progress: Told): void {
      const at = performance.now();
      if (progress.doing !== doing) marks = [];
      doing = progress.doing;
      marks = [...marks.filter((mark) => mark.at > at - WINDOW_MS), { at, done: progress.done }];
      if (at - shownAt < every && progress.done < progress.of) return;
      shownAt = at;
      output.write(output.isTTY ? `\r\u001b[K${lineOf(progress)}` : `${lineOf(progress)}\n`);
    },
    end(): void {
      if (output.isTTY) output.write('\r\u001b[K');
    },
  };
}
