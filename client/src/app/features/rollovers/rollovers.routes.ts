import type { Routes } from '@angular/router';
import { RolloverPage } from './pages/rollover.page.js';

export const routes: Routes = [{ path: '', component: RolloverPage }];
