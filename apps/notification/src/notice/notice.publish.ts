/** What became of a notice, for the other services: never an address, never the mail server's words. */
import { notification, type Contract } from '@qeyd/contracts';
import type { Publication, Publisher } from '@qeyd/event-store';
import type { NoticeEvent } from './notice';

type Outcome = Extract<NoticeEvent, { type: 'NoticeAccepted' | 'NoticeHandedOver' | 'NoticeFailed' }>;

/** The outcome as the contract names it. */
const outcome =
  ({ topic, type, version, data: { properties } }: Contract) =>
  ({ stream, data }: { readonly stream: string; readonly data: Outcome['data'] }): Publication => {
    const fields = Object.entries({ ...data, notice: stream.slice('notice-'.length) }).filter(([field]) => field in properties);
    return { topic, type, version, data: Object.fromEntries(fields) };
  };

export const noticePublisher: Publisher<NoticeEvent> = {
  category: 'notice',
  on: {
    NoticePlanned: null,
    NoticeDeferred: null,
    NoticeRejected: null,
    NoticeAccepted: outcome(notification.NoticeAccepted),
    NoticeHandedOver: outcome(notification.NoticeHandedOver),
    NoticeFailed: outcome(notification.NoticeFailed),
    NoticeLapsed: null,
  },
};
