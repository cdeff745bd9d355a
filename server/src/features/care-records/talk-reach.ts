import { grantsOf, reachOf } from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';

/**
 * Which talks somebody sees, as the first six values of every statement on talks: the school, the children `talk.view` reaches, whether own
 * entries count beside them, whose they are, and today.
 */
export function talkReachValues(viewer: Viewer): unknown[] {
  const { all, classIds } = reachOf(viewer, 'talk.view');
  const own = grantsOf(viewer, 'talk.view').some(({ scopes }) => scopes.includes('own'));
  return [viewer.schoolId, all, classIds, own, viewer.id, viewer.today];
}
