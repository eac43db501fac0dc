/** What of an error may be written down: never the values that drivers and parsers put into it. */

interface Reduced {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: Reduced;
}

/** PostgreSQL's class 22, data exceptions, quotes the value; JSON.parse quotes the text around the fault. */
function messageOf(error: Error, code: string | undefined): string {
  if (code !== undefined && /^22[0-9A-Z]{3}$/.test(code)) return error.message.replace(/"[^]*"/, '"…"');
  if (error instanceof SyntaxError) return error.message.replace(/,[^]*/, '');
  return error.message;
}

/** Name, message, code, the frames of the stack, and the same of its cause. */
export function isolateError(error: Error, depth = 3): Reduced {
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? String(error.code) : undefined;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join('\n');
  return {
    name: error.name,
    message: messageOf(error, code),
    ...(code !== undefined && { code }),
    ...(frames && { stack: frames }),
    ...(error.cause instanceof Error && depth > 0 && { cause: isolateError(error.cause, depth - 1) }),
  };
}
