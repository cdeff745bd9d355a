import type { Routes } from '@angular/router';
import { TalksPage } from './pages/talks.page.js';

export const routes: Routes = [{ path: '', component: TalksPage }];
