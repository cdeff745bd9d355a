import { Module } from '@nestjs/common';
import { StudentsModule } from '../students/index.js';
import { GuardianCardController } from './guardian-card.controller.js';
import { GuardianCardService } from './guardian-card.service.js';
import { GuardianLinksController } from './guardian-links.controller.js';
import { GuardianLinksService } from './guardian-links.service.js';

@Module({
  imports: [StudentsModule],
  controllers: [GuardianLinksController, GuardianCardController],
  providers: [GuardianLinksService, GuardianCardService],
})
export class GuardianLinksModule {}
