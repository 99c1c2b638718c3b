/**
 * The policies that come with the program, as examples: each is to be checked before it is used.
 *
 * @module
 */

import { fs } from '../builtins.ts'

/** From where this is compiled to; nothing that the program starts with imports it. */
const FOLDER = new URL('../../data/policies/', import.meta.url)

const CASES = '.cases.json'
const POLICY = '.json'

/** A name as policies have it. */
const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/

/** The names there are. */
export function shippedNames(): readonly string[] {
  return fs
    .readdirSync(FOLDER)
    .filter((file) => file.endsWith(POLICY) && !file.endsWith(CASES))
    .map((file) => file.slice(0, -POLICY.length))
    .toSorted()
}

/** The path of a policy that comes with the program, unless there is none of this name. */
export function findShipped(name: string): URL | undefined {
  if (!NAME.test(name)) return undefined
  const file = new URL(`${name}${POLICY}`, FOLDER)
  return fs.existsSync(file) ? file : undefined
}
