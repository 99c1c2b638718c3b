/**
 * The log: JSON lines of an allow-list of fields. What is not named here cannot be written.
 *
 * @module
 */

import { type DestinationStream, pino } from 'pino'
import { PratiqueError } from 'pratique/errors'
import { isForeseen } from '../request-error.ts'
import { findSqlState } from '../storage/reach.ts'

/** All that a line may say. No path but a route's pattern, no body, no header, no address of who asked. */
export interface LogFields {
  readonly route?: string
  readonly method?: string
  readonly status?: number
  readonly code?: string
  readonly ms?: number
  /** An API key's id, or a person at the identity provider. */
  readonly operator?: string
  readonly site?: string
  readonly count?: number
  readonly job?: string
  readonly address?: string
  readonly roles?: readonly string[]
  /** Of a bug: the kind of error, and where in our code. Never its message, which may quote a value. */
  readonly error?: string
  readonly at?: string
}

export interface Log {
  info(what: string, fields?: LogFields): void
  error(what: string, fields?: LogFields): void
}

const NAMES: readonly (keyof LogFields)[] = [
  'route',
  'method',
  'status',
  'code',
  'ms',
  'operator',
  'site',
  'count',
  'job',
  'address',
  'roles',
  'error',
  'at',
]

/** Makes a log; without a destination it writes to standard output. */
export function createLog(destination?: DestinationStream): Log {
  const options = {
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = destination ? pino(options, destination) : pino(options)
  return {
    info: (what, fields = {}) => logger.info(allowed(fields), what),
    error: (what, fields = {}) => logger.error(allowed(fields), what),
  }
}

/** Tells of an error what it is: of one that was foreseen, its code. */
export function toFields(error: unknown): LogFields {
  return isForeseen(error) ? { code: error.code } : toTrace(error)
}

/** Tells where a bug is: its kind, and where our code met it, without the message that stands before the frames. */
export function toTrace(error: unknown): Pick<LogFields, 'error' | 'at' | 'code'> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { stack = '', message, name } = error
  // A message may be of several lines, of which one looks like a frame.
  const end = stack.indexOf(message) + message.length
  const frames = stack
    .slice(end)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  const own = frames.filter((line) => !/node_modules\/|node:|wasm:/.test(line))
  const code = error instanceof PratiqueError ? error.code : findSqlState(error)
  return {
    error: name,
    ...(code !== undefined && { code }),
    at: (own.length > 0 ? own : frames)
      .slice(0, 4)
      .map((line) => line.trim())
      .join(' '),
  }
}

function allowed(fields: LogFields): LogFields {
  return Object.fromEntries(
    NAMES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  )
}
