import type { Day } from '@tongxin/shared';
import { ageToday, type CardPerson } from './card.rules.js';
import type { FieldChecks } from './field-checks.js';

/** Whom parents entrust a child to is a grown-up (Minors Protection Law, article 22). */
const GROWN_UP = 18;

/**
 * What the law asks for of an entrusted guardian and is not on file yet: the written notice (article 23), and an age that shows a grown-up.
 * Nothing of it keeps a card from being saved; in an emergency an incomplete card is better than none.
 */
export function toGet(person: CardPerson, today: Day): string[] {
  if (person.kind !== 'entrusted' || person.deceased) return [];
  return [
    ...(person.entrustedNoticeOn === null ? ['entrustedNotice'] : []),
    ...(ageToday(person, today) === null ? ['entrustedAge'] : []),
  ];
}

/** Collects what is wrong with an entrusted guardian as wanted; who stood on the card like this before is not complained about now. */
export function checkEntrusted(
  pointer: string,
  wanted: CardPerson,
  known: CardPerson | null,
  today: Day,
  checks: FieldChecks,
): void {
  const { entrustedNoticeOn, entrustedUntil } = wanted;
  if (entrustedNoticeOn !== null && entrustedNoticeOn > today)
    checks.add(`${pointer}/entrustedNoticeOn`, 'date.future');
  if (entrustedNoticeOn !== null && entrustedUntil !== null && entrustedUntil < entrustedNoticeOn)
    checks.add(`${pointer}/entrustedUntil`, 'date.order', { after: entrustedNoticeOn });
  if (wanted.kind !== 'entrusted') return;
  const age = ageToday(wanted, today);
  const asBefore = known?.kind === 'entrusted' && ageToday(known, today) === age;
  if (age !== null && age < GROWN_UP && !asBefore)
    checks.add(`${pointer}/${wanted.birthDate ? 'birthDate' : 'age'}`, 'guardian.entrustedUnderAge');
}
