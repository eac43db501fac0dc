/** Queue-booking: the offices, the places in their queues, and who has them. */
import { Module } from '@nestjs/common';
import { codeBookCopyOf, CodeBookNews, Reservations, Secrets, ServiceModule, type ServiceDefinition } from '@qeyd/service';
import { AdmissionDesk } from './booking/admission.desk';
import { agenda } from './agenda/agenda';
import { Alternatives } from './booking/alternatives.finder';
import { BookingDesk } from './booking/booking.desk';
import { BookingHttp } from './booking/booking.http';
import { LinkHttp } from './booking/link.http';
import { agendaPublisher } from './agenda/agenda.publish';
import { placeView } from './agenda/agenda.view';
import { StandingFinder } from './agenda/standing.finder';
import { ClientLimit } from './booking/client.limit';
import { AccessRecord } from './day/access.record';
import { day } from './day/day';
import { DayDesk } from './day/day.desk';
import { DayHttp } from './day/day.http';
import { CounterNews } from './day/day.kafka';
import { dayPublisher } from './day/day.publish';
import { ticketView, unattachedView } from './day/day.view';
import { DisplayHttp, Displays } from './day/display.http';
import { ForecastFinder } from './forecast/forecast.finder';
import { ForecastHttp } from './forecast/forecast.http';
import { OverbookingBook } from './forecast/overbooking.cache';
import { AgendaJobs } from './agenda/agenda.job';
import { AccessMigration } from './migrations/access.migration';
import { ApplicationMigration } from './migrations/application.migration';
import { DayMigration } from './migrations/day.migration';
import { MissedMigration } from './migrations/missed.migration';
import { OfferMigration } from './migrations/offer.migration';
import { OwnTicketMigration } from './migrations/own-ticket.migration';
import { QueueMigration } from './migrations/queue.migration';
import { ReminderMigration } from './migrations/reminder.migration';
import { UnattachedMigration } from './migrations/unattached.migration';
import { WaitMigration } from './migrations/wait.migration';
import { WithdrawalMigration } from './migrations/withdrawal.migration';
import { office } from './office/office';
import { OfficeBook } from './office/office.cache';
import { OfficeHttp } from './office/office.http';
import { officePublisher } from './office/office.publish';
import { officeDayView, officePlanView } from './office/office.view';
import { PlaceFinder } from './place/place.finder';
import { PlaceHttp } from './place/place.http';
import { texts } from './texts';
import { wait } from './wait/wait';
import { WaitingLists } from './wait/wait.cache';
import { WaitDesk } from './wait/wait.desk';
import { WaitHttp } from './wait/wait.http';
import { Releases } from './wait/release.job';
import { WaitJobs } from './wait/wait.job';
import { waitPublisher } from './wait/wait.publish';
import { waitView } from './wait/wait.view';
import { ImpactFinder } from './withdrawal/impact.finder';
import { WithdrawalDesk } from './withdrawal/withdrawal.desk';
import { WithdrawalHttp } from './withdrawal/withdrawal.http';
import { WithdrawalJobs } from './withdrawal/withdrawal.job';
import { withdrawalView } from './withdrawal/withdrawal.view';

export const queueBooking: ServiceDefinition = {
  name: 'queue-booking',
  port: 3004,
  about: { title: 'Queue-booking', description: 'Finds, holds and books places in the queues of the offices.' },
  texts,
  migrations: [
    QueueMigration,
    DayMigration,
    ReminderMigration,
    WithdrawalMigration,
    WaitMigration,
    AccessMigration,
    ApplicationMigration,
    OfferMigration,
    MissedMigration,
    UnattachedMigration,
    OwnTicketMigration,
  ],
  deciders: [office, agenda, wait, day],
  views: [officePlanView, officeDayView, placeView, withdrawalView, waitView, ticketView, unattachedView],
  publishers: [officePublisher, agendaPublisher, waitPublisher, dayPublisher],
  subscriptions: () => [
    // What the topic carries of ours is known here already.
    { topic: 'codebook', ignores: ['OfficePlanSet', 'ExceptionalDaySet', 'ExceptionalDayLifted'] },
    { topic: 'intake', sealed: true, ignores: ['DepartureReported', 'DepartureWithdrawn'] },
  ],
  jobs: [AgendaJobs, WithdrawalJobs, WaitJobs],
  preparations: [OfficeBook],
};

@Module({
  imports: [ServiceModule.of(queueBooking)],
  controllers: [
    OfficeHttp,
    PlaceHttp,
    BookingHttp,
    LinkHttp,
    WithdrawalHttp,
    WaitHttp,
    DayHttp,
    DisplayHttp,
    ForecastHttp,
    CodeBookNews,
    CounterNews,
  ],
  providers: [
    OverbookingBook,
    ForecastFinder,
    OfficeBook,
    PlaceFinder,
    StandingFinder,
    Alternatives,
    AdmissionDesk,
    ClientLimit,
    BookingDesk,
    ImpactFinder,
    WithdrawalDesk,
    WithdrawalJobs,
    WaitingLists,
    WaitDesk,
    WaitJobs,
    Releases,
    AccessRecord,
    DayDesk,
    AgendaJobs,
    Displays,
    Reservations,
    Secrets,
    codeBookCopyOf('offices', 'services', 'policies'),
  ],
})
export class AppModule {}
