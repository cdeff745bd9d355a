import { open } from 'node:fs/promises';
import { fileRefused, type FileRefusal } from './file-refused.js';

const PIECE = 1 << 20;
/** Longer than any of the words looked for, so that none is cut in two. */
const OVERLAP = 32;
const TAIL = 1024;

/** What a paper of a school does not need: a password, scripts, programs it starts. It is a first look, not a virus scanner. */
const UNWANTED: readonly (readonly [RegExp, FileRefusal])[] = [
  [/\/Encrypt[\s<(]/, 'attachment.encrypted'],
  [/\/(JavaScript|Launch)\b/, 'attachment.active'],
];

/**
 * Reads a PDF piece by piece. @param path of the local file
 * @throws InvalidRequestError `attachment.broken` where its end is missing, `attachment.encrypted`, `attachment.active`
 */
export async function readPdf(path: string, size: number): Promise<void> {
  const file = await open(path, 'r');
  try {
    const piece = Buffer.alloc(PIECE + OVERLAP);
    for (let at = 0; at < size; at += PIECE) {
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      const text = piece.toString('latin1', 0, bytesRead);
      for (const [sign, code] of UNWANTED) if (sign.test(text)) throw fileRefused(code);
    }
    const { bytesRead } = await file.read(piece, 0, TAIL, Math.max(0, size - TAIL));
    if (!piece.toString('latin1', 0, bytesRead).includes('%%EOF')) throw fileRefused('attachment.broken');
  } finally {
    await file.close();
  }
}
