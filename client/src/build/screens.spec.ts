import { readScreens } from '../../tools/screens.mjs';

const SOURCES: Record<string, string> = {
  'src/app.routes.ts': `
    import { Shell } from './shell.js';
    export const routes: Routes = [
      { path: 'sign-in', title: 'signIn.title', data: { firstReads: ['/api/demo'] },
        loadComponent: () => import('./sign-in.page.js').then((file) => file.SignInPage) },
      { path: '', component: Shell, children: [
        { path: '', pathMatch: 'full', redirectTo: firstScreen },
        { path: 'students', title: 'students.title', loadChildren: worded(() => import('./students.routes.js').then((file) => file.routes)) },
        { path: '**', loadComponent: () => import('./not-here.page.js').then((file) => file.NotHerePage) },
      ] },
    ];`,
  'src/students.routes.ts': `
    import { ListPage } from './list.page.js';
    import { PARTS } from './parts.js';
    export const routes: Routes = [
      { path: '', component: ListPage, children: [
        { path: ':id', title: 'students.one', loadComponent: () => import('./student.page.js').then((file) => file.StudentPage) },
        ...PARTS.map((part) => ({ path: part.path, title: part.text, loadChildren: part.load })),
      ] },
    ];`,
  'src/parts.ts': `
    export const PARTS: readonly Part[] = [
      { path: 'roster', text: 'roster.title', load: () => import('./roster.routes.js').then((file) => file.routes) },
    ];`,
  'src/roster.routes.ts': `
    import { RosterPage } from './roster.page.js';
    export const routes: Routes = [{ path: '', component: RosterPage }];`,
};

describe('the screens, read from the routes', () => {
  const screens = readScreens('src/app.routes.ts', (file) => SOURCES[file] ?? '');
  const screen = (path: string) => screens.find((one) => one.path === path);

  it('are all there, and what answers for everything else is none', () => {
    expect(screens.map(({ path }) => path).sort()).toEqual([
      '/',
      '/sign-in',
      '/students',
      '/students/:id',
      '/students/roster',
    ]);
  });

  it('name what is fetched on the way, the screen itself last', () => {
    expect(screen('/students/:id')?.steps).toEqual([
      'src/shell.ts',
      'src/students.routes.ts',
      'src/list.page.ts',
      'src/student.page.ts',
    ]);
    expect(screen('/students/roster')?.steps.at(-1)).toBe('src/roster.page.ts');
  });

  it('know their titles, what they read at once, and whether they wait for every text', () => {
    expect(screen('/sign-in')).toMatchObject({ title: 'signIn.title', reads: ['/api/demo'], worded: false });
    expect(screen('/students/:id')).toMatchObject({ title: 'students.one', reads: [], worded: true });
    expect(screen('/students/roster')).toMatchObject({ title: 'roster.title', worded: true });
  });
});
