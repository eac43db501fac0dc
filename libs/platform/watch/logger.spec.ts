/** What is written down, and what is not. */
import { withCorrelation } from '../correlation';
import { JsonLogger } from './logger';

function logged(write: (logger: JsonLogger) => void): Record<string, unknown> {
  let line = '{}';
  write(new JsonLogger('specimen', 'trace', { write: (text) => void (line = text) }));
  return JSON.parse(line) as Record<string, unknown>;
}

it('A line bears the service, the correlation and who speaks', () => {
  const line = logged((logger) => {
    withCorrelation('chain-0001', () => {
      logger.log('hello', 'Greeter');
    });
  });
  expect(line).toMatchObject({ level: 30, service: 'specimen', correlation: 'chain-0001', context: 'Greeter', msg: 'hello' });
});

it('An error is its name, message, code and frames: the values that a driver adds are left out', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (document_no)=(L898902C3)',
    query: 'INSERT',
  });
  const line = logged((logger) => {
    logger.error('it failed', error, 'Writer');
  });
  expect(line).toMatchObject({
    context: 'Writer',
    msg: 'it failed',
    error: { name: 'Error', message: 'duplicate key', code: '23505' },
  });
  expect(JSON.stringify(line)).not.toMatch(/L898902C3|INSERT/);
});

it.each([
  Object.assign(new Error('invalid input syntax for type date: "ANNA MARIA"'), { code: '22007' }),
  new Error('outer', { cause: Object.assign(new Error('value "ANNA MARIA" is out of range'), { code: '22003' }) }),
  (() => {
    try {
      return JSON.parse('{"surname": ANNA MARIA}') as Error;
    } catch (error) {
      return error as Error;
    }
  })(),
])('A message that quotes a value loses it', (error) => {
  const line = logged((logger) => {
    logger.error(error);
  });
  expect(line).toHaveProperty('error.stack');
  expect(JSON.stringify(line)).not.toMatch(/ANNA/);
});

it('A field with a personal or secret name is blotted out, at the top and one level down', () => {
  const line = logged((logger) => {
    logger.warn({ surname: 'ERIKSSON', row: { email: 'anna@example.org', office: 'asan-baku-1' }, password: 'p' });
  });
  expect(line).toMatchObject({ row: { office: 'asan-baku-1' } });
  expect(JSON.stringify(line)).not.toMatch(/ERIKSSON|anna@|"p"/);
});
