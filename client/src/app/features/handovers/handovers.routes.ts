import type { Routes } from '@angular/router';
import { HandoverPage } from './pages/handover.page.js';
import { HandoversPage } from './pages/handovers.page.js';

export const routes: Routes = [
  { path: '', component: HandoversPage },
  { path: ':id', component: HandoverPage },
];
