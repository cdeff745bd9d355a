import type { ContactCardView, GuardianView, PhoneView } from '@tongxin/shared';

/** One number of a card, and whose it is; the numbers of the family belong to nobody in particular. */
export interface Telephone {
  phone: PhoneView;
  person: GuardianView | null;
}

/** Every number of a card in the order to call: the people as the card says, then the numbers of the family. */
export function callable(card: ContactCardView): Telephone[] {
  const people = card.guardians
    .filter((person) => !person.deceased)
    .sort((one, other) => one.callOrder - other.callOrder);
  return [
    ...people.flatMap((person) => person.phones.map((phone) => ({ phone, person }))),
    ...card.phones.map((phone) => ({ phone, person: null })),
  ];
}
