/**
 * Statements that come with every certificate: each is put into words once. To do so anew takes kysely some 65 µs.
 *
 * @module
 */

import type { CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Asks with values. Returns the rows of the answer. */
export type Prepared<Values, Row> = (db: Kysely<Tables>, values: Values) => Promise<readonly Row[]>

/** Where a value stands in a statement. */
class Place {
  readonly name: string | symbol

  constructor(name: string | symbol) {
    this.name = name
  }
}

const PLACES = new Proxy(
  {},
  {
    get: (_, name) => new Place(name),
    ownKeys: () => {
      throw new Error('unreachable: values of a prepared statement are taken one by one')
    },
  },
)

/**
 * Prepares a statement.
 *
 * @param write puts it into words, when it is first asked. Its values stand for those of every time, and are not looked
 *   at: what depends on one is worked out before
 */
export function prepare<Values extends object, Row>(
  write: (db: Kysely<Tables>, values: Values) => CompiledQuery<Row>,
): Prepared<Values, Row> {
  let written: CompiledQuery<Row> | undefined
  return async (db, values) => {
    written ??= write(db, PLACES as Values)
    const parameters = written.parameters.map((each) =>
      each instanceof Place ? values[each.name as keyof Values] : each,
    )
    const { rows } = await db.executeQuery<Row>({ ...written, parameters })
    return rows
  }
}
