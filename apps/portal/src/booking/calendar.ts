/** A booking as a file for calendars (RFC 5545); the same event as in the letters, so that a later one replaces it. */
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

export function calendarFile(
  { booking, reference, sequence, visits, officeName, startsAt, endsAt, status }: Sheet,
  link: string,
  now: Instant,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Qeyd//Queue-booking//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${booking}`,
    `SEQUENCE:${String(sequence)}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `STATUS:${status === 'confirmed' ? 'CONFIRMED' : 'CANCELLED'}`,
    `SUMMARY:${escaped(visits.map(({ serviceName }) => serviceName).join(', '))}`,
    `LOCATION:${escaped(officeName)}`,
    `DESCRIPTION:${escaped(`${reference}\n${link}`)}`,
    `URL:${link}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
