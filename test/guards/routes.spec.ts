import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Allows, Public } from '../../server/src/platform/access/access.decorators.js';
import { refuseOpenRoutes, routesOf } from '../../server/src/platform/access/routes.js';
import { TestApp } from '../support/test-app.js';

describe('every route', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('says who may call it, and the list of them has been read by a person', () => {
    const routes = routesOf(app.nest).map(({ route, rule }) => `${route.padEnd(64)} ${rule ?? 'CLOSED'}`);
    expect(routes.filter((route) => route.endsWith('CLOSED'))).toEqual([]);
    expect(routes.join('\n')).toMatchSnapshot();
  });

  it('is described by the interface document, and nothing else is', async () => {
    const { body } = await app.stranger.get('/api/openapi.json').expect(200);
    const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.sort()).toEqual(
      routesOf(app.nest)
        .map(({ route }) => route)
        .sort(),
    );
  });

  it('answers a stranger 401', async () => {
    for (const { route, rule } of routesOf(app.nest)) {
      if (rule === 'public') continue;
      const [method, path] = route.split(' ') as [string, string];
      const address = path.replace(/:\w+/g, '0198c0de-0000-7000-8000-000000000000');
      const send = app.stranger[method.toLowerCase() as 'get'].bind(app.stranger);
      const { status } = await send(address);
      expect(`${route} ${status}`).toBe(`${route} 401`);
    }
  });
});

describe('a route that nobody has thought about', () => {
  @Controller('forgotten')
  class Forgotten {
    @Get('closed')
    closed(): string {
      return '';
    }
    @Get('open')
    @Public()
    open(): string {
      return '';
    }
    @Get('unknown')
    @Allows('made.up' as never)
    unknown(): string {
      return '';
    }
    @Get('fine')
    @Allows('class.view')
    fine(): string {
      return '';
    }
  }
  @Module({ imports: [DiscoveryModule], controllers: [Forgotten] })
  class ForgottenModule {}

  it('stops the start, whether it is silent, public without being listed, or under a made-up permission', async () => {
    const module = await Test.createTestingModule({ imports: [ForgottenModule] }).compile();
    const routes = routesOf(module);
    expect(() => refuseOpenRoutes(routes)).toThrow(/forgotten\/closed.*forgotten\/open.*forgotten\/unknown/);
    expect(() => refuseOpenRoutes(routes.filter(({ route }) => route.endsWith('fine')))).not.toThrow();
  });
});
