import { Body, Controller, Get, Param, Patch, Query, type PipeTransform } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { ImportRowsService } from './import-rows.service.js';
import { ImportRowPage, ImportRowQuery, MendedRowView, MendImportRowRequest } from './imports.dto.js';

/** What is no number of a row is not there. */
const rowNumber: PipeTransform<string, number> = {
  transform: (value) => {
    if (!/^[1-9]\d{0,6}$/.test(value)) throw new NotFoundError();
    return Number(value);
  },
};

@ApiTags('imports')
@Controller('imports/:id/rows')
export class ImportRowsController {
  constructor(private readonly rows: ImportRowsService) {}

  @Get()
  @Allows('import.view')
  @ApiOkResponse({ type: ImportRowPage })
  list(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @Query() query: ImportRowQuery): Promise<ImportRowPage> {
    return this.rows.list(viewer, id, query);
  }

  @Patch(':sheetRow')
  @Allows('import.create')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version of the import' })
  @ApiParam({ name: 'sheetRow', schema: { type: 'integer', minimum: 1 } })
  @ApiOkResponse({ type: MendedRowView })
  mend(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Param('sheetRow', rowNumber) sheetRow: number,
    @SeenVersion() seen: number,
    @Body() request: MendImportRowRequest,
  ): Promise<MendedRowView> {
    return this.rows.mend(viewer, id, sheetRow, seen, request);
  }
}
