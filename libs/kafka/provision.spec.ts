/** Who may do what on the broker. */
import { AclOperationTypes, AclResourceTypes } from 'kafkajs';
import { checkpoint, contracts } from '@qeyd/contracts';
import { aclOf, readersOf, RIGHTS, TOPICS } from './provision';

const names = TOPICS.map(({ name }) => name);

describe('The rights on the broker', () => {
  it('give every topic of a contract one writer; the code-books have two owners, and every log signs its checkpoints', () => {
    expect(new Set(contracts.map(({ topic }) => topic))).toEqual(new Set(names));
    for (const name of names) {
      const writers = Object.entries(RIGHTS).flatMap(([user, { writes }]) => (writes.includes(name) ? [user] : []));
      if (name === 'checkpoint') expect(writers).toEqual(checkpoint.logs);
      else if (name === 'codebook') expect(writers).toEqual(['registration-registry', 'queue-booking']);
      else expect(writers).toHaveLength(1);
    }
  });

  it('let a partner write its own submissions and read its own answers, and nothing else', () => {
    expect(RIGHTS['asan']).toEqual({ writes: ['in.asan'], reads: ['reply.asan'] });
    expect(RIGHTS['regional']).toEqual({ writes: ['in.regional'], reads: ['reply.regional'] });
  });

  it('let the analyst read what is public and write nothing', () => {
    expect(RIGHTS['analyst']).toEqual({
      writes: [],
      reads: ['intake', 'registry', 'codebook', 'booking', 'notification', 'checkpoint'],
    });
  });

  it('name groups by their user, so that nobody takes the messages of another', () => {
    const groups = aclOf('test-').filter(({ resourceType }) => resourceType === AclResourceTypes.GROUP);
    expect(groups.map(({ principal, resourceName }) => [principal, resourceName])).toContainEqual(['User:asan', 'test-asan']);
    const reading = groups.filter(({ operation }) => operation === AclOperationTypes.READ);
    expect(reading.every(({ principal, resourceName }) => resourceName === principal.replace('User:', 'test-'))).toBe(true);
  });

  it('let a service look how far its readers are, and nobody else', () => {
    expect(readersOf('registration-registry')).toEqual({
      registry: ['intake', 'notification'],
      codebook: ['intake', 'queue-booking', 'notification'],
    });
    expect(readersOf('queue-booking')).toEqual({
      booking: ['notification'],
      codebook: ['intake', 'queue-booking', 'notification'],
    });
    expect(readersOf('asan')).toEqual({});
    const looks = aclOf('test-').filter(({ operation }) => operation === AclOperationTypes.DESCRIBE);
    expect(looks.map(({ principal, resourceName }) => [principal, resourceName])).toEqual([
      ['User:intake', 'test-registration-registry'],
      ['User:intake', 'test-queue-booking'],
      ['User:intake', 'test-notification'],
      ['User:registration-registry', 'test-intake'],
      ['User:registration-registry', 'test-notification'],
      ['User:registration-registry', 'test-queue-booking'],
      ['User:queue-booking', 'test-notification'],
      ['User:queue-booking', 'test-intake'],
      ['User:queue-booking', 'test-queue-booking'],
      ['User:notification', 'test-intake'],
    ]);
  });

  it('do not keep for long what partners send in clear', () => {
    expect(TOPICS.filter(({ name }) => name.startsWith('in.')).every(({ keptDays }) => keptDays === 3)).toBe(true);
    expect(TOPICS.filter(({ name }) => !name.includes('.')).every(({ keptDays }) => keptDays === null)).toBe(true);
  });
});
