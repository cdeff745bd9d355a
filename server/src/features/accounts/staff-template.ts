import type { Language } from '@tongxin/shared';
import { textCell, writeWorkbook } from '../imports/index.js';

const WORDS = {
  'zh-CN': {
    sheet: '教职工名单',
    header: ['姓名', '用户名', '角色'],
    hint: '姓名必填。用户名可以空着，系统按拼音生成。角色可填：帮扶人、志愿者、心理教师、学校办公室、德育处、校长、系统管理员、数据保护专员，多个用“、”隔开；班主任和任课教师由班级决定，不必填。',
  },
  en: {
    sheet: 'Staff',
    header: ['Name', 'User name', 'Role'],
    hint: 'The name is required. The user name may stay empty: it is made from the name. Roles: helper, volunteer, counsellor, school office, moral-education department, principal, administrator, data-protection officer, several apart by commas; head and subject teachers follow from their class and need nothing here.',
  },
} as const satisfies Record<Language, unknown>;

/** The list of staff to fill in; small enough to be written where we stand. */
export function staffTemplate(language: Language): Promise<Buffer> {
  const { sheet, header, hint } = WORDS[language];
  return writeWorkbook([
    {
      name: sheet,
      widths: [16, 20, 40],
      fixedRows: 2,
      rows: [
        [textCell(hint, { wrap: true, columnSpan: 3, height: 76 }), null, null],
        header.map((word) => textCell(word, { fontWeight: 'bold' })),
        header.map(() => textCell(null)),
      ],
    },
  ]);
}
