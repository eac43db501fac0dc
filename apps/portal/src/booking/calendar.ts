/** A booking as a file for calendars (RFC 5545); the same events as in the letters, so that a later one replaces an earlier one. */
import type { Instant } from '@qeyd/core';
import type { Sheet } from './sheet';

const utc = (at: Instant): string => `${at.slice(0, 19).replace(/[-:]/g, '')}Z`;
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');

/** Lines have at most 75 octets; a character is never cut (section 3.1). */
function folded(line: string): string {
  const lines = [''];
  let octets = 0;
  for (const sign of line) {
    const code = sign.codePointAt(0) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) octets = lines.push(' ') && 1;
    octets += size;
    lines.push((lines.pop() ?? '') + sign);
  }
  return lines.join('\r\n');
}

/** `from`: the sender of the letters. Calendars are shared, so the file bears neither a name nor the secret. */
export function calendarFile(sheet: Sheet, from: string, now: Instant): string {
  const { booking, reference, sequence, visits, officeName } = sheet;
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? '';
  const events = visits.flatMap(({ service, serviceName, startsAt, endsAt, status }) => [
    'BEGIN:VEVENT',
    `UID:${booking}.${service}@${domain}`,
    `SEQUENCE:${String(sequence)}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `STATUS:${status === 'confirmed' ? 'CONFIRMED' : 'CANCELLED'}`,
    `SUMMARY:${escaped(`${serviceName}: ${reference}`)}`,
    `LOCATION:${escaped(officeName)}`,
    'END:VEVENT',
  ]);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Qeyd//Portal//EN', 'METHOD:PUBLISH', ...events, 'END:VCALENDAR'];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
