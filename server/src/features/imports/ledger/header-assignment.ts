import type { LedgerField } from '@tongxin/shared';
import { fieldOf, type HeaderMeaning, type LedgerPerson, type PersonalAttribute } from './header-words.js';

/** A column of the sheet with what its header says. */
export interface NamedColumn {
  readonly index: number;
  readonly header: string;
  readonly meaning: HeaderMeaning | undefined;
}

const ATTRIBUTES: readonly PersonalAttribute[] = [
  'relationship',
  'age',
  'birthDate',
  'phone',
  'address',
  'worksAt',
  'awaySince',
];

/**
 * Gives every column at most one field, and every field to at most one column: what was assigned by hand first, then what names its
 * person, then the bare words. A bare word that stands twice (关系, 年龄, 电话) belongs to the person named to its left; one that
 * stands once belongs to whom it can only mean.
 *
 * @param byHand for each column the field assigned by hand, null to leave it out, undefined when nobody said
 * @returns for each column its field, or null
 */
export function assignColumns(
  columns: readonly NamedColumn[],
  byHand: readonly (LedgerField | null | undefined)[],
): (LedgerField | null)[] {
  const assignment = new Assignment(columns, byHand);
  for (const attribute of ATTRIBUTES) assignment.share(attribute);
  return assignment.fields;
}

class Assignment {
  readonly fields: (LedgerField | null)[];
  private readonly taken = new Set<LedgerField>();

  constructor(
    private readonly columns: readonly NamedColumn[],
    private readonly byHand: readonly (LedgerField | null | undefined)[],
  ) {
    this.fields = columns.map(() => null);
    byHand.forEach((field, position) => this.take(position, field ?? undefined));
    columns.forEach(({ meaning }, position) => {
      if (byHand[position] === undefined && meaning?.kind === 'field') this.take(position, meaning.field);
    });
  }

  /** Hands the bare columns of one attribute to the people they belong to. */
  share(attribute: PersonalAttribute): void {
    const bare = this.columns.flatMap(({ meaning }, position) =>
      this.byHand[position] === undefined && meaning?.kind === 'personal' && meaning.attribute === attribute
        ? [position]
        : [],
    );
    const [first] = bare;
    if (first === undefined) return;
    if (bare.length === 1 && this.takeOnly(first, attribute)) return;
    const undecided = bare.filter((position) => {
      const person = this.namedLeftOf(position);
      return person === 'student' && !fieldOf('student', attribute)
        ? attribute !== 'age'
        : !this.takeFor(position, person, attribute);
    });
    if (attribute === 'relationship') this.shareLastRelationship(undecided);
  }

  /** A word that stands once: the child's birth date, address and phone, the guardian's place of work. */
  private takeOnly(position: number, attribute: PersonalAttribute): boolean {
    switch (attribute) {
      case 'birthDate':
      case 'address':
        return this.takeFor(position, 'student', attribute);
      case 'phone': {
        const person = this.namedLeftOf(position);
        const own =
          this.taken.has('guardian.phone') || person === 'student' || !this.takeFor(position, person, attribute);
        return own ? this.takeFor(position, 'student', attribute) : true;
      }
      case 'worksAt':
      case 'awaySince':
        return this.takeFor(position, 'guardian', attribute);
      case 'relationship':
        return this.taken.has('entrusted.name') ? false : this.takeFor(position, 'guardian', attribute);
      case 'age':
        return false;
    }
  }

  private namedLeftOf(position: number): LedgerPerson {
    for (let left = position - 1; left >= 0; left--) {
      const field = this.fields[left];
      if (field === 'name') return 'student';
      if (field === 'guardian.name') return 'guardian';
      if (field === 'entrusted.name') return 'entrusted';
    }
    return 'student';
  }

  /** A relationship is always an adult's: the one left over belongs to the one adult who has none. */
  private shareLastRelationship(undecided: readonly number[]): void {
    const adults = (['guardian', 'entrusted'] as const).filter(
      (adult) => this.taken.has(`${adult}.name`) && !this.taken.has(`${adult}.relationship`),
    );
    const [position] = undecided;
    const [adult] = adults;
    if (undecided.length === 1 && adults.length === 1 && position !== undefined && adult) {
      this.takeFor(position, adult, 'relationship');
    }
  }

  private takeFor(position: number, person: LedgerPerson, attribute: PersonalAttribute): boolean {
    return this.take(position, fieldOf(person, attribute));
  }

  private take(position: number, field: LedgerField | undefined): boolean {
    if (!field || this.taken.has(field)) return false;
    this.taken.add(field);
    this.fields[position] = field;
    return true;
  }
}
