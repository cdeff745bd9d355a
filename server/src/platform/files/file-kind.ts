import { fileRefused } from './file-refused.js';

/** What may be kept: pictures, papers and tables, told by their content. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'pdf' | 'docx' | 'xlsx';

export interface KindOfFile {
  readonly mediaType: string;
  readonly extension: string;
  /** Endings that people and programs give such a file. */
  readonly endings: readonly string[];
  readonly image: boolean;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
/** Programs that send pictures around give them any of these endings, whatever they are. */
const PICTURE_ENDINGS = ['jpg', 'jpeg', 'jfif', 'png', 'webp'];

export const FILE_KINDS: Readonly<Record<FileKind, KindOfFile>> = {
  jpeg: { mediaType: 'image/jpeg', extension: 'jpg', endings: PICTURE_ENDINGS, image: true },
  png: { mediaType: 'image/png', extension: 'png', endings: PICTURE_ENDINGS, image: true },
  webp: { mediaType: 'image/webp', extension: 'webp', endings: PICTURE_ENDINGS, image: true },
  pdf: { mediaType: 'application/pdf', extension: 'pdf', endings: ['pdf'], image: false },
  docx: { mediaType: `${OFFICE}wordprocessingml.document`, extension: 'docx', endings: ['docx'], image: false },
  xlsx: { mediaType: `${OFFICE}spreadsheetml.sheet`, extension: 'xlsx', endings: ['xlsx'], image: false },
};

/** As many bytes of the beginning as tell what a file is. */
export const HEAD_BYTES = 64;

const starts = (head: Buffer, hex: string, at = 0): boolean =>
  head.subarray(at, at + hex.length / 2).toString('hex') === hex;
const words = (head: Buffer, at: number, length: number): string => head.subarray(at, at + length).toString('latin1');

/**
 * Tells from its first bytes what a file claims to be; whether it keeps that promise is found out by reading it.
 * @param head the first {@link HEAD_BYTES} bytes
 * @returns `office` for an archive that may be a Word or Excel file, `ole` for what older Office programs and encrypted files are packed in
 * @throws InvalidRequestError `attachment.heic` for a phone's own picture format, `attachment.kind` for everything else
 */
export function claimOf(head: Buffer): 'jpeg' | 'png' | 'webp' | 'pdf' | 'office' | 'ole' {
  if (starts(head, 'ffd8ff')) return 'jpeg';
  if (starts(head, '89504e470d0a1a0a')) return 'png';
  if (words(head, 0, 4) === 'RIFF' && words(head, 8, 4) === 'WEBP') return 'webp';
  if (words(head, 0, 5) === '%PDF-') return 'pdf';
  if (starts(head, '504b0304')) return 'office';
  if (starts(head, 'd0cf11e0a1b11ae1')) return 'ole';
  if (words(head, 4, 4) === 'ftyp' && /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(words(head, 8, 4)))
    throw fileRefused('attachment.heic');
  throw fileRefused('attachment.kind');
}

/**
 * The name under which a file is kept: its own, with the ending of what it is.
 * @param name as uploaded, already free of paths and invisible characters; may be empty
 * @throws InvalidRequestError `attachment.disguised` where the ending promises something else than the content holds
 */
export function nameFor(name: string, kind: FileKind, max: number): string {
  const { endings, extension } = FILE_KINDS[kind];
  const found = /^(.*?)\.([a-z0-9]{1,8})$/isu.exec(name);
  const ending = found?.[2]?.toLowerCase();
  const isEnding = ending !== undefined && /[a-z]/.test(ending);
  if (isEnding && !endings.includes(ending)) throw fileRefused('attachment.disguised', { ending, is: extension });
  const stem = (isEnding ? found![1]! : name).replace(/[.\s]+$/u, '');
  const shown = [...(stem === '' ? 'file' : stem)].slice(0, max - extension.length - 1).join('');
  return `${shown}.${extension}`;
}
