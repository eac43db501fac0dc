/** The types of model.mjs, for its test. */
interface Place {
  readonly booking: string;
  readonly stream: string;
  readonly startsAt: string;
  readonly seat: number;
}

export interface Evidence {
  readonly events: readonly {
    readonly position: number;
    readonly commit: number;
    readonly stream: string;
    readonly type: string;
    readonly data: object;
  }[];
  readonly standing: readonly (Place & { readonly person: string })[];
  readonly record: readonly (Place & { readonly word: 'held' | 'confirmed' | 'leaving' | 'moved' })[];
  readonly seats: number;
}

export interface Verdict {
  readonly given: number;
  readonly confirmed: number;
  readonly moved: number;
  readonly over: readonly string[];
  readonly twice: readonly string[];
  readonly lost: readonly string[];
  readonly broken: readonly string[];
}

export function judge(evidence: Evidence): Verdict;
export function isWhole(verdict: Verdict): boolean;
