/** Excel reads a file as UTF-8 only behind this mark. */
export const MARK = '\uFEFF';

/** The words of the columns, in the two languages of the product. */
export const HEADINGS = {
  'zh-CN': ['时间', '人员', '操作', '性质', '学生', '原因', '编号'],
  en: ['time', 'person', 'act', 'kind', 'student', 'reason', 'id'],
} as const;

const PARTS = {
  'zh-CN': { opening: '查看', change: '变更', emergency: '紧急查看' },
  en: { opening: 'opening', change: 'change', emergency: 'emergency access' },
} as const;

/** @returns what sort of act it was, in words */
export function partOf({ act, emergency }: { act: string; emergency: boolean }, language: keyof typeof PARTS): string {
  if (emergency) return PARTS[language].emergency;
  return PARTS[language][/\.(opened|historyOpened|revealed|printed|exported)$/.test(act) ? 'opening' : 'change'];
}

/** A line of comma-separated values; a text that a spreadsheet would take for a formula is made a text again. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
