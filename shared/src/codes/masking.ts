/** Masking happens on the server; the full value is a separate, audited request. Whatever is not recognised is hidden altogether. */
const HIDDEN = '****';

/** `138****1234`, `0536-***4567`, `010-****5678`, `+818****5678`: enough to recognise a number one knows, too little to call it. */
export function maskPhone(number: string): string {
  if (/^1\d{10}$/.test(number)) return `${number.slice(0, 3)}****${number.slice(-4)}`;
  const landline = /^(0\d{2,3})-(\d{3,4})(\d{4})(?:-\d{1,5})?$/.exec(number);
  if (landline) return `${landline[1]}-${'*'.repeat(landline[2]?.length ?? 4)}${landline[3]}`;
  if (/^\+\d{7,15}$/.test(number)) {
    const digits = number.slice(1);
    const long = digits.length >= 11;
    return `+${digits.slice(0, long ? 3 : 2)}${HIDDEN}${digits.slice(long ? -4 : -2)}`;
  }
  return HIDDEN;
}

/** The last four digits somebody may search by; an extension does not count. */
export function lastFourOfPhone(number: string): string {
  return number
    .replace(/^(0\d+-\d+)-\d+$/, '$1')
    .replace(/\D/g, '')
    .slice(-4);
}

/** `3707***********4`: province and city, and the check character. */
export function maskIdNumber(number: string): string {
  return /^\d{17}[\dX]$/.test(number) ? `${number.slice(0, 4)}***********${number.slice(-1)}` : HIDDEN;
}

/** `G3707***********4`: a student number with `G` contains the ID number and is masked as one; the others alike. */
export function maskStudentNumber(number: string): string {
  return /^[GJL]\d{17}[\dX]$/.test(number) ? `${number.slice(0, 1)}${maskIdNumber(number.slice(1))}` : HIDDEN;
}

const NUMERAL = '[0-9０-９A-Za-zＡ-Ｚａ-ｚ零〇一二三四五六七八九十百千甲乙丙丁东西南北]';
/** Where the house begins: a digit, or a numeral before building, unit, floor, room, group or number. */
const HOUSE = new RegExp(
  `[0-9０-９#＃]|${NUMERAL}+(?:号|號|栋|棟|幢|座|单元|單元|室|户|戶|弄|层|層|楼|樓|排|组|組|队|隊|门|門)`,
  'u',
);
const PLACE = /^.*(?:[省市区區县縣旗镇鎮乡鄉村屯庄莊寨堡营营沟溝社区]|街道|社区|社區)/u;

/**
 * An address for people who need the village, not the house: 某县东庄村215号 → 某县东庄村***. Everything behind `village` is hidden where the
 * address names it; else everything from the first house number or building on; an address with neither is shown as far as its last
 * place name (省 市 县 镇 村 …). What cannot be told apart is hidden.
 */
export function maskAddress(address: string, village: string | null): string {
  const text = address.trim();
  if (text === '') return '';
  const at = village ? text.indexOf(village) : -1;
  const shown = village && at >= 0 ? text.slice(0, at + village.length) : beforeTheHouse(text);
  return `${shown}***`;
}

function beforeTheHouse(address: string): string {
  const house = HOUSE.exec(address);
  return house ? address.slice(0, house.index) : (PLACE.exec(address)?.[0] ?? '');
}
