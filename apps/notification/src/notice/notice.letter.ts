/** The letter of a notice as it is sent or printed: its words laid out as text and as HTML, and what goes with them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import { bakuDate } from '@qeyd/calendar';
import type { Language } from '@qeyd/contracts';
import type { Instant } from '@qeyd/core';
import { SETTINGS } from '@qeyd/platform';
import { CodeBookCopy, Secrets } from '@qeyd/service';
import { toBuffer } from 'qrcode';
import { calendarOf } from '../booking/visit.ics';
import type { NotificationSettings } from '../settings';
import { isOfQueue, isVisit, type QueueMatter, type VisitMatter } from './matter';
import type { Mail } from './notice.mail';
import type { Plan } from './notice';
import { domainOf } from './notice.request';
import { pageOf, type Page } from './templates/letter';
import type { Queue } from './templates/wording';

/** The picture of the reference, by the name under which it is attached. */
interface Picture {
  readonly cid: string;
  readonly reference: string;
}

/** Black and white squares need no filter, which would take longer than all else of a letter. */
const png = { filterType: 0, deflateStrategy: 0, deflateLevel: 6 };

const layout = (name: string, noEscape: boolean) =>
  Handlebars.compile<Page & { readonly picture: Picture | null }>(readFileSync(join(__dirname, 'templates', name), 'utf8'), {
    noEscape,
    strict: true,
  });

const asText = layout('notice.text.template', true);
const asHtml = layout('notice.html.template', false);

@Injectable()
export class Letters {
  constructor(
    private readonly codeBooks: CodeBookCopy,
    private readonly secrets: Secrets,
    @Inject(SETTINGS) private readonly settings: Pick<NotificationSettings, 'PUBLIC_URL' | 'PORTAL_URL' | 'MAIL_FROM'>,
  ) {}

  /** `at`: when it is written. */
  async of(plan: Plan, at: Instant): Promise<Mail> {
    const { matter, language, messageId } = plan;
    const checkedAt = `${this.settings.PUBLIC_URL}/v1/receipts/verify`;
    if (!isOfQueue(matter)) return laidOut(pageOf(plan, { checkedAt, queue: null }), null, []);
    const queue = await this.queueOf(matter, language, at);
    const page = pageOf(plan, { checkedAt, queue });
    if (!isVisit(matter)) return laidOut(page, null, []);
    const { reference } = matter;
    const calendars = hasCalendar(matter) ? [this.calendar(matter, queue, page.service, at)] : [];
    if (!isExpected(matter)) return laidOut(page, null, calendars);
    const cid = `qr.${messageId.slice(1, -1)}`;
    const content = await toBuffer(reference, { errorCorrectionLevel: 'M', margin: 4, scale: 5, rendererOpts: png });
    const picture = { filename: `${reference}.png`, contentType: 'image/png', content, cid };
    return laidOut(page, { cid, reference }, [...calendars, picture]);
  }

  private calendar(matter: VisitMatter, { office, service }: Queue, organizer: string, at: Instant): Mail['attachments'][number] {
    const { booking, service: code, reference } = matter;
    const { MAIL_FROM: from } = this.settings;
    const uid = `${booking}.${code}@${domainOf(from)}`;
    return calendarOf(matter, { uid, at, from, organizer, summary: `${service}: ${reference}`, location: office });
  }

  private async queueOf(matter: QueueMatter, language: Language, at: Instant): Promise<Queue> {
    const books = await this.codeBooks.current();
    const today = bakuDate(at);
    const { reference, office, service } = matter;
    const [room, id] = isVisit(matter) ? ['booking', matter.booking] : ['wait', matter.wait];
    const named = (book: string, code: string): string => books.find(book, code, today)?.names[language] ?? code;
    const minutes = (policy: string): number => Number(books.find('policies', policy, today)?.attributes['minutes'] ?? 0);
    return {
      office: named('offices', office),
      service: named('services', service),
      officeNamed: (code) => named('offices', code),
      page: `${this.settings.PORTAL_URL}/${language}/${room}/${reference}/${this.secrets.of(room, id)}`,
      early: minutes('booking-early'),
      late: minutes('booking-late'),
      change: minutes('booking-change'),
      kept: minutes('waiting-offer'),
    };
  }
}

/** Somebody is expected at the counter, and shows the reference there. */
const isExpected = (matter: VisitMatter): boolean => matter.kind !== 'booking-cancelled' && hasCalendar(matter);

/** What is only offered is no entry yet, and a place that was withdrawn remains one until another takes its place; others change none. */
const hasCalendar = ({ kind }: VisitMatter): boolean =>
  !['place-withdrawn', 'offer-reminder', 'place-offered', 'booking-missed', 'booking-link'].includes(kind);

function laidOut(page: Page, picture: Picture | null, attachments: Mail['attachments']): Mail {
  const content = { ...page, picture };
  return { subject: page.subject, text: asText(content), html: asHtml(content), attachments };
}
