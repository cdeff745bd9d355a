import type { Routes } from '@angular/router';
import { TodayPage } from './pages/today.page.js';

export const routes: Routes = [{ path: '', component: TodayPage }];
