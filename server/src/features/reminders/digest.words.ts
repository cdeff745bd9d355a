import { COUNTED, type DigestCounts } from './digest.counts.js';
import type { ReminderLanguage } from './reminder.entities.js';

type Sentence = (count: number) => string;

const plural =
  (one: string, other: string): Sentence =>
  (count) =>
    `${count} ${count === 1 ? one : other}`;

const LINES: Readonly<Record<ReminderLanguage, Readonly<Record<keyof DigestCounts, Sentence>>>> = {
  'zh-CN': {
    urgent: (count) => `${count} 件紧急情况还没有人接手`,
    overdue: (count) => `${count} 项已逾期`,
    talksDue: (count) => `${count} 次谈心待完成`,
    cardsDue: (count) => `${count} 张联系卡待核对`,
    followUps: (count) => `${count} 件约好的事到了日子`,
    approvals: (count) => `${count} 项等您审批`,
  },
  en: {
    urgent: plural('urgent concern nobody has taken', 'urgent concerns nobody has taken'),
    overdue: plural('thing overdue', 'things overdue'),
    talksDue: plural('talk due', 'talks due'),
    cardsDue: plural('contact card to check', 'contact cards to check'),
    followUps: plural('promise whose day has come', 'promises whose day has come'),
    approvals: plural('thing waiting for your approval', 'things waiting for your approval'),
  },
};

const FRAME: Readonly<
  Record<
    ReminderLanguage,
    { subject: string; greeting: string; link: string; foot: string; robot: string; between: string }
  >
> = {
  'zh-CN': {
    subject: '童心今日提醒',
    greeting: '您好，今天在童心里：',
    link: '打开看看：',
    foot: '这封邮件只有数字，不含任何学生信息。不想再收到，请在“我的账号”里关闭。',
    robot: '【童心】全校今日提醒',
    between: '，',
  },
  en: {
    subject: 'Tongxin: today’s reminder',
    greeting: 'Good morning. Today in Tongxin:',
    link: 'Open it: ',
    foot: 'This mail holds figures only and nothing about any child. To stop it, turn it off under My account.',
    robot: '[Tongxin] Reminder for the whole school',
    between: ', ',
  },
};

/** @returns what waits, a line each, the gravest first; nothing of what is zero */
export function digestLines(counts: DigestCounts, language: ReminderLanguage): string[] {
  return COUNTED.filter((name) => counts[name] > 0).map((name) => LINES[language][name](counts[name]));
}

/** @param link where to open it; left out where the installation has no public address */
export function mailOf(
  counts: DigestCounts,
  language: ReminderLanguage,
  link: string | null,
): { subject: string; text: string } {
  const { subject, greeting, link: open, foot } = FRAME[language];
  const lines = digestLines(counts, language).map((line) => `· ${line}`);
  const text = [greeting, '', ...lines, '', ...(link ? [`${open}${link}`, ''] : []), '--', foot, ''].join('\n');
  return { subject, text };
}

/** The message to the group, for the whole school; nobody is named in it, neither child nor colleague. */
export function robotTextOf(counts: DigestCounts, language: ReminderLanguage, link: string | null): string {
  const { robot, between } = FRAME[language];
  return [`${robot}`, digestLines(counts, language).join(between), ...(link ? [link] : [])].join('\n');
}
