/** The portal: the pages of applicants, officers and screens, over the HTTP APIs of the services. It has no rules and owns no data. */
import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { SETTINGS, SIGN_IN, SignInHttp } from '@qeyd/platform';
import { ChannelToken } from './api/channel.token';
import { CodeBookClient } from './api/codebook.client';
import { CounterClient } from './api/counter.client';
import { OfficeClient } from './api/office.client';
import { QueueClient } from './api/queue.client';
import { BookingSheets } from './booking/booking.sheets';
import { LostHttp } from './booking/lost.http';
import { MineHttp } from './booking/mine.http';
import { MoveHttp } from './booking/move.http';
import { MoveWeeks } from './booking/move.weeks';
import { PaperHttp } from './booking/paper.http';
import { CounterHttp } from './counter/counter.http';
import { officerSignIn } from './counter/counter.session';
import { OfficerPages } from './counter/officer.pages';
import { CallMoveHttp } from './office/call-move.http';
import { CallsHttp } from './office/calls.http';
import { OfficeDayHttp } from './office/day.http';
import { OfficeHttp } from './office/office.http';
import { AssetHttp, Assets } from './page/page.assets';
import { PageFilter } from './page/page.filter';
import { Pages } from './page/page.renderer';
import { Seal } from './page/page.seal';
import { ChooseHttp } from './place/choose.http';
import { DetailsHttp } from './place/details.http';
import { Drafts } from './place/draft.cookie';
import { DisplayHttp } from './screen/display.http';
import { TicketHttp } from './screen/ticket.http';
import { WaitHttp } from './wait/wait.http';

const problems = { provide: APP_FILTER, useClass: PageFilter };
const signIn = { provide: SIGN_IN, inject: [SETTINGS, Seal], useFactory: officerSignIn };

@Module({
  controllers: [
    AssetHttp,
    ChooseHttp,
    DetailsHttp,
    MineHttp,
    LostHttp,
    MoveHttp,
    PaperHttp,
    WaitHttp,
    TicketHttp,
    DisplayHttp,
    CounterHttp,
    OfficeHttp,
    OfficeDayHttp,
    CallsHttp,
    CallMoveHttp,
    SignInHttp,
  ],
  providers: [
    Assets,
    Pages,
    Seal,
    ChannelToken,
    CodeBookClient,
    QueueClient,
    CounterClient,
    OfficeClient,
    BookingSheets,
    MoveWeeks,
    Drafts,
    OfficerPages,
    signIn,
    problems,
  ],
})
export class AppModule {}
