/** From whatever was thrown to the RFC 9457 document in the caller's words. */
import { HttpException } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { titles } from './general.texts';
import type { Language } from './language';
import { Problem } from './problem';
import type { Catalogue, Code } from './texts';

export class FaultDocument {
  @ApiProperty({ description: 'RFC 6901 pointer into the body, or into the part that `in` names', example: '/guest/birthDate' })
  pointer: string;
  @ApiProperty({ example: 'date' })
  code: string;
  @ApiProperty({ description: 'What is wrong, in the language of the caller' })
  detail: string;
  @ApiPropertyOptional({ enum: ['query', 'path', 'header'] })
  in?: string;
}

export class ProblemDocument {
  @ApiProperty({ example: 'urn:qeyd:problem:invalid' })
  type: string;
  @ApiProperty()
  title: string;
  @ApiProperty({ type: 'integer', example: 400 })
  status: number;
  @ApiProperty({ example: 'invalid' })
  code: string;
  @ApiProperty({ description: 'What happened, in the language of the caller' })
  detail: string;
  @ApiProperty({ description: 'The correlation id of the request' })
  instance: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'What could be asked for instead' })
  offer?: object;
  @ApiPropertyOptional({ type: [FaultDocument] })
  errors?: FaultDocument[];
}

const byStatus: Readonly<Record<number, Code>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'no-such-route',
  408: 'timeout',
  409: 'conflict',
  413: 'body-too-large',
  415: 'content-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
};

/** The problem that an error stands for; `null` for a fault of ours. `limit` is the largest body in bytes. */
export function findProblem(error: unknown, limit: number): Problem | null {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status < 400 || (status >= 500 && status !== 503)) return null;
  return new Problem(status, byStatus[status] ?? 'bad-request', { details: { limit } });
}

export function problemDocument(problem: Problem, instance: string, language: Language, catalogue: Catalogue): ProblemDocument {
  const { status, code, details, faults, offer } = problem;
  const family = status < 500 ? 400 : 500;
  return {
    type: `urn:qeyd:problem:${code}`,
    title: (titles[status] ?? titles[family])[language],
    status,
    code,
    detail: catalogue.say(code, language, details),
    instance,
    ...(offer && { offer }),
    ...(faults.length > 0 && {
      errors: faults.map((fault) => ({
        pointer: fault.pointer,
        code: fault.code,
        detail: catalogue.say(fault.code, language, fault.details),
        ...(fault.in && { in: fault.in }),
      })),
    }),
  };
}
