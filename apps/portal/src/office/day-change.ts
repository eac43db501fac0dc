/** What a supervisor changes about a day of an office: closed, or open at other hours; and the form that says so. */

type Fields = Readonly<Record<string, string>>;

/** In Baku's time of day. */
interface Hours {
  readonly opens: string;
  readonly closes: string;
  readonly breaks: readonly { readonly from: string; readonly to: string }[];
}

/** `hours` left out: closed. */
export interface DayChange {
  readonly hours?: Hours;
  readonly reason: string;
}

/** So many breaks fit on the form. */
const BREAKS = 10;
const breakFields = (i: number) => [`hours.breaks.${String(i)}.from`, `hours.breaks.${String(i)}.to`] as const;

/** How many breaks the form has room for: those that there are and one more, and never less than two. */
export const roomFor = ({ breaks }: Hours): number => Math.min(BREAKS, Math.max(2, breaks.length + 1));

/** The fields of a form with room for so many breaks, named after their places in the change, in its order. */
export const namesFor = (breaks: number): string[] => [
  ...['hours.opens', 'hours.closes', ...Array.from({ length: breaks }, (_, i) => breakFields(i)).flat(), 'reason'],
];

/** The form as it says so; nothing is left of breaks that were not filled in. */
export function fieldsOf({ hours, reason }: DayChange): Fields {
  const breaks = (hours?.breaks ?? []).flatMap(({ from, to }, i) => {
    const [first, last] = breakFields(i);
    return [[first, from] as const, [last, to] as const];
  });
  return { ...(hours && { 'hours.opens': hours.opens, 'hours.closes': hours.closes }), ...Object.fromEntries(breaks), reason };
}

/** A break that is not filled in is none. */
export function changeOf({ change, reason = '', ...fields }: Fields): DayChange {
  if (change !== 'hours') return { reason };
  const { 'hours.opens': opens = '', 'hours.closes': closes = '' } = fields;
  const breaks = Array.from({ length: BREAKS }, (_, i) => {
    const [from = '', to = ''] = breakFields(i).map((name) => fields[name]);
    return { from, to };
  });
  return { hours: { opens, closes, breaks: breaks.filter(({ from, to }) => from !== '' || to !== '') }, reason };
}
