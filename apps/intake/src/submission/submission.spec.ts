import { partner, validate } from '@qeyd/contracts';
import type { Recorded } from '@qeyd/core';
import type { UnusableMessage } from '@qeyd/kafka';
import { specify } from '@qeyd/testing';
import { submission, type RefuseSubmission, type SubmissionRefused } from './submission';
import { submissionsOf } from './submission.kafka';
import { submissionPublisher } from './submission.publish';

const { given } = specify(submission);
const bad: UnusableMessage = {
  topic: 'in.asan',
  partition: 2,
  offset: '17',
  id: 'msg-1',
  source: 'urn:asan',
  type: 'StaySubmitted',
  correlation: 'urn:asan:msg-1',
  reason: 'form-not-acceptable',
  faults: [{ pointer: '/stay/enteredOn', code: 'stay-period-over', detail: 'The period of stay is already over.' }],
};

describe("A partner's message that cannot be used", () => {
  const [asan] = submissionsOf([
    { name: 'asan', source: 'urn:asan', topic: 'in.asan', replyTopic: 'reply.asan', offices: ['asan-baku-1'], keys: [] },
  ]);
  const refused = async (message: UnusableMessage) => {
    const [request] = (await asan?.refuse?.(message)) ?? [];
    if (!request || !('command' in request)) throw new Error('nothing was refused');
    return request.command as RefuseSubmission;
  };

  it('is refused once', async () => {
    const command = await refused(bad);
    const event: SubmissionRefused = { type: 'SubmissionRefused', data: command.refusal };
    given().when(command).then(event);
    given(event).when(command).thenNothing();
  });

  it.each([
    ['as it is', bad],
    ['without an id', { ...bad, id: null, faults: [] }],
    [
      'with an id and faults beyond all measure',
      {
        ...bad,
        id: 'x'.repeat(5000),
        reason: 'r'.repeat(99),
        faults: [{ pointer: 'p'.repeat(999), code: 'c'.repeat(99), detail: 'd'.repeat(999) }],
      },
    ],
  ])('is answered on its reply topic: %s', async (_how, message) => {
    const { refusal: data } = await refused(message);
    const answer = [submissionPublisher.on.SubmissionRefused?.({ data } as Recorded<SubmissionRefused>) ?? []].flat()[0];
    expect(answer).toMatchObject({ topic: 'reply.asan', type: 'SubmissionRefused', data: { partition: 2, offset: '17' } });
    expect(validate(partner.replies('asan')[1], answer?.data ?? {}, 'clear')).toEqual([]);
  });

  it('is only taken from partners with whom there is a contract', () => {
    const stranger = { name: 'x', source: 'urn:x', topic: 'in.x', replyTopic: 'reply.x', offices: [], keys: [] };
    expect(() => submissionsOf([stranger])).toThrow('no contract');
  });
});
