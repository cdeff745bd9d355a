export { StudentFileModule } from './student-file.module.js';
