import sharp from 'sharp';
import { aWorkbook, zipOf } from './a-workbook.js';

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
export const DOCX_TYPE = `${OFFICE}wordprocessingml.document.main+xml`;

/** A picture of one colour. @param exif as sharp takes it, by directory: IFD0, IFD2 (the photo), IFD3 (the place) */
export function aPicture(
  format: 'jpeg' | 'png' | 'webp',
  {
    width = 64,
    height = 48,
    exif,
    orientation,
  }: { width?: number; height?: number; exif?: Record<string, Record<string, string>>; orientation?: number } = {},
): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: '#2e6f6b' } });
  const described = exif ? picture.withExif(exif) : picture;
  return (orientation ? described.withMetadata({ orientation }) : described).toFormat(format).toBuffer();
}

/** The parts of a Word document. */
export function partsOfDocument(type = DOCX_TYPE): Record<string, string | Buffer> {
  return {
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': '<document>委托照护告知书</document>',
  };
}

export const aDocument = (extra: Record<string, string | Buffer> = {}): Buffer =>
  zipOf({ ...partsOfDocument(), ...extra });

export const aTable = (): Buffer => aWorkbook({ sheets: [{ rows: [['低保证明', '2026']] }] });

/** A PDF of one empty page; `inside` is written into its catalogue. */
export const aPaper = (inside = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${inside}>>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`,
  );
