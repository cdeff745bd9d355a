import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { StudentsModule } from '../students/index.js';
import { MergesController } from './merges.controller.js';
import { MergesService } from './merges.service.js';

@Module({ imports: [OrganisationModule, StudentsModule], controllers: [MergesController], providers: [MergesService] })
export class MergesModule {}
