import { mayOn, withheldFrom, type Permission, type Withheld } from '@tongxin/shared';
import type { Member, Place, Stage } from './cast.js';

/** Who may be shown a part of a child, by the policy: one of these permissions on the child, with none of the parts withheld. */
const PARTS: Readonly<Record<string, { readonly permissions: readonly Permission[]; readonly without?: Withheld }>> = {
  village: { permissions: ['student.view', 'contactCard.view'] },
  address: { permissions: ['contactCard.view'], without: 'houseNumber' },
  guardianAddress: { permissions: ['contactCard.view'], without: 'houseNumber' },
  worksAt: { permissions: ['contactCard.view'], without: 'family' },
  'basis-leftBehind': { permissions: ['student.view'], without: 'categories' },
  'basis-psychological': { permissions: ['student.view'], without: 'otherCategories' },
  remark: { permissions: ['student.view'], without: 'careFile' },
  summary: { permissions: ['talk.view'], without: 'words' },
  followUp: { permissions: ['talk.view'], without: 'words' },
  attachment: { permissions: ['attachment.view'] },
  emergency: { permissions: ['emergencyAccess.view'] },
  exemption: { permissions: ['exemption.view'] },
  staged: { permissions: ['import.view'] },
  childName: { permissions: ['student.list', 'accessLog.view', 'audit.view', 'handover.view'] },
  guardianName: { permissions: ['contactCard.view'] },
  idNumber: { permissions: [] },
  phone: { permissions: [] },
};

/** What single operations are there to show: a number somebody asked for with a reason, the child one has opened in an emergency. */
const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  'POST /api/students/{id}/contact-card/reveal': ['idNumber', 'phone', 'address'],
  'POST /api/emergency-access': ['childName'],
  'GET /api/emergency-access': ['childName', 'emergency'],
  'GET /api/emergency-access/{id}': ['childName', 'emergency'],
  'POST /api/emergency-access/{id}/finish': ['childName', 'emergency'],
};

/** What canaries look like: see `canaryFor`. */
const CANARY = /canary-\d{4}-[A-Za-z-]+|金[丝雀][\u3400-\u4dbf]{2}|37070720170504\d{4}|1390000\d{4}/gu;

/** A text that stands in one field of one made-up child, found in an answer. */
interface Sighting {
  readonly place: Place;
  readonly part: string;
}

/** Every canary put out so far, by the text that gives it away. */
export class Canaries {
  private readonly known = new Map<string, Sighting>();

  add(text: string, place: Place, part: string): void {
    this.known.set(text, { place, part });
  }

  /** @returns what stands in an answer and may not be seen by the person it went to: `remark of a child of the other class` */
  escaped(answer: string, member: Member, stage: Stage, operation: string): string[] {
    return [...new Set(answer.match(CANARY) ?? [])].flatMap((text) => {
      const sighting = this.known.get(text);
      if (!sighting) return [];
      const { place, part } = sighting;
      if (SHOWN_BY[operation]?.includes(part) && place !== 'other school') return [];
      return mayBeShown(member, stage, place, part) ? [] : [`${part} of a child of the ${place}`];
    });
  }
}

function mayBeShown(member: Member, stage: Stage, place: Place, part: string): boolean {
  if (place === 'other school') return false;
  const { permissions, without } = PARTS[part]!;
  // The former head teacher still reads the names of the class on the page of the handover.
  const row = { classId: stage.classes[place].id, authorId: stage.formerHeads[place].id };
  return permissions.some(
    (permission) =>
      mayOn(member.facts, permission, row) &&
      (without === undefined || !withheldFrom(member.facts, permission, row).has(without)),
  );
}
