/** The ticket on paper: a page of A5 with the QR code that the office reads; and that code as a picture. */
import PDFDocument from 'pdfkit';
import { create, toString } from 'qrcode';
import type { Language } from '@qeyd/platform';
import { formatted } from '../page/format';
import { say } from '../page/words';
import type { Sheet } from './sheet';

const [INK, SOFT, ACCENT] = ['#14232b', '#4b5a61', '#0b5563'];
const MARGIN = 36;

/** SVG of the reference; it scales to whatever box it stands in. */
export const qrPicture = (reference: string): Promise<string> =>
  toString(reference, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });

export function ticketPdf(sheet: Sheet, link: string, language: Language): Promise<Buffer> {
  const page = new PDFDocument({ size: 'A5', margin: MARGIN, lang: language, info: { Title: sheet.reference, Author: 'Qeyd' } });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.once('error', reject).once('end', () => resolve(Buffer.concat(chunks)));
  });
  page.registerFont('plain', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  page.registerFont('bold', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'));
  const t = (key: string, details = {}): string => say(key, language, details);
  const width = page.page.width - 2 * MARGIN;

  page.font('bold').fontSize(9).fillColor(ACCENT).text('QEYD', { characterSpacing: 2 });
  page.moveDown(0.6).fontSize(16).fillColor(INK).text(t('ticket-title'));
  drawQr(page, sheet.reference, page.page.width - MARGIN - 120, page.y + 8, 120);
  const left = { width: width - 140 };
  page.moveDown(0.8);
  const line = (label: string, text: string): void => {
    page.font('plain').fontSize(8).fillColor(SOFT).text(label, left);
    page.font('bold').fontSize(11).fillColor(INK).text(text, left).moveDown(0.5);
  };
  line(t('reference'), sheet.reference);
  line(t('day'), formatted(sheet.on, 'full-date', language));
  for (const { serviceName, startsAt } of sheet.visits) line(serviceName, formatted(startsAt, 'time', language));
  line(t('office'), sheet.officeName);
  line(t('people'), String(sheet.people));
  page.moveDown(0.8).font('plain').fontSize(9).fillColor(INK);
  for (const advice of ['come-early', 'bring-documents', 'late-loses'])
    page.text(`•  ${t(advice, sheet.window)}`, MARGIN, undefined, { width }).moveDown(0.3);
  page.moveDown(0.6).fontSize(8).fillColor(SOFT).text(t('change-online'), { width });
  page.fillColor(ACCENT).text(link, { width, link });
  page.end();
  return done;
}

function drawQr(page: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const step = size / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) page.rect(x + column * step, y + row * step, step, step);
  page.fill(INK);
}
