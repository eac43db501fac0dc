/** Starts queue-booking. */
import { startService } from '@qeyd/service';
import { AppModule, queueBooking } from './app.module';

void startService(AppModule, queueBooking);
