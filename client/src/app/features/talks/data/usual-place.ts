import { TALK_PLACES, type TalkPlace } from '@tongxin/shared';

const STORED_AT = 'tongxin.talkPlace';

/** Where talks on this device were usually held: the place of the last one, first the classroom. Says nothing about a child. */
export function usualPlace(): TalkPlace {
  const stored = localStorage.getItem(STORED_AT);
  return TALK_PLACES.find((place) => place === stored) ?? 'classroom';
}

export function rememberPlace(place: TalkPlace | ''): void {
  if (place !== '') localStorage.setItem(STORED_AT, place);
}
