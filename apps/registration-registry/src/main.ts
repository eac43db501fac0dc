/** Starts the registration registry. */
import { startService } from '@qeyd/service';
import { AppModule } from './app.module';
import { service } from './service';

void startService(AppModule, service);
