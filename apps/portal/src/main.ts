/** Starts the portal; it owns no data. */
import { start } from '@qeyd/platform';
import { AppModule } from './app.module';
import { openPages } from './page/page.server';
import { portalSettings } from './settings';
import { portalTexts } from './texts';

void start(AppModule, { name: 'portal', port: 3006, settings: portalSettings, texts: portalTexts, prepare: openPages });
