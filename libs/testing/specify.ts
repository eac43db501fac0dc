/** The words of a rule's specification: given events, when a command, then events, nothing, or a refusal. */
import { isRefused, type Command, type Decider, type Decision, type DomainEvent } from '@qeyd/core';

/** The specification of one decider; every state is built by its own `evolve`, so the events are checked on the way. */
export function specify<S, C extends Command, E extends DomainEvent, R extends string>(decider: Decider<S, C, E, R>) {
  const fold = (events: readonly E[]): S => events.reduce((state, event) => decider.evolve(state, event), decider.initial);
  const given = (...events: readonly E[]) => ({
    when(command: C) {
      const decision: Decision<E, R> = decider.decide(command, fold(events));
      if (!isRefused(decision)) fold([...events, ...decision]);
      return {
        decision,
        then: (...expected: readonly E[]) => expect(decision).toEqual(expected),
        /** Only the named fields of each event are compared. */
        thenLike: (...expected: readonly { type: E['type']; data: object }[]) => {
          expect(decision).toHaveLength(expected.length);
          expect(decision).toMatchObject(expected);
        },
        thenNothing: () => expect(decision).toEqual([]),
        thenRefused: (code: R, details?: Readonly<Record<string, unknown>>) =>
          expect(decision).toMatchObject(details ? { refused: code, details } : { refused: code }),
      };
    },
    /** The state that these events lead to. */
    state: () => fold(events),
  });
  return { given };
}
