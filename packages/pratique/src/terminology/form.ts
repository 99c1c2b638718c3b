/**
 * Reading of a JSON form that a person wrote: what is wrong is noted with its path, and reading goes on.
 *
 * @module
 */

import { isJsonObject, member } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { CatalogueFault } from './catalogue-form.ts'

/** An object of the form, and where it stands in the file. */
export interface Form {
  readonly object: JsonObject
  readonly path: string
  readonly faults: CatalogueFault[]
}

const MAX_ROWS = 50_000
const MAX_TEXT_LENGTH = 200
const MAX_DOSES = 9

/** Begins reading. Faults are added to the list. */
export function readForm(value: JsonValue | undefined, faults: CatalogueFault[], path = ''): Form {
  const isObject = isJsonObject(value)
  if (!isObject) faults.push({ path, expected: 'an object' })
  return { object: isObject ? value : {}, path, faults }
}

/** Notes a fault of a member; of one member, the first tells enough. */
export function fault(form: Form, name: string, expected: string): void {
  const path = pathOf(form, name)
  if (!form.faults.some((each) => each.path === path)) form.faults.push({ path, expected })
}

/** Notes members that nobody reads: they are misspelt. */
export function onlyMembers(form: Form, names: readonly string[]): void {
  const others = Object.keys(form.object).filter((name) => !names.includes(name))
  // Not by its name: that is input.
  if (others.length > 0) {
    form.faults.push({ path: form.path, expected: `no members but ${names.join(', ')}` })
  }
}

export function has({ object }: Form, name: string): boolean {
  return member(object, name) !== undefined
}

export function at(form: Form, name: string): Form {
  return readForm(member(form.object, name), form.faults, pathOf(form, name))
}

/** Reads a text that must be there. */
export function text(form: Form, name: string): string {
  const value = member(form.object, name)
  const isText = typeof value === 'string' && value.trim() !== ''
  if (isText && value.length <= MAX_TEXT_LENGTH) return value
  fault(form, name, `text of 1 to ${MAX_TEXT_LENGTH} characters`)
  return ''
}

export function optionalText(form: Form, name: string): string | undefined {
  return has(form, name) ? text(form, name) : undefined
}

export function optionalFlag(form: Form, name: string): boolean | undefined {
  const value = member(form.object, name)
  if (value === undefined || typeof value === 'boolean') return value
  fault(form, name, 'true or false')
  return undefined
}

/** Reads a number of doses. */
export function optionalCount(form: Form, name: string): number | undefined {
  const value = member(form.object, name)
  if (value === undefined) return undefined
  const isCount = typeof value === 'number' && Number.isInteger(value)
  if (isCount && value > 0 && value <= MAX_DOSES) return value
  fault(form, name, `a whole number from 1 to ${MAX_DOSES}`)
  return undefined
}

/** Reads a list of objects; none where it is absent. */
export function list(form: Form, name: string): readonly Form[] {
  const value = member(form.object, name) ?? []
  const path = pathOf(form, name)
  if (!Array.isArray(value) || value.length > MAX_ROWS) {
    fault(form, name, `an array of at most ${MAX_ROWS}`)
    return []
  }
  return value.map((each: JsonValue, i) => readForm(each, form.faults, `${path}[${i}]`))
}

function pathOf({ path }: Form, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
