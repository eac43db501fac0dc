/** The cookies of our pages. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface Cookie {
  readonly name: string;
  /** Only below this path does the browser send it. */
  readonly path: string;
  /** How long the browser keeps it; 0 makes it forget. */
  readonly seconds: number;
  /** Over HTTPS alone. */
  readonly secure: boolean;
}

/** Out of reach of scripts, and never sent along with a form or an image of another site. */
export function setCookie(reply: FastifyReply, { name, path, seconds, secure }: Cookie, value: string): void {
  const text = `${name}=${value}; Path=${path}; Max-Age=${String(seconds)}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const others = [reply.getHeader('set-cookie') ?? []].flat().map(String);
  void reply.header('set-cookie', [...others, text]);
}

export function findCookie({ headers }: FastifyRequest, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split('; ');
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
