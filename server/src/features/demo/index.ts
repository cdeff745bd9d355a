export { DemoModule } from './demo.module.js';
export { loadDemo, type Demo } from './load-demo.js';
