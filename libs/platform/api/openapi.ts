/** The OpenAPI 3.1 document of an app: served by the app, and written to a file to be committed and compared. */
import { Controller, Get, Injectable, type INestApplication } from '@nestjs/common';
import { ApiExcludeController, DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PublicRoute } from '../access/policy';
import { ProblemDocument } from '../problem/document';

export interface About {
  readonly title: string;
  readonly description: string;
  readonly version: string;
}

const problemResponse = (status: number | 'default', description: string) => ({
  status,
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } },
});

export function describeApi(app: INestApplication, { title, description, version }: About): OpenAPIObject {
  const start = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'token')
    .addGlobalResponse(
      problemResponse(400, 'The request has faults; each is named.'),
      problemResponse('default', 'Any other problem, in the language of the caller.'),
    )
    .build();
  const document = SwaggerModule.createDocument(app, start, {
    extraModels: [ProblemDocument],
    operationIdFactory: (controller, method) => `${controller.replace(/(Http|Controller)$/, '')}.${method}`,
  });
  for (const path of Object.values(document.paths))
    for (const operation of [path.get, path.put, path.post, path.patch, path.delete]) if (operation) operation.security ??= [];
  return document;
}

/** Keeps the document once the routes are known. */
@Injectable()
export class ApiDocument {
  content: OpenAPIObject | null = null;
}

@ApiExcludeController()
@PublicRoute()
@Controller('openapi.json')
export class ApiController {
  constructor(private readonly document: ApiDocument) {}

  @Get()
  show(): OpenAPIObject | null {
    return this.document.content;
  }
}
