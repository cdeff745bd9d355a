import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NewestFirstQuery } from './access-log.dto.js';
import { CardHistoryService } from './card-history.service.js';
import {
  ContactCardChangePage,
  ContactCardSaved,
  ContactCardView,
  EditContactCardRequest,
  RevealRequest,
  RevealView,
  VerifyContactCardRequest,
} from './contact-card.dto.js';
import { ContactCardsService } from './contact-cards.service.js';
import { RevealService } from './reveal.service.js';

@ApiTags('contact card')
@Controller('students/:id/contact-card')
export class ContactCardsController {
  constructor(
    private readonly cards: ContactCardsService,
    private readonly history: CardHistoryService,
    private readonly reveals: RevealService,
  ) {}

  @Get()
  @Allows('contactCard.view')
  @ApiOkResponse({ type: ContactCardView })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<ContactCardView> {
    return this.cards.open(viewer, id);
  }

  @Put()
  @Allows('contactCard.propose')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ContactCardSaved })
  edit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditContactCardRequest,
  ): Promise<ContactCardSaved> {
    return this.cards.edit(viewer, id, seen, request);
  }

  @Get('changes')
  @Allows('contactCard.history')
  @ApiOkResponse({ type: ContactCardChangePage })
  changes(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Query() query: NewestFirstQuery,
  ): Promise<ContactCardChangePage> {
    return this.history.open(viewer, id, query);
  }

  @Post('verify')
  @Allows('contactCard.verify')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ContactCardView })
  verify(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: VerifyContactCardRequest,
  ): Promise<ContactCardView> {
    return this.cards.verify(viewer, id, seen, request);
  }

  @Post('reveal')
  @Allows('contactCard.reveal')
  @HttpCode(200)
  @ApiOkResponse({ type: RevealView })
  reveal(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @Body() request: RevealRequest): Promise<RevealView> {
    return this.reveals.reveal(viewer, id, request);
  }
}
