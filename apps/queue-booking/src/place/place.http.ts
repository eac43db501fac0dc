/** Free places, for anyone: of an office, of all offices, and for several services in one visit. */
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { Clock, Newcomers, problem, PublicRoute, RushInterceptor } from '@qeyd/platform';
import { CodeBookCopy } from '@qeyd/service';
import { OfficeParams, OpeningDto } from '../office/office.dto';
import { NextPlaceDto, OffersDto, OffersQuery, OverviewDto, OverviewQuery, VisitDto, VisitQuery } from './place.dto';
import { PlaceFinder } from './place.finder';

const WEEK = 7;

@ApiTags('places')
@ApiExtraModels(OpeningDto, NextPlaceDto)
@PublicRoute()
@Newcomers()
@UseInterceptors(RushInterceptor)
@Controller('v1')
export class PlaceHttp {
  constructor(
    private readonly finder: PlaceFinder,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  @Get('offers')
  @ApiOperation({ summary: 'The offices that receive a service, each with its next free place' })
  @ApiOkResponse({ type: OffersDto })
  async offers(@Query() { service, people = 1, near }: OffersQuery): Promise<OffersDto> {
    const [latitude, longitude] = (near ?? '').split(',').map(Number);
    const point = latitude !== undefined && longitude !== undefined ? { latitude, longitude } : null;
    const [offers, book] = await Promise.all([this.finder.offers({ service, people }, point), this.codeBooks.current()]);
    const today = bakuDate(this.clock.now());
    const unnamed = (code: string) => ({ az: code, en: code, ru: code });
    return {
      items: offers.map((offer) => ({
        ...offer,
        names: book.find('offices', offer.office, today)?.names ?? unnamed(offer.office),
      })),
    };
  }

  @Get('offices/:office/places')
  @ApiOperation({ summary: 'The free places of an office, day by day' })
  @ApiOkResponse({ type: OverviewDto })
  async overview(@Param() { office }: OfficeParams, @Query() query: OverviewQuery): Promise<OverviewDto> {
    const { service, people = 1, from = bakuDate(this.clock.now()), days = WEEK } = query;
    const offers = await this.finder.overview(office, { service, people }, from, days);
    return offers ? { office, days: offers } : problem(404, 'no-such-office');
  }

  @Get('offices/:office/visits')
  @ApiOperation({ summary: 'Places for several services in one visit, one after the other' })
  @ApiOkResponse({ type: VisitDto })
  async visit(@Param() { office }: OfficeParams, @Query() { services, on, people = 1 }: VisitQuery): Promise<VisitDto> {
    const steps = await this.finder.visit(office, services.split(','), on, people);
    return { steps: steps ?? [] };
  }
}
