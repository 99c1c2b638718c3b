/**
 * The policies that come with the page, as examples: no country's rules, and asked about only as long as
 * nobody has signed any.
 *
 * @module
 */

import type { CarriedPolicy } from 'pratique/bundle'

const FILES = import.meta.glob<string>(['#data/policies/*.json', '!#data/policies/*.cases.json'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

export const EXAMPLES: readonly CarriedPolicy[] = Object.entries(FILES).map(([path, text]) => ({
  kind: 'pratique-policy',
  name: path.split('/').at(-1)?.replace('.json', '') ?? path,
  bytes: new TextEncoder().encode(text),
}))
