/** Starts intake; `main.js migrate` brings its databases up to date. */
import { startService } from '@qeyd/service';
import { AppModule, intake } from './app.module';

void startService(AppModule, intake);
