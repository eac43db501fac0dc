/** Where an application stands, for whoever holds its reference and secret; nobody else learns even that it exists. */
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { problem, PublicRoute } from '@qeyd/platform';
import { HolderDto, StatusDto } from './answer.dto';
import { Holders } from './holder.view';

@ApiTags('applications')
@Controller('v1/stay-applications/status')
export class StatusHttp {
  constructor(private readonly holders: Holders) {}

  @Post()
  @HttpCode(200)
  @PublicRoute()
  @ApiOperation({ summary: 'Shows where an application stands' })
  @ApiOkResponse({ type: StatusDto })
  async show(@Body() holder: HolderDto): Promise<StatusDto> {
    const found = await this.holders.find(holder);
    return found?.standing ?? problem(404, 'application-not-found');
  }
}
