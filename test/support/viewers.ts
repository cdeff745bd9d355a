import { toViewer, type Viewer } from '../../server/src/platform/access/viewer.js';
import { SessionsService } from '../../server/src/platform/sessions/sessions.service.js';
import type { TestApp } from './test-app.js';
import type { Person } from './world.js';

/** The viewer a request of this person would have, for what is called from inside the product. */
export async function viewerOf(app: TestApp, person: Person): Promise<Viewer> {
  const row = await app.nest.get(SessionsService).find(await app.tokenOf(person));
  if (!row) throw new Error('no session');
  return toViewer(row, { now: app.clock.now(), requestId: '0198c0de-0000-7000-8000-00000000f00d', retryKey: null });
}
