import { Module } from '@nestjs/common';
import { NightlyBackup } from './nightly-backup.job.js';
import { OperationsController } from './operations.controller.js';
import { OperationsService } from './operations.service.js';

@Module({ controllers: [OperationsController], providers: [OperationsService, NightlyBackup] })
export class OperationsModule {}
