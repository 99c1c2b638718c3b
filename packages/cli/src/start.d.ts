/** The bundle that tools/bundle-cli.mjs makes of run.ts. */
export { runProcess } from './run.ts'
