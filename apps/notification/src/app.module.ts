/** Notification: the notices, their senders and the clock of one working day. */
import { Module } from '@nestjs/common';
import { SETTINGS } from '@qeyd/platform';
import { codeBookCopyOf, CodeBookNews, Secrets, ServiceModule, type ServiceDefinition } from '@qeyd/service';
import { BookingNews } from './booking/booking.kafka';
import { clockDecider } from './clock/clock';
import { ClockHttp } from './clock/clock.http';
import { ClockWatch } from './clock/clock.job';
import { ClockNews } from './clock/clock.kafka';
import { clockPublisher } from './clock/clock.publish';
import { clockView } from './clock/clock.view';
import { BookingMigration } from './migrations/booking.migration';
import { NotificationMigration } from './migrations/notification.migration';
import { noticeDecider } from './notice/notice';
import { NoticeHttp } from './notice/notice.http';
import { NoticeSender, NoticeWaker } from './notice/notice.job';
import { Letters } from './notice/notice.letter';
import { Mailer } from './notice/notice.mail';
import { noticePublisher } from './notice/notice.publish';
import { noticeView } from './notice/notice.view';
import { StayNews } from './stay/stay.kafka';
import { notificationSettings, type NotificationSettings } from './settings';
import { notificationTexts } from './texts';

export const notification: ServiceDefinition<typeof notificationSettings> = {
  name: 'notification',
  port: 3003,
  about: { title: 'Notification', description: 'Notices to applicants and guests, and the clock of one working day.' },
  settings: notificationSettings,
  texts: notificationTexts,
  migrations: [NotificationMigration, BookingMigration],
  deciders: [noticeDecider, clockDecider],
  views: [noticeView, clockView],
  publishers: [noticePublisher, clockPublisher],
  subscriptions: () => [
    { topic: 'intake', sealed: true, ignores: ['DepartureReported', 'DepartureWithdrawn'] },
    { topic: 'registry', ignores: ['DepartureRevoked', 'DepartureNotApplied'] },
    {
      topic: 'booking',
      ignores: [
        ...['OfferDeclined', 'VisitorInformed'],
        ...['TicketIssued', 'TicketCalled', 'TicketServed', 'TicketMissed', 'ApplicationAttached'],
      ],
    },
    { topic: 'codebook', ignores: ['OfficePlanSet', 'ExceptionalDaySet', 'ExceptionalDayLifted'] },
  ],
  jobs: [NoticeSender, NoticeWaker, ClockWatch],
  jobsAtATime: 40,
  preparations: [NoticeWaker],
};

const mailer = {
  provide: Mailer,
  inject: [SETTINGS],
  useFactory: ({ SMTP_URL, MAIL_FROM, MAIL_CONNECTIONS }: NotificationSettings) =>
    new Mailer({ smtpUrl: SMTP_URL, from: MAIL_FROM, connections: MAIL_CONNECTIONS }),
};

@Module({
  imports: [ServiceModule.of(notification)],
  controllers: [NoticeHttp, StayNews, BookingNews, CodeBookNews, ClockHttp, ClockNews],
  providers: [mailer, Letters, Secrets, codeBookCopyOf('offices', 'services', 'policies'), NoticeSender, NoticeWaker, ClockWatch],
})
export class AppModule {}
