import { Module } from '@nestjs/common';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';

@Module({ controllers: [OwnAccountController], providers: [OwnAccountService] })
export class OwnAccountModule {}
