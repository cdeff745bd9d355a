import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, as it stands in a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret: enough to know it again, useless to whoever steals the table. */
export const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();
