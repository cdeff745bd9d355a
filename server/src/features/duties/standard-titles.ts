import type { StandardCode, StandardFrequency } from '@tongxin/shared';

/** What a standard is called in documents; screens have words of their own by its code, in both languages. */
export const STANDARD_TITLES: Readonly<Record<StandardCode, Readonly<Record<StandardFrequency, string>>>> = {
  monthlyTalk: { month: '每月谈心谈话', term: '每学期谈心谈话' },
  contactCardVerified: { month: '每月核对联系卡', term: '每学期核对联系卡' },
};
