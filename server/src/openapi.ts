import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { readConfig } from './config/app-config.js';
import { isPublicRoute } from './platform/access/access.decorators.js';
import { SystemClock } from './platform/clock/clock.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    instance: { type: 'string' },
    currentVersion: { type: 'integer' },
    current: {},
    retryAfterSeconds: { type: 'integer' },
    params: { type: 'object', additionalProperties: true },
    errors: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
  },
};
const FIELD_PROBLEM = {
  type: 'object',
  required: ['pointer', 'code', 'params'],
  properties: {
    pointer: { type: 'string' },
    code: { type: 'string' },
    params: { type: 'object', additionalProperties: true },
  },
};

/** Which refusals an operation can answer with, besides what its controller says. */
function refusalsOf(method: string, route: string, operation: Operation): number[] {
  const open = isPublicRoute(`${method.toUpperCase()} ${route}`);
  const refusals = [400, 503];
  if (!open) refusals.push(401, 403, 404);
  if (method !== 'get') refusals.push(403, 409, 413, 415, 422, 429);
  if (operation.parameters?.some((parameter) => 'name' in parameter && parameter.name === 'If-Match'))
    refusals.push(412, 428);
  return [...new Set(refusals)];
}

/** @returns the complete OpenAPI document: every operation, parameter, schema and error */
export function describeInterface(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Tongxin')
      .setDescription(
        'Pastoral care for special-group students. Errors are RFC 9457 problem documents with stable codes.',
      )
      .setVersion('1')
      .addCookieAuth('tongxin-session')
      .build(),
    { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}` },
  );
  document.components ??= {};
  document.components.schemas = {
    ...document.components.schemas,
    Problem: PROBLEM as never,
    FieldProblem: FIELD_PROBLEM as never,
  };
  for (const [route, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      for (const status of refusalsOf(method, route, operation)) {
        operation.responses[String(status)] ??= {
          description: 'Problem document',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        };
      }
    }
  }
  return document;
}

/**
 * The same document without a database: the modules are looked at, nothing of them is started.
 * @returns what `/api/openapi.json` answers
 */
export async function interfaceDocument(): Promise<OpenAPIObject> {
  const nothing = {} as Parameters<typeof AppModule.with>[1];
  const app = await NestFactory.create(
    AppModule.with(readConfig({}), nothing, new SystemClock()),
    new FastifyAdapter(),
    { preview: true, logger: false },
  );
  app.setGlobalPrefix('api');
  return describeInterface(app);
}
