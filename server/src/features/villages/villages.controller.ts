import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  AddVillageRequest,
  EditVillageRequest,
  VillagePage,
  VillageQuery,
  VillageView,
  VillageWritten,
  WriteVillageRequest,
  WrittenVillagePage,
} from './villages.dto.js';
import { VillagesService } from './villages.service.js';

@ApiTags('organisation')
@Controller('villages')
export class VillagesController {
  constructor(private readonly villages: VillagesService) {}

  @Get()
  @Allows('village.view')
  @ApiOkResponse({ type: VillagePage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: VillageQuery): Promise<VillagePage> {
    return this.villages.list(viewer, query);
  }

  @Get('unregistered')
  @Allows('village.edit')
  @ApiOkResponse({ type: WrittenVillagePage })
  unregistered(@CurrentViewer() viewer: Viewer, @Query() query: VillageQuery): Promise<WrittenVillagePage> {
    return this.villages.unregistered(viewer, query);
  }

  @Post()
  @Allows('village.edit')
  @ApiCreatedResponse({ type: VillageView })
  add(@CurrentViewer() viewer: Viewer, @Body() request: AddVillageRequest): Promise<VillageView> {
    return this.villages.add(viewer, request);
  }

  @Patch(':id')
  @Allows('village.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: VillageView })
  edit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditVillageRequest,
  ): Promise<VillageView> {
    return this.villages.edit(viewer, id, seen, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allows('village.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiNoContentResponse()
  remove(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @SeenVersion() seen: number): Promise<void> {
    return this.villages.remove(viewer, id, seen);
  }

  @Post(':id/write')
  @HttpCode(200)
  @Allows('village.edit')
  @ApiOkResponse({ type: VillageWritten })
  write(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: WriteVillageRequest = {},
  ): Promise<VillageWritten> {
    return this.villages.write(viewer, id, request);
  }
}
