import type { Routes } from '@angular/router';
import { GuardianLinksPage } from './pages/guardian-links.page.js';

/** Links for the guardians of the child whose file is open. */
export const routes: Routes = [{ path: '', component: GuardianLinksPage }];
