/** The event catalogue: what every public event means, in one table for each topic. */
import { booking, contracts, intake, type Contract } from '../index';
import { topics, type Topic } from './topics';

const fields = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const rowOf = ({ type, version, summary, data, personal }: Contract): readonly string[] => [
  `\`${type}\``,
  String(version),
  summary,
  fields(Object.keys(data.properties)),
  personal ? 'sealed' : '–',
];

/** Columns are padded, as the formatter of the repository pads them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const HEAD = ['Event', 'Version', 'Meaning', 'Clear fields', 'Personal part'];

const section = ({ address, title, description }: Topic): readonly string[] => {
  const told = contracts.filter(({ topic }) => topic === address);
  return [`## \`${address}\`: ${title}`, description, table([HEAD, ...told.map(rowOf)])];
};

export const eventCatalogue = (): string =>
  [
    '# The public events',
    'Made from `libs/contracts` by `node dist/libs/contracts/generate.js`. Shapes, envelope, signature and examples are in [asyncapi.yaml](asyncapi.yaml).',
    `A sealed personal part holds ${fields(Object.keys(intake.stayPersonal.properties))}; on \`booking\` ${fields(Object.keys(booking.visitorPersonal.properties))}.`,
    ...topics.flatMap(section),
  ].join('\n\n') + '\n';
