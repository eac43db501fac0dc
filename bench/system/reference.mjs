/** The route to compare with: Nest on Fastify with the same form and the same pipe, and nothing behind it. */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { root } from '../../deploy/local/machine/place.mjs';

const require = createRequire(import.meta.url);
const built = (path) => require(join(root, 'dist', path));
const { StayApplicationDto } = built('apps/intake/src/form/form.dto.js');
const { BodyPipe } = built('libs/platform/field/body.pipe.js');

/** As long as what intake answers, receipt and addresses included. */
const answer = { application: '019300d5-1bb4-7000-8000-000000000000', reference: 'QYD-7K2M-9QXA-4ZT1', rest: 'x'.repeat(2200) };

class Reference {
  file(body) {
    return { ...answer, language: body.language };
  }
}

class ReferenceModule {}

/** Decorators, as the compiler would apply them. */
const decorated = Object.getOwnPropertyDescriptor(Reference.prototype, 'file');
Reflect.defineMetadata('design:paramtypes', [StayApplicationDto], Reference.prototype, 'file');
Body()(Reference.prototype, 'file', 0);
Post()(Reference.prototype, 'file', decorated);
Controller('v1/stay-applications')(Reference);
Module({ controllers: [Reference] })(ReferenceModule);

const app = await NestFactory.create(ReferenceModule, new FastifyAdapter(), { logger: false });
app.useGlobalPipes(new BodyPipe());
await app.listen(0, '127.0.0.1');
process.send(await app.getUrl());
process.once('disconnect', () => process.exit(0));
