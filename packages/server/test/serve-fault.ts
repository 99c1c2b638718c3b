/**
 * A server of lists as a process of its own, in which an error is thrown that nobody catches.
 *
 * @module
 */

import { serveUntilEnded } from '../src/main.ts'

const [file] = process.argv.slice(2)

await serveUntilEnded({ file, flags: { PRATIQUE_ROLES: 'lists', PRATIQUE_PORT: '0' } }, () => {
  setTimeout(() => {
    throw new Error('Ada Utopian')
  })
})
