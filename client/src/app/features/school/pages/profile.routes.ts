import type { Routes } from '@angular/router';
import { ProfilePage } from './profile.page.js';

export const routes: Routes = [{ path: '', component: ProfilePage }];
