import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { UserCodes } from './user-codes.service.js';
import {
  CodeOutcome,
  EditUserRequest,
  FirstCodesRequest,
  FirstCodesView,
  InvitedView,
  InviteUserRequest,
  MakeCodeRequest,
  SuggestUsernameRequest,
  UsernameView,
  UserPage,
  UserQuery,
  UserSearchRequest,
  UserView,
} from './users.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly codes: UserCodes,
  ) {}

  @Get()
  @Allows('user.view')
  @ApiOkResponse({ type: UserPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: UserQuery): Promise<UserPage> {
    return this.users.list(viewer, query);
  }

  @Post('search')
  @HttpCode(200)
  @Allows('user.view')
  @ApiOkResponse({ type: UserPage })
  search(@CurrentViewer() viewer: Viewer, @Body() request: UserSearchRequest): Promise<UserPage> {
    return this.users.list(viewer, request);
  }

  @Post('username')
  @HttpCode(200)
  @Allows('user.invite')
  @ApiOkResponse({ type: UsernameView })
  suggest(@CurrentViewer() viewer: Viewer, @Body() { name }: SuggestUsernameRequest): Promise<UsernameView> {
    return this.users.suggest(viewer, name);
  }

  @Post()
  @Allows('user.invite')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: InvitedView })
  invite(@CurrentViewer() viewer: Viewer, @Body() request: InviteUserRequest): Promise<InvitedView> {
    return this.users.invite(viewer, request);
  }

  @Post('codes')
  @HttpCode(200)
  @Allows('user.reset')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ type: FirstCodesView })
  makeFirstCodes(@CurrentViewer() viewer: Viewer, @Body() request: FirstCodesRequest): Promise<FirstCodesView> {
    return this.codes.makeFirst(viewer, request);
  }

  @Get(':id')
  @Allows('user.view')
  @ApiOkResponse({ type: UserView })
  get(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<UserView> {
    return this.users.get(viewer, id);
  }

  @Patch(':id')
  @Allows('user.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: UserView })
  edit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditUserRequest,
  ): Promise<UserView> {
    return this.users.edit(viewer, id, seen, request);
  }

  @Post(':id/code')
  @HttpCode(200)
  @Allows('user.reset')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ type: CodeOutcome })
  makeCode(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: MakeCodeRequest = {},
  ): Promise<CodeOutcome> {
    return this.codes.make(viewer, id, request);
  }
}
