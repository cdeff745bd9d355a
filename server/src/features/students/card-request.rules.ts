import { checkBirthDate, checkPersonName, checkPhone, type Day, type ProblemCode } from '@tongxin/shared';
import { ageToday, type Card, type CardPerson, type CardPhone } from './card.rules.js';
import { checkEntrusted } from './entrusted.rules.js';
import type { EditContactCardRequest, EditGuardian, EditPhone } from './contact-card.dto.js';
import type { FieldChecks } from './field-checks.js';

/**
 * The card as a request wants it. People and numbers with an id are the stored ones, and what the request does not say of them stays as it is;
 * `null` clears. Wrong values are collected under their pointers.
 * @param newId makes the id of somebody or of a number new on the card
 */
export function cardWanted(
  request: EditContactCardRequest,
  stored: Card,
  today: Day,
  checks: FieldChecks,
  newId: () => string,
): Card {
  const wanted = {
    address: request.address,
    village: request.village,
    phones: phonesWanted('/phones', request.phones, stored.phones, checks, newId),
    guardians: request.guardians.map((said, position) => {
      const pointer = `/guardians/${position}`;
      const known = stored.guardians.find(({ id }) => id === said.id) ?? null;
      if (said.id && !known) checks.add(`${pointer}/id`, 'guardian.unknown');
      return personWanted(pointer, said, known, today, checks, newId);
    }),
  };
  refuseRepeated('/guardians', wanted.guardians, ({ kind, name }) => `${kind} ${name}`, 'guardian.repeated', checks);
  refuseRepeated('/guardians', wanted.guardians, ({ id }) => id, 'guardian.repeated', checks);
  return wanted;
}

function personWanted(
  pointer: string,
  said: EditGuardian,
  known: CardPerson | null,
  today: Day,
  checks: FieldChecks,
  newId: () => string,
): CardPerson {
  const birthDate =
    said.birthDate == null
      ? said.birthDate
      : checks.take(`${pointer}/birthDate`, checkBirthDate(said.birthDate, today));
  if (said.awaySince != null && said.awaySince > today) checks.add(`${pointer}/awaySince`, 'date.future');
  const person: CardPerson = {
    id: known?.id ?? newId(),
    kind: said.kind,
    name: checks.take(`${pointer}/name`, checkPersonName(said.name)) ?? '',
    relationship: said.relationship,
    sex: said.sex === undefined ? (known?.sex ?? null) : said.sex,
    birthDate: birthDate === undefined ? (known?.birthDate ?? null) : birthDate,
    ageStated: known?.ageStated ?? null,
    ageStatedOn: known?.ageStatedOn ?? null,
    address: said.address === undefined ? (known?.address ?? null) : said.address,
    worksAt: said.worksAt === undefined ? (known?.worksAt ?? null) : said.worksAt,
    awaySince: said.awaySince === undefined ? (known?.awaySince ?? null) : said.awaySince,
    unableToCare: said.unableToCare ?? known?.unableToCare ?? false,
    deceased: said.deceased ?? known?.deceased ?? false,
    livesWithChild: said.livesWithChild === undefined ? (known?.livesWithChild ?? null) : said.livesWithChild,
    // Who is no longer an entrusted guardian has no entrustment either.
    entrustedNoticeOn: said.kind === 'entrusted' ? saidOr(said.entrustedNoticeOn, known?.entrustedNoticeOn) : null,
    entrustedUntil: said.kind === 'entrusted' ? saidOr(said.entrustedUntil, known?.entrustedUntil) : null,
    phones: phonesWanted(`${pointer}/phones`, said.phones, known?.phones ?? [], checks, newId),
  };
  const wanted = { ...person, ...ageWanted(said.age, person, today) };
  checkEntrusted(pointer, wanted, known, today, checks);
  return wanted;
}

function saidOr<Value>(said: Value | null | undefined, known: Value | null | undefined): Value | null {
  return said === undefined ? (known ?? null) : said;
}

/** An age is a statement of today, unless it is the one that was shown anyway or the birth date says it better. */
function ageWanted(
  age: number | null | undefined,
  person: CardPerson,
  today: Day,
): Pick<CardPerson, 'ageStated' | 'ageStatedOn'> {
  const { ageStated, ageStatedOn } = person;
  if (age === undefined || person.birthDate !== null || age === ageToday(person, today))
    return { ageStated, ageStatedOn };
  return age === null ? { ageStated: null, ageStatedOn: null } : { ageStated: age, ageStatedOn: today };
}

function phonesWanted(
  pointer: string,
  said: readonly EditPhone[],
  known: readonly CardPhone[],
  checks: FieldChecks,
  newId: () => string,
): CardPhone[] {
  const phones = said.map((phone, position) => {
    const at = `${pointer}/${position}`;
    const stored = known.find(({ id }) => id === phone.id) ?? null;
    if (phone.id && !stored) checks.add(`${at}/id`, 'phone.unknown');
    if (phone.number === undefined && !stored) checks.add(`${at}/number`, 'field.required');
    const number =
      phone.number === undefined ? stored?.number : checks.take(`${at}/number`, checkPhone(phone.number))?.number;
    return {
      id: stored?.id ?? newId(),
      label: phone.label === undefined ? (stored?.label ?? null) : phone.label,
      number: number ?? '',
    };
  });
  refuseRepeated(pointer, phones, ({ number }) => number, 'phone.repeated', checks, '/number');
  refuseRepeated(pointer, phones, ({ id }) => id, 'phone.repeated', checks);
  return phones;
}

function refuseRepeated<Item>(
  pointer: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  code: ProblemCode,
  checks: FieldChecks,
  field = '',
): void {
  const seen = new Set<string>();
  items.forEach((item, position) => {
    const key = keyOf(item);
    if (key !== '' && seen.has(key)) checks.add(`${pointer}/${position}${field}`, code);
    seen.add(key);
  });
}
