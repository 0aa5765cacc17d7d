// npm run build: dependencies and dist/, each only where something changed. A file of its own: a module that other modules
// import must not wait for them at its top level.
import { bootstrap } from './bootstrap.mjs';

await bootstrap();
