/**
 * PostgreSQL's own log: on connections of ours it holds no value that is sent, whatever the server is set to log.
 *
 * @module
 */

import type { ClientBase } from 'pg'
import { UnavailableError } from 'pratique/errors'

/** Parameters of statements, and of those that fail; the rows that errors would quote. */
const OWN_SETTINGS: Readonly<Record<string, string>> = {
  log_parameter_max_length_on_error: '0',
}
const SUPERUSER_SETTINGS: Readonly<Record<string, string>> = {
  log_parameter_max_length: '0',
  log_error_verbosity: 'terse',
}

const WORDS =
  'PostgreSQL is set to log statements with their values, and this role may not end it: let a superuser do so for the ' +
  'role (ALTER ROLE … SET log_parameter_max_length = 0), or end the logging of statements'

/**
 * Ends the logging of values for one connection. A role that may not set it does without, as long as no statement is
 * logged at all.
 *
 * @throws {UnavailableError} `unavailable.database` if values would be logged
 */
export async function silence(client: ClientBase): Promise<void> {
  for (const setting of Object.entries(OWN_SETTINGS)) await set(client, setting)
  try {
    for (const setting of Object.entries(SUPERUSER_SETTINGS)) await set(client, setting)
  } catch {
    if (await logsValues(client)) throw new UnavailableError('unavailable.database', WORDS)
  }
}

async function set(client: ClientBase, setting: readonly [string, string]): Promise<void> {
  await client.query('SELECT set_config($1, $2, false)', [...setting])
}

async function logsValues(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT name FROM pg_settings
     WHERE current_setting('log_parameter_max_length') <> '0'
       AND (   (name = 'log_statement' AND setting <> 'none')
            OR (name IN ('log_min_duration_statement', 'log_min_duration_sample') AND setting <> '-1')
            OR (name = 'log_transaction_sample_rate' AND setting <> '0'))`,
  )
  return rows.length > 0
}
