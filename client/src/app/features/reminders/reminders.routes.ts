import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    loadComponent: () => import('./pages/reminder-channel.page.js').then((file) => file.ReminderChannelPage),
  },
];
