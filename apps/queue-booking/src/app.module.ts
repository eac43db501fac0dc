/** Queue-booking: the offices, the places in their queues, and who has them. */
import { Module } from '@nestjs/common';
import { codeBookCopyOf, CodeBookNews, Reservations, Secrets, ServiceModule, type ServiceDefinition } from '@qeyd/service';
import { AdmissionDesk } from './booking/admission.desk';
import { agenda } from './agenda/agenda';
import { BookingDesk } from './booking/booking.desk';
import { BookingHttp } from './booking/booking.http';
import { agendaPublisher } from './agenda/agenda.publish';
import { placeView } from './agenda/agenda.view';
import { day } from './day/day';
import { DayDesk } from './day/day.desk';
import { DayHttp } from './day/day.http';
import { dayPublisher } from './day/day.publish';
import { ticketView } from './day/day.view';
import { DisplayHttp, Displays } from './day/display.http';
import { ForecastFinder } from './forecast/forecast.finder';
import { ForecastHttp } from './forecast/forecast.http';
import { OverbookingBook } from './forecast/overbooking.cache';
import { Reminders } from './agenda/reminder.job';
import { DayMigration } from './migrations/day.migration';
import { QueueMigration } from './migrations/queue.migration';
import { ReminderMigration } from './migrations/reminder.migration';
import { office } from './office/office';
import { OfficeBook } from './office/office.cache';
import { OfficeHttp } from './office/office.http';
import { officePublisher } from './office/office.publish';
import { officeDayView, officePlanView } from './office/office.view';
import { Alternatives } from './place/alternatives.finder';
import { PlaceFinder } from './place/place.finder';
import { PlaceHttp } from './place/place.http';
import { texts } from './texts';

export const queueBooking: ServiceDefinition = {
  name: 'queue-booking',
  port: 3004,
  about: { title: 'Queue-booking', description: 'Finds, holds and books places in the queues of the offices.' },
  texts,
  migrations: [QueueMigration, DayMigration, ReminderMigration],
  deciders: [office, agenda, day],
  views: [officePlanView, officeDayView, placeView, ticketView],
  publishers: [officePublisher, agendaPublisher, dayPublisher],
  // What the topic carries of ours is known here already.
  subscriptions: () => [{ topic: 'codebook', ignores: ['OfficePlanSet', 'ExceptionalDaySet', 'ExceptionalDayLifted'] }],
  jobs: [Reminders],
  preparations: [OfficeBook],
};

@Module({
  imports: [ServiceModule.of(queueBooking)],
  controllers: [OfficeHttp, PlaceHttp, BookingHttp, DayHttp, DisplayHttp, ForecastHttp, CodeBookNews],
  providers: [
    OverbookingBook,
    ForecastFinder,
    OfficeBook,
    PlaceFinder,
    Alternatives,
    AdmissionDesk,
    BookingDesk,
    DayDesk,
    Reminders,
    Displays,
    Reservations,
    Secrets,
    codeBookCopyOf('offices', 'services', 'policies'),
  ],
})
export class AppModule {}
