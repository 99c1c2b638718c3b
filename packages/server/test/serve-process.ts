/**
 * A server as a process of its own, by the configuration that is named: what tests kill.
 *
 * @module
 */

import { serveUntilEnded } from '../src/main.ts'

const [file] = process.argv.slice(2)

await serveUntilEnded({ file, flags: { PRATIQUE_ROLES: 'worker', PRATIQUE_PORT: '0' } }, () => {
  process.send?.('at work')
})
process.exit(0)
