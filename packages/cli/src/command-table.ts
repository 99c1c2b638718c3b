/**
 * The commands but `help`, which tells about them. Each is loaded when it is called, and none before.
 *
 * @module
 */

import type { Io } from './io.ts'

/** A command's module: its help, and what it does. */
export interface CommandModule {
  readonly USAGE: string
  /** @returns the exit code */
  readonly run: (args: readonly string[], io: Io) => Promise<number>
  /** Of a command that is several, such as `trust sync`: these, by the word after it. */
  readonly PARTS?: readonly Command[]
}

/** A command as the table knows it. */
export interface Command {
  readonly name: string
  readonly load: () => Promise<CommandModule>
}

export const COMMANDS: readonly Command[] = [
  { name: 'verify', load: () => import('./commands/verify.ts') },
  { name: 'read', load: () => import('./commands/read.ts') },
  { name: 'trust', load: () => import('./commands/trust.ts') },
  { name: 'bundle', load: () => import('./commands/bundle.ts') },
  { name: 'issue', load: () => import('./commands/issue.ts') },
  { name: 'keys', load: () => import('./commands/keys.ts') },
  { name: 'lists', load: () => import('./commands/lists.ts') },
  { name: 'revoke', load: () => import('./commands/revoke.ts') },
  { name: 'policy', load: () => import('./commands/policy.ts') },
  { name: 'serve', load: () => import('./commands/serve.ts') },
  { name: 'config', load: () => import('./commands/config.ts') },
  { name: 'api-keys', load: () => import('./commands/api-keys.ts') },
  { name: 'batch', load: () => import('./commands/batch.ts') },
  { name: 'demo', load: () => import('./commands/demo.ts') },
  { name: 'conformance', load: () => import('./commands/conformance.ts') },
]
