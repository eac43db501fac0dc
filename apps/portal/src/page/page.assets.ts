/** The style sheets and scripts: read once, compressed once, and named by what is in them, so that browsers keep them for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { Controller, Get, Injectable, Param, Req, Res, type OnModuleInit } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { problem, PublicRoute } from '@qeyd/platform';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where govuk-frontend keeps its templates and its style sheet. */
export const govuk = dirname(require.resolve('govuk-frontend'));
const own = (name: string): string => readFileSync(join(__dirname, '..', 'assets', name), 'utf8');

/** Its own typeface may be used on GOV.UK alone. */
const styles = (): string =>
  readFileSync(join(govuk, 'govuk-frontend.min.css'), 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll(
      'font-family:GDS Transport,arial,sans-serif',
      'font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif',
    );

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

const YEAR = 31_536_000;

@Injectable()
export class Assets implements OnModuleInit {
  private readonly files = new Map<string, Asset>();
  /** All of them live below a folder that bears their common hash, so that scripts may import each other by name. */
  readonly folder: string;

  constructor() {
    const texts = {
      'govuk.css': styles(),
      'qeyd.css': own('qeyd.css'),
      'qeyd.js': own('qeyd.js'),
      'govuk.js': readFileSync(join(govuk, 'govuk-frontend.min.js'), 'utf8'),
      'htmx.js': readFileSync(require.resolve('htmx.org/dist/htmx.min.js'), 'utf8'),
      'mark.svg': own('mark.svg'),
    };
    const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' };
    for (const [name, text] of Object.entries(texts)) {
      const kind = name.slice(name.lastIndexOf('.') + 1) as keyof typeof types;
      this.files.set(name, { type: types[kind], body: Buffer.from(text) });
    }
    const hash = createHash('sha256').update(JSON.stringify(texts)).digest('base64url').slice(0, 12);
    this.folder = `/assets/${hash}`;
  }

  async onModuleInit(): Promise<void> {
    for (const [name, { type, body }] of this.files) {
      const [br, zipped] = await Promise.all([promisify(brotliCompress)(body), promisify(gzip)(body)]);
      this.files.set(name, { type, body, br, gzip: zipped });
    }
  }

  find(hash: string, name: string): Asset | undefined {
    return this.folder.endsWith(`/${hash}`) ? this.files.get(name) : undefined;
  }
}

@ApiExcludeController()
@PublicRoute()
@SkipThrottle()
@Controller('assets')
export class AssetHttp {
  constructor(private readonly assets: Assets) {}

  @Get(':hash/:name')
  async show(
    @Param('hash') hash: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asset = this.assets.find(hash, name) ?? problem(404, 'no-such-route');
    const accepted = [request.headers['accept-encoding'] ?? ''].flat().join();
    const encoding = (['br', 'gzip'] as const).find((one) => accepted.includes(one) && asset[one]);
    await reply
      .headers({ 'cache-control': `public, max-age=${String(YEAR)}, immutable`, vary: 'accept-encoding' })
      .headers(encoding ? { 'content-encoding': encoding } : {})
      .type(asset.type)
      .send((encoding && asset[encoding]) ?? asset.body);
  }
}
