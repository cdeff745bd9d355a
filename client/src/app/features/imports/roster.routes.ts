import type { Routes } from '@angular/router';
import { RosterPage } from './pages/roster.page.js';

/** The roster of all pupils, a part of the school's set-up. */
export const routes: Routes = [{ path: '', component: RosterPage }];
