import type { SexCode } from '@tongxin/shared';
import type { Chance } from './chance.js';

const words = (...lines: readonly string[]): string[] => lines.join(' ').split(' ');

const COMMON_SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马胡郭何高林罗郑梁谢许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
/** Surnames that are read otherwise than the character usually is, and two of two characters. */
const SPECIAL_SURNAMES = words('单 仇 解 曾 区 查 乐 朴 缪 盖 翟 逄 尉迟 欧阳');

const BOYS = words(
  '子墨 宇轩 浩然 梓晨 一鸣 俊熙 博文 嘉树 景行 书航 明哲 奕辰 思源 启航 泽楷 昊天 承宇 皓轩',
  '锦程 立言 星宇 知远 乐天 云帆 振宇 文韬 致远 晨阳 家辉 家乐 小川 大壮 志鹏 少华 海洋 国栋',
  '春生 秋实 冬阳 雨泽 庆丰 福生 来喜 金宝 满仓 鹏程 凌云 向阳 正浩 宏图 天佑 安邦 忠义 有为',
  '成林 东升 柏松 松涛 青山 长河 磊 翀 垚 煜 铭 驰 朗 昉 骁 淼 屹 骏 旭 烁 犇',
);
const GIRLS = words(
  '雨桐 欣妍 梓涵 诗琪 语彤 可馨 梦瑶 思琪 佳怡 若曦 子萱 艺涵 雅静 心怡 晓雯 雪晴 静怡 紫涵',
  '婉清 书瑶 依诺 安琪 雨欣 思雨 佳宁 婧雯 雅琪 乐瑶 清扬 知夏 春燕 小禾 秋月 冬梅 晓燕 彩霞',
  '喜梅 莲花 杏儿 小满 谷雨 立夏 白露 美玲 玉洁 文慧 海棠 丹丹 盈盈 圆圆 苗苗 朵朵 甜甜 秀秀',
  '兰兰 青青 星星 月月 怡 悦 萌 妍 婷 颖 璐 瑾 莹 蕾 晗 汐 芮 玥 昕',
);
/** Names of children of other peoples, whole: they have no surname in front. */
const MINORITY_BOYS = words('阿迪力·吐尔逊 艾尔肯·努尔买买提 巴特尔·苏和');
const MINORITY_GIRLS = words('古丽娜·阿不都 帕丽旦·吾甫尔 其木格·阿拉坦');

const MEN = words(
  '建军 志强 海涛 国强 永刚 立新 春雷 保平 卫东 长青 金山 大勇 庆林 洪涛 学文 振兴 玉柱 德胜',
  '兴旺 全喜 小军 新民 树林 宝山 占奎 世杰 景山 云龙 文斌 少刚',
);
const WOMEN = words(
  '海霞 丽娟 秀芳 春梅 红梅 玉兰 艳丽 晓红 翠平 金凤 爱华 小芹 美云 桂芝 雪梅 彩云 素珍 月娥',
  '冬青 凤英 菊香 慧芳 银环 巧玲 改霞 喜梅 俊芳 兰英 淑敏 亚男',
);
const OLD_MEN = words('德福 长贵 万田 守义 福来 有粮 文山 根生 满堂 永年 树德 广财 得水 顺昌 仁厚');
const OLD_WOMEN = words('桂兰 秀英 玉珍 凤兰 素梅 淑芬 金花 香莲 巧云 月英 惠兰 改莲 春兰 银花 福英');

/** A name with what it is made of. */
export interface MadeName {
  readonly full: string;
  /** Empty where a whole name has none in front. */
  readonly surname: string;
  /** What a teacher calls the child: the given name where it has two characters, else the full name. */
  readonly called: string;
}

/**
 * A child's name.
 * @param kind `special` takes a surname with a reading of its own, `minority` a whole name of another people
 */
export function childName(chance: Chance, sex: SexCode, kind: 'common' | 'special' | 'minority'): MadeName {
  if (kind === 'minority') {
    const full = chance.pick(sex === 'male' ? MINORITY_BOYS : MINORITY_GIRLS);
    return { full, surname: '', called: full.split('·')[0]! };
  }
  const surname = chance.pick(kind === 'special' ? SPECIAL_SURNAMES : COMMON_SURNAMES);
  const given = chance.pick(sex === 'male' ? BOYS : GIRLS);
  const full = surname + given;
  return { full, surname, called: given.length === 2 ? given : full };
}

/** A parent's name; without a surname given, one of the common ones. */
export function parentName(chance: Chance, sex: SexCode, surname = chance.pick(COMMON_SURNAMES)): string {
  return surname + chance.pick(sex === 'male' ? MEN : WOMEN);
}

/** A grandparent's name; without a surname given, one of the common ones. */
export function grandparentName(chance: Chance, sex: SexCode, surname = chance.pick(COMMON_SURNAMES)): string {
  return surname + chance.pick(sex === 'male' ? OLD_MEN : OLD_WOMEN);
}
