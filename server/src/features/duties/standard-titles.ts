import type { StandardCode } from '@tongxin/shared';

/** What a standard is called in documents; screens have words of their own by its code, in both languages. */
export const STANDARD_TITLES: Readonly<Record<StandardCode, string>> = {
  monthlyTalk: '每月谈心谈话',
  contactCardVerified: '每学期核对联系卡',
};
