/** What Prometheus reads: the process, the event loop, and every request by its route's pattern. */
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { PublicRoute } from '../access/policy';

const requests = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took, by method, route pattern and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.02, 0.035, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

/** Begins to collect, once a process; other libraries add their metrics to prom-client's registry. */
export function collectMetrics(service: string): void {
  register.setDefaultLabels({ service });
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
}

export const countRequest = (method: string, route: string, status: number, milliseconds: number): void =>
  requests.observe({ method, route, status }, milliseconds / 1000);

@ApiExcludeController()
@PublicRoute()
@SkipThrottle()
@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('content-type', register.contentType)
  show(): Promise<string> {
    return register.metrics();
  }
}
