import type { Day } from './days.js';

/** From this age on a person is an adult (Civil Code, article 17). */
export const ADULT_AGE = 18;

/** Full years on a day. Who was born on 29 February is a year older on 1 March of a common year. A day before birth gives a negative number. */
export function ageOn(birthDate: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** True from the eighteenth birthday on; the law wants an adult as entrusted guardian. */
export function isAdultOn(birthDate: Day, day: Day): boolean {
  return ageOn(birthDate, day) >= ADULT_AGE;
}
