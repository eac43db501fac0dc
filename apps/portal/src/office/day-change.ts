/** What a supervisor changes about a day of an office: closed, or open at other hours. */

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

/** The fields of the form, named after their places in the change, in its order. */
export const changeFields = ['hours.opens', 'hours.closes', 'hours.breaks.0.from', 'hours.breaks.0.to', 'reason'] as const;

/** The hours as they are, to be changed. */
export const fieldsOf = ({ opens, closes, breaks: [first] }: Hours): Fields => ({
  ...{ 'hours.opens': opens, 'hours.closes': closes },
  ...{ 'hours.breaks.0.from': first?.from ?? '', 'hours.breaks.0.to': first?.to ?? '' },
});

/** A break that is not filled in is none. */
export function changeOf(fields: Fields): DayChange {
  const [opens = '', closes = '', from = '', to = '', reason = ''] = changeFields.map((name) => fields[name]);
  if (fields['change'] !== 'hours') return { reason };
  return { hours: { opens, closes, breaks: from === '' && to === '' ? [] : [{ from, to }] }, reason };
}
