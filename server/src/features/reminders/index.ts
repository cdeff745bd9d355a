export { REMINDER_ENTITIES } from './reminder.entities.js';
export { RemindersModule } from './reminders.module.js';
