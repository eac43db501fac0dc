/** From the problem that a service answered to the errors that stand beside the fields of a form. */

interface Problem {
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What GOV.UK's components take: the summary links to the field by `href`. */
export interface FormErrors {
  readonly summary: readonly { readonly text: string; readonly href?: string }[];
  /** By the name of the field. */
  readonly fields: Readonly<Record<string, { readonly text: string }>>;
}

/** A field is named after its RFC 6901 pointer: `/people/0/surname` is `people.0.surname`, and its id has dashes. */
const nameOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');
const idOf = (name: string): string => name.replaceAll('.', '-');

/** `labels` of the form's fields by their names, in the order of the form; a fault of what is no field of the form stands in the summary alone. */
export function formErrors({ detail, errors = [] }: Problem, labels: Readonly<Record<string, string>>): FormErrors {
  if (errors.length === 0) return { summary: [{ text: detail }], fields: {} };
  const order = Object.keys(labels);
  const named = errors
    .map(({ pointer, detail: text }) => ({ name: nameOf(pointer), text }))
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return {
    summary: named.map(({ name, text }) => {
      const label = labels[name];
      return label === undefined ? { text } : { text: `${label}: ${text}`, href: `#${idOf(name)}` };
    }),
    fields: Object.fromEntries(named.map(({ name, text }) => [name, { text }])),
  };
}
