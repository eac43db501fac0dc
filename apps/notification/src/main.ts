/** Starts notification; `main.js migrate` brings its databases up to date instead. */
import { startService } from '@qeyd/service';
import { AppModule, notification } from './app.module';

void startService(AppModule, notification);
