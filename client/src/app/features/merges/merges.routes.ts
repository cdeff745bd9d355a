import type { Routes } from '@angular/router';
import { MergePage } from './pages/merge.page.js';
import { MergesPage } from './pages/merges.page.js';

export const routes: Routes = [
  { path: '', component: MergesPage },
  { path: ':keepId/:mergeId', component: MergePage },
];
