import { foldWord } from '@tongxin/shared';
import type pg from 'pg';
import { idOf } from './chance.js';
import { VILLAGES } from './demo-children.js';
import type { DemoDay } from './demo-day.js';
import { officeOf, SCHOOLS_WITH_CLASSES } from './fill-organisation.js';
import { addMissing } from './demo-rows.js';

/** These the office has not taken into the register yet: that is what its screen is for. */
const NOT_YET = ['红土坡', '月亮湾'];
/** What people also call a village. */
const ALSO: Readonly<Record<string, string>> = { 槐荫村: '老槐树', 王家埠: '王埠' };
const TOWN = '云岭镇';
/** A made-up place on the map; the villages lie around it on a ring. */
const MIDDLE = { latitude: 36.42, longitude: 118.73 };

/** The register of villages with made-up coordinates. */
export async function fillVillages(owner: pg.Client, { now }: DemoDay): Promise<void> {
  const registered = VILLAGES.filter((name) => !NOT_YET.includes(name));
  const villages = SCHOOLS_WITH_CLASSES.flatMap((school) =>
    registered.map((name, index) => {
      const angle = (index / registered.length) * 2 * Math.PI;
      const away = 0.02 + (index % 3) * 0.012;
      return {
        school_id: school.id,
        id: idOf(school.key, 'village', name),
        name,
        town: TOWN,
        latitude: rounded(MIDDLE.latitude + away * Math.sin(angle)),
        longitude: rounded(MIDDLE.longitude + away * Math.cos(angle)),
        created_by: officeOf(school),
        created_at: now,
        version: 1,
      };
    }),
  );
  await addMissing(owner, 'villages', villages);
  await addMissing(
    owner,
    'village_names',
    villages.flatMap(({ school_id, id, name }) =>
      [name, ...(ALSO[name] ? [ALSO[name]] : [])].map((one, position) => ({
        school_id,
        key: foldWord(one),
        village_id: id,
        name: one,
        position,
      })),
    ),
  );
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
