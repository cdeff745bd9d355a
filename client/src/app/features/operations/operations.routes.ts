import type { Routes } from '@angular/router';
import { OperationsPage } from './pages/operations.page.js';

export const routes: Routes = [{ path: '', component: OperationsPage }];
