import {
  checkClassText,
  gradeAndClassLabel,
  gradeOf,
  type ClassTextSettings,
  type Cohort,
  type Language,
  type ProblemCode,
} from '@tongxin/shared';

/** A class the school has, of those that are not graduated. */
export interface SchoolClass extends Pick<Cohort, 'stage' | 'entryYear' | 'number'> {
  readonly id: string;
}

/** The class a row names: one the school has, or (`id` null) one that may be created for the whole file. */
export interface NamedClass extends Pick<Cohort, 'stage' | 'entryYear' | 'number'> {
  readonly id: string | null;
  /** The grade it is in this school year. */
  readonly grade: number;
  readonly labels: Readonly<Record<Language, string>>;
}

/** What grade cell and class cell mean together; a problem may come with the class that is meant. */
export interface ResolvedClass {
  readonly named: NamedClass | null;
  readonly problem?: { readonly code: ProblemCode; readonly params: Readonly<Record<string, string | number>> };
}

export type ClassResolver = (grade: string | number | null, name: string | number | null) => ResolvedClass;

/**
 * Finds the school's class for the words of a ledger. A class the school does not have is `class.unknown` with its `label` and `labelEn`:
 * it may be created for the whole file.
 */
export function classResolver(classes: readonly SchoolClass[], settings: ClassTextSettings): ClassResolver {
  const known = new Map(classes.map((one) => [cohortKey(one), one.id]));
  return (gradeCell, classCell) => {
    const cohort = checkClassText(gradeCell, classCell, settings);
    if (!cohort.ok) return { named: null, problem: { code: cohort.problem, params: cohort.params ?? {} } };
    const { stage, entryYear, number } = cohort.value;
    const grade = gradeOf(cohort.value, settings.schoolYear) ?? 0;
    const labels = {
      'zh-CN': gradeAndClassLabel(grade, number, 'zh-CN'),
      en: gradeAndClassLabel(grade, number, 'en'),
    };
    const id = known.get(cohortKey(cohort.value)) ?? null;
    const named = { id, stage, entryYear, number, grade, labels };
    if (id !== null) return { named };
    return { named, problem: { code: 'class.unknown', params: { label: labels['zh-CN'], labelEn: labels.en } } };
  };
}

function cohortKey({ stage, entryYear, number }: Pick<Cohort, 'stage' | 'entryYear' | 'number'>): string {
  return `${stage} ${entryYear} ${number}`;
}
