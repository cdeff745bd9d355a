export { DemoModule } from './demo.module.js';
export { loadDemo } from './load-demo.js';
