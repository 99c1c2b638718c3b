/**
 * A server as a process of its own, by the configuration that is named: what tests kill.
 *
 * @module
 */

import { flushCompileCache } from 'node:module'
import { serveUntilEnded } from '../src/main.ts'

const [file] = process.argv.slice(2)

await serveUntilEnded({ file, flags: { PRATIQUE_ROLES: 'worker', PRATIQUE_PORT: '0' } }, () => {
  // Whoever is killed leaves what it has compiled to those who are started after it.
  flushCompileCache()
  process.send?.('at work')
})
process.exit(0)
