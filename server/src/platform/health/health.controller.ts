import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Database } from '../../database/database.js';
import { Public } from '../access/access.decorators.js';
import { UnavailableError } from '../errors/domain-error.js';
import { ShownChoice } from '../fields/shown.js';

/** Whether the start is through, set when everything a user needs is there, and whether the end has begun. */
@Injectable()
export class Readiness {
  ready = false;
  leaving = false;

  /** From now on whoever spreads requests shall send no more; what comes all the same is answered. */
  leave(): void {
    this.ready = false;
    this.leaving = true;
  }
}

export class HealthView {
  @ShownChoice(['ok']) status: 'ok';
}

/** Tells an operator's probe that the server lives and can work; no details to strangers. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly db: Database,
    private readonly readiness: Readiness,
  ) {}

  @Get('live')
  @Public()
  @ApiOkResponse({ type: HealthView })
  live(): HealthView {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOkResponse({ type: HealthView })
  @ApiServiceUnavailableResponse({
    description: 'The database does not answer, the start is not through, or the server is about to stop.',
  })
  async readyForWork(): Promise<HealthView> {
    await this.db.beforeViewer('SELECT 1');
    if (!this.readiness.ready) throw new UnavailableError();
    return { status: 'ok' };
  }
}
