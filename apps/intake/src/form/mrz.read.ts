/** Reads the machine-readable zone of a passport or card (ICAO Doc 9303: TD1, TD2, TD3). */
import { parse } from 'mrz';
import type { MrzReading, ReadMrz } from './form';

type Parsed = ReturnType<typeof parse>;
const formats: readonly string[] = ['TD1', 'TD2', 'TD3'];
const sexes: Readonly<Record<string, ReadMrz['sex']>> = { female: 'female', male: 'male' };

export function readMrz(text: string): MrzReading {
  const lines = text.toUpperCase().split(/\s+/).filter(Boolean);
  const parsed = parseOrNull(lines);
  if (!parsed || !formats.includes(parsed.format)) return 'mrz-unreadable';
  const raw = (field: string): string => {
    const found = parsed.details.find((detail) => detail.field === field);
    return found ? (lines[found.line] ?? '').slice(found.start, found.end) : '';
  };
  const wrong = parsed.details.filter((detail) => !detail.valid).map((detail) => detail.field ?? '');
  if (wrong.some((field) => field.endsWith('CheckDigit'))) return 'mrz-check-digit-wrong';
  const { lastName, firstName, sex } = parsed.fields;
  // The parser knows no specimen state (UTO) and no later change of the list: states are judged by our code-book alone.
  const known = wrong.filter((field) => !['issuingState', 'nationality', 'birthDate', 'expirationDate'].includes(field));
  if (known.length > 0 || !lastName || !parsed.documentNumber) return 'mrz-unreadable';
  const expiresOn = raw('expirationDate');
  return {
    country: raw('issuingState').replaceAll('<', ''),
    citizenship: raw('nationality').replaceAll('<', ''),
    surname: lastName,
    givenNames: firstName ?? '',
    cut: !nameLine(parsed, lines).endsWith('<'),
    number: parsed.documentNumber,
    birthDate: raw('birthDate').replaceAll('<', '0'),
    sex: sexes[sex ?? ''] ?? 'unspecified',
    expiresOn: /^\d{6}$/.test(expiresOn) ? expiresOn : null,
  };
}

const nameLine = (parsed: Parsed, lines: readonly string[]): string => lines[parsed.format === 'TD1' ? 2 : 0] ?? '';

function parseOrNull(lines: readonly string[]): Parsed | null {
  try {
    return parse(lines);
  } catch {
    return null;
  }
}
