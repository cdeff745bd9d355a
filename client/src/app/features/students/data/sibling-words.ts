import type { HouseholdSibling } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';

/** A brother or sister, linked or suggested. */
export type Sibling = Pick<HouseholdSibling, 'id' | 'name' | 'sex' | 'older' | 'class'>;

/** `elder sister`: what a sibling is to the child whose card is open. Called where a component is built. */
export function siblingWords(): (sibling: Sibling) => string {
  const t = translate();
  return ({ sex, older }) => {
    const age = older === null ? 'any' : older ? 'older' : 'younger';
    return t(`students.household.siblings.${age}.${sex === 'male' || sex === 'female' ? sex : 'any'}`);
  };
}
