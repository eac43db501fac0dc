/** The boot check: every route of every controller says who may call it. */
import type { INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS } from './policy';

/** Throws an error that names each route without `@Policy` or `@PublicRoute`. */
export function checkRoutes(app: INestApplicationContext): void {
  const scanner = new MetadataScanner();
  const open = [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => {
      const controller = metatype as { name: string; prototype: Record<string, object> };
      return scanner
        .getAllMethodNames(controller.prototype)
        .filter((method) => {
          const handler = controller.prototype[method] ?? {};
          const isRoute = Reflect.hasMetadata(METHOD_METADATA, handler);
          return isRoute && !Reflect.hasMetadata(ACCESS, handler) && !Reflect.hasMetadata(ACCESS, controller);
        })
        .map((method) => `${controller.name}.${method}`);
    });
  if (open.length > 0) throw new Error(`routes without a policy (@Policy or @PublicRoute): ${open.join(', ')}`);
}
