import type { Reach } from '@tongxin/shared';
import type { Emergency, Viewer } from './viewer.js';

/** In an emergency one child is reached, wherever it stands; statements that open one record take this beside the child's id. */
export const THIS_CHILD: Reach = { all: true, classIds: [] };

/** What stands as the reason of every row in the access log that an emergency access leaves. */
export const IN_EMERGENCY = 'emergency';

/** @returns whether somebody has this kind of record of this child open in an emergency, at the instant of the request */
export function isOpenInEmergency(viewer: Viewer, studentId: string, kind: Emergency['kind']): boolean {
  return viewer.emergencies.some(
    (one) => one.kind === kind && one.studentId === studentId.toLowerCase() && new Date(one.until) > viewer.now,
  );
}

/**
 * Whoever looks in an emergency sees what the head teacher of the class would see, and may do nothing with it.
 * @param classId the child's class; a child in none is shown in the same way
 */
export function asHeadTeacherOf(viewer: Viewer, classId: string): Viewer {
  return { ...viewer, roles: ['headTeacher'], headedClassIds: [classId], taughtClassIds: [], emergencies: [] };
}
