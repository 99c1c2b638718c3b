/**
 * The forms that are published as JSON Schema, in the description of the API.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import type { App } from './app.ts'

const FILES = {
  Order: import.meta.resolve('pratique/schemas/order.json'),
  Verification: import.meta.resolve('pratique/schemas/verification.json'),
} as const

type Published = keyof typeof FILES

/** Where the description has a form. */
export const PUBLISHED: Readonly<Record<Published, { readonly $ref: string }>> = {
  Order: { $ref: '#/components/schemas/Order' },
  Verification: { $ref: '#/components/schemas/Verification' },
}

/** Puts a form into the description, and each of its parts by a name of its own, such as `OrderHolder`. */
export function describePublished({ openAPIRegistry: registry }: App, name: Published): void {
  const text = readFileSync(new URL(FILES[name]), 'utf8')
  const {
    $schema: _,
    $defs,
    ...form
  } = JSON.parse(text, (key, value) => (key === '$ref' ? toPlace(name, value) : value))
  for (const [part, schema] of Object.entries({ ...$defs })) {
    registry.registerComponent('schemas', toName(name, part), Object(schema))
  }
  registry.registerComponent('schemas', name, form)
}

/** In a file of its own a reference leads to `$defs` (JSON Schema 2020-12 §8.2.4). */
function toPlace(name: Published, reference: string): string {
  return `#/components/schemas/${toName(name, reference.replace('#/$defs/', ''))}`
}

function toName(name: Published, part: string): string {
  return `${name}${part.charAt(0).toUpperCase()}${part.slice(1)}`
}
