import type { AStudent } from '../../support/world.js';
import type { Place, Stage } from './cast.js';

let count = 0;

/** A child whose every sensitive field holds a text that stands nowhere else; each is told to the {@link Stage.canaries}. */
export async function canaryChild(stage: Stage, place: Place): Promise<AStudent> {
  const { world, owner } = stage.app;
  const put = canaryFor(stage, place);
  const school = place === 'other school' ? stage.otherSchool : stage.school;
  const idNumber = put('idNumber', `37070720170504${put.digits}`);
  const student = await world.student(school, {
    name: put('childName', `金丝${put.characters}`),
    in: stage.classes[place],
    categories: ['leftBehind', 'psychological'],
    idNumber,
    village: put('village'),
    address: put('address'),
  });
  await world.guardian(student, {
    name: put('guardianName', `金雀${put.characters}`),
    phone: put('phone', `1390000${put.digits}`),
    awaySince: '2026-03-01',
  });
  await owner.query(`UPDATE guardians SET works_at = $2, address = $3 WHERE student_id = $1`, [
    student.id,
    put('worksAt'),
    put('guardianAddress'),
  ]);
  for (const code of ['leftBehind', 'psychological'])
    await owner.query(`UPDATE care_categories SET basis = $3 WHERE student_id = $1 AND code = $2`, [
      student.id,
      code,
      put(`basis-${code}`),
    ]);
  await owner.query(`UPDATE care_files SET remark = $2 WHERE student_id = $1`, [student.id, put('remark')]);
  return student;
}

interface Putting {
  (part: string, text?: string): string;
  readonly digits: string;
  readonly characters: string;
}

/** Makes the marks of one child: a text of its own for every part. */
export function canaryFor(stage: Stage, place: Place): Putting {
  count += 1;
  const digits = String(count).padStart(4, '0');
  const put = (part: string, text = `canary-${digits}-${part}`): string => {
    stage.canaries.add(text, place, part);
    return text;
  };
  return Object.assign(put, {
    digits,
    // Characters of the extension A, which no made-up text uses.
    characters: String.fromCodePoint(0x3400 + Math.floor(count / 500), 0x3500 + (count % 500)),
  });
}
