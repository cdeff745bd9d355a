import type { Day } from '@tongxin/shared';
import { ageToday, type Card, type CardPerson, type CardPhone } from './card.rules.js';
import type { GuardianDraft, PhoneDraft, StudentDraft } from './student-draft.js';

/** A person whose age differs by no more than this from what is known is not said to be of another age: birthdays lie in between. */
const YEARS_APART = 1;

/**
 * The card as it is once a draft has been added to it: what the draft says replaces what is known, what it does not say stays. Phones are
 * added, never dropped. A person of the draft is the one of the same kind and name; else the only one of the same kind and relationship.
 *
 * @param newId makes the id of somebody or of a number new on the card
 */
export function cardWithDraft(stored: Card, draft: StudentDraft['card'], today: Day, newId: () => string): Card {
  const guardians = [...stored.guardians];
  for (const said of draft.guardians ?? []) {
    const position = positionOf(said, guardians);
    const known = guardians[position];
    if (known) guardians[position] = personWithDraft(known, said, today, newId);
    else guardians.push(newPerson(said, newId));
  }
  return {
    address: draft.address ?? stored.address,
    village: draft.village ?? stored.village,
    phones: phonesWithDraft(stored.phones, draft.phones ?? [], newId),
    guardians,
  };
}

/** The card of a child who has none yet. */
export function newCard(draft: StudentDraft['card'], newId: () => string): Card {
  return {
    address: draft.address ?? null,
    village: draft.village ?? null,
    phones: phonesWithDraft([], draft.phones ?? [], newId),
    guardians: (draft.guardians ?? []).map((said) => newPerson(said, newId)),
  };
}

function positionOf(said: GuardianDraft, guardians: readonly CardPerson[]): number {
  const byName = guardians.findIndex(({ kind, name }) => kind === said.kind && name === said.name);
  if (byName >= 0) return byName;
  const alike = guardians.filter(({ kind, relationship }) => kind === said.kind && relationship === said.relationship);
  return alike.length === 1 ? guardians.indexOf(alike[0]!) : -1;
}

function personWithDraft(known: CardPerson, said: GuardianDraft, today: Day, newId: () => string): CardPerson {
  const birthDate = said.birthDate ?? known.birthDate;
  return {
    ...known,
    name: said.name,
    relationship: said.relationship,
    sex: said.sex ?? known.sex,
    birthDate,
    ...(birthDate === null && saysAnotherAge(known, said, today)
      ? { ageStated: said.ageStated!, ageStatedOn: said.ageStatedOn ?? today }
      : {}),
    address: said.address ?? known.address,
    worksAt: said.worksAt ?? known.worksAt,
    awaySince: said.awaySince ?? known.awaySince,
    livesWithChild: said.livesWithChild ?? known.livesWithChild,
    phones: phonesWithDraft(known.phones, said.phones ?? [], newId),
  };
}

function saysAnotherAge(known: CardPerson, said: GuardianDraft, today: Day): boolean {
  if (said.ageStated == null) return false;
  const years = ageToday(known, today);
  const stated = ageToday(
    { birthDate: null, ageStated: said.ageStated, ageStatedOn: said.ageStatedOn ?? today },
    today,
  );
  return years === null || stated === null || Math.abs(stated - years) > YEARS_APART;
}

function newPerson(said: GuardianDraft, newId: () => string): CardPerson {
  return {
    id: newId(),
    kind: said.kind,
    name: said.name,
    relationship: said.relationship,
    sex: said.sex ?? null,
    birthDate: said.birthDate ?? null,
    ageStated: said.ageStated ?? null,
    ageStatedOn: said.ageStated == null ? null : (said.ageStatedOn ?? null),
    address: said.address ?? null,
    worksAt: said.worksAt ?? null,
    awaySince: said.awaySince ?? null,
    unableToCare: false,
    deceased: false,
    livesWithChild: said.livesWithChild ?? null,
    entrustedNoticeOn: null,
    entrustedUntil: null,
    phones: phonesWithDraft([], said.phones ?? [], newId),
  };
}

function phonesWithDraft(known: readonly CardPhone[], said: readonly PhoneDraft[], newId: () => string): CardPhone[] {
  const phones = [...known];
  for (const { number, label } of said) {
    if (!phones.some((phone) => phone.number === number)) phones.push({ id: newId(), label: label ?? null, number });
  }
  return phones;
}
