import { Parser } from 'saxen';
import { LedgerRefused } from './ledger-refused.js';

/** What is told while an XML part is read; names without namespace prefix, entities already decoded. */
export interface XmlListener {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
}

const CHUNK = 1 << 18;

/**
 * Reads one XML part of a workbook from beginning to end, in pieces, so that no second copy of it stands in memory.
 * Throws {@link LedgerRefused} `workbook.damaged` when it is not well formed or declares entities of its own.
 */
export function readXml(bytes: Buffer, listener: XmlListener): void {
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => {
    if (!listener.open) return;
    let known: Record<string, string> | undefined;
    listener.open(withoutPrefix(name), (wanted) => {
      known ??= attributes();
      const value = known[wanted];
      return value === undefined ? undefined : decodeEntities(value);
    });
  });
  if (listener.close) parser.on('closeTag', (name) => listener.close?.(withoutPrefix(name)));
  if (listener.text) {
    parser.on('text', (text) => listener.text?.(decodeEntities(text)));
    parser.on('cdata', (text) => listener.text?.(text));
  }
  parser.on('attention', () => {
    throw new LedgerRefused('workbook.damaged');
  });
  parser.on('error', () => {
    throw new LedgerRefused('workbook.damaged');
  });
  feed(parser, bytes);
}

function feed(parser: Parser, bytes: Buffer): void {
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8');
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  }
  parser.write(decoder.decode());
  parser.end();
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Rare characters of names lie beyond 16 bits and come as one reference. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex: string, decimal: string, name: string) => {
      if (name) return NAMED[name] ?? whole;
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
