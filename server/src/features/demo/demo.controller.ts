import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { Public } from '../../platform/access/access.decorators.js';
import { DEMO_ACCOUNTS } from './demo-cast.js';
import { DemoView } from './demo.dto.js';

/** Tells the sign-in page whether it may offer the roles as cards. */
@ApiTags('demo')
@Controller('demo')
export class DemoController {
  constructor(
    private readonly db: Database,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @Get()
  @Public()
  @ApiOkResponse({ type: DemoView })
  async show(): Promise<DemoView> {
    const [installation] = await this.db.beforeViewer<{ demo: boolean }>('SELECT demo FROM installation');
    if (!installation?.demo) return { demo: false, password: null, accounts: [] };
    return {
      demo: true,
      password: this.config.demoPassword,
      accounts: DEMO_ACCOUNTS.map((account) => ({ ...account })),
    };
  }
}
