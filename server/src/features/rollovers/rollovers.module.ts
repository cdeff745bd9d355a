import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { RolloversController } from './rollovers.controller.js';
import { RolloversService } from './rollovers.service.js';

@Module({ imports: [OrganisationModule], controllers: [RolloversController], providers: [RolloversService] })
export class RolloversModule {}
