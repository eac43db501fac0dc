/** A partner's message that could not be taken: the fact that it was refused, and why. */
import type { Decider } from '@qeyd/core';
import type { partner, Payload } from '@qeyd/contracts';

export type PartnerName = (typeof partner.partners)[number];

/** Where an application or a notice came from, so that the answer finds its way back. */
export interface Submission {
  readonly partner: PartnerName;
  /** The `id` of the partner's CloudEvent. */
  readonly id: string;
}

type Refusal = Payload<ReturnType<typeof partner.replies>[1]>;

export type SubmissionRefused = { type: 'SubmissionRefused'; data: Refusal & { readonly partner: PartnerName } };
export type RefuseSubmission = { readonly type: 'RefuseSubmission'; readonly refusal: SubmissionRefused['data'] };

export const submission: Decider<'open' | 'refused', RefuseSubmission, SubmissionRefused, never> = {
  category: 'submission',
  initial: 'open',
  decide: ({ refusal }, state) => (state === 'refused' ? [] : [{ type: 'SubmissionRefused', data: refusal }]),
  evolve: () => 'refused',
};
