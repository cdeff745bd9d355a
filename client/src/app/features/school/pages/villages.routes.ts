import type { Routes } from '@angular/router';
import { VillagesPage } from './villages.page.js';

export const routes: Routes = [{ path: '', component: VillagesPage }];
