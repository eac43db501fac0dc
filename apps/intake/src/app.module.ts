/** The composition root of intake: what it decides, shows, tells, hears and offers. */
import { Module } from '@nestjs/common';
import { SETTINGS } from '@qeyd/platform';
import { codeBookCopyOf, CodeBookNews, Reservations, Secrets, type ServiceDefinition, ServiceModule } from '@qeyd/service';
import { application } from './application/application';
import { FilingDesk } from './application/application.desk';
import { ApplicationHttp } from './application/application.http';
import { PartnerApplications } from './application/application.kafka';
import { applicationPublisher } from './application/application.publish';
import { applicationView } from './application/application.view';
import { Holders } from './application/holder.view';
import { ApplicationNews } from './application/outcome.kafka';
import { StatusHttp } from './application/status.http';
import { departure } from './departure/departure';
import { DepartureHttp } from './departure/departure.http';
import { PartnerDepartures } from './departure/departure.kafka';
import { departurePublisher } from './departure/departure.publish';
import { People } from './form/people.vault';
import { IntakeMigration } from './migrations/intake.migration';
import { ReceiptHttp } from './receipt/receipt.http';
import { Receipts } from './receipt/receipt.jws';
import { receiptEvidence } from './receipt/receipt.proof';
import { intakeSettings, partnersOf, type IntakeSettings } from './settings';
import { submission } from './submission/submission';
import { submissionsOf } from './submission/submission.kafka';
import { submissionPublisher } from './submission/submission.publish';
import { texts } from './texts';

export const intake = {
  name: 'intake',
  port: 3001,
  about: {
    title: 'Intake',
    description:
      'Takes in applications for registration upon place of stay and departure notices, and shows what became of them.',
  },
  texts,
  settings: intakeSettings,
  migrations: [IntakeMigration],
  deciders: [application, departure, submission],
  views: [applicationView],
  publishers: [applicationPublisher, departurePublisher, submissionPublisher],
  evidence: receiptEvidence,
  subscriptions: (settings) => [
    { topic: 'codebook', ignores: ['OfficePlanSet', 'ExceptionalDaySet', 'ExceptionalDayLifted'] },
    {
      topic: 'registry',
      sealed: true,
      ignores: ['DepartureRecorded', 'DepartureRevoked', 'DepartureNotApplied', 'StayDeregistered'],
    },
    {
      topic: 'notification',
      ignores: [
        'NoticeAccepted',
        'NoticeHandedOver',
        'NoticeFailed',
        'ConfirmationClockStarted',
        'ConfirmationClockAtRisk',
        'ConfirmationClockMissed',
      ],
    },
    ...submissionsOf(partnersOf(settings)),
  ],
} satisfies ServiceDefinition<typeof intakeSettings>;

@Module({
  imports: [ServiceModule.of(intake)],
  controllers: [
    ApplicationHttp,
    StatusHttp,
    DepartureHttp,
    ReceiptHttp,
    PartnerApplications,
    PartnerDepartures,
    ApplicationNews,
    CodeBookNews,
  ],
  providers: [
    FilingDesk,
    People,
    Holders,
    codeBookCopyOf('countries', 'document-types', 'offices', 'policies', 'purposes'),
    Reservations,
    Secrets,
    {
      provide: Receipts,
      inject: [SETTINGS],
      useFactory: ({ RECEIPT_KEY }: IntakeSettings) => new Receipts(RECEIPT_KEY),
    },
  ],
})
export class AppModule {}
