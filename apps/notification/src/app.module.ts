/** Notification: the notices, their senders and the clock of one working day. */
import { Module } from '@nestjs/common';
import { SETTINGS } from '@qeyd/platform';
import { ServiceModule, type ServiceDefinition } from '@qeyd/service';
import { clockDecider } from './clock/clock';
import { ClockHttp } from './clock/clock.http';
import { ClockWatch } from './clock/clock.job';
import { ClockNews } from './clock/clock.kafka';
import { clockPublisher } from './clock/clock.publish';
import { clockView } from './clock/clock.view';
import { NotificationMigration } from './migrations/notification.migration';
import { noticeDecider } from './notice/notice';
import { NoticeHttp } from './notice/notice.http';
import { NoticeSender, NoticeWaker } from './notice/notice.job';
import { NoticeNews } from './notice/notice.kafka';
import { Mailer } from './notice/notice.mail';
import { noticePublisher } from './notice/notice.publish';
import { noticeView } from './notice/notice.view';
import { notificationSettings, type NotificationSettings } from './settings';
import { notificationTexts } from './texts';

export const notification: ServiceDefinition<typeof notificationSettings> = {
  name: 'notification',
  port: 3003,
  about: { title: 'Notification', description: 'Notices to applicants and guests, and the clock of one working day.' },
  settings: notificationSettings,
  texts: notificationTexts,
  migrations: [NotificationMigration],
  deciders: [noticeDecider, clockDecider],
  views: [noticeView, clockView],
  publishers: [noticePublisher, clockPublisher],
  subscriptions: () => [
    { topic: 'intake', sealed: true, ignores: ['DepartureReported', 'DepartureWithdrawn'] },
    { topic: 'registry', ignores: ['DepartureRevoked', 'DepartureNotApplied'] },
  ],
  jobs: [NoticeSender, NoticeWaker, ClockWatch],
  jobsAtATime: 40,
  preparations: [NoticeWaker],
};

const mailer = {
  provide: Mailer,
  inject: [SETTINGS],
  useFactory: ({ SMTP_URL, MAIL_FROM, MAIL_CONNECTIONS, PUBLIC_URL }: NotificationSettings) =>
    new Mailer({ smtpUrl: SMTP_URL, from: MAIL_FROM, connections: MAIL_CONNECTIONS, publicUrl: PUBLIC_URL }),
};

@Module({
  imports: [ServiceModule.of(notification)],
  controllers: [NoticeHttp, NoticeNews, ClockHttp, ClockNews],
  providers: [mailer, NoticeSender, NoticeWaker, ClockWatch],
})
export class AppModule {}
