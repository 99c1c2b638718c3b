/**
 * Segments: fields, repetitions, components and sub-components, by the delimiters that the message states
 * (HL7 v2.5 §2.5).
 *
 * @module
 */

/** What parts a message: MSH-1 and MSH-2. */
export interface Delimiters {
  readonly field: string
  readonly component: string
  readonly repetition: string
  readonly escapeSign: string
  readonly subcomponent: string
}

/** A segment. Fields count from 1, as in the standard; what is not there is the empty text. */
export interface Segment {
  readonly name: string
  /** The whole field as written. */
  raw(field: number): string
  /** The repetitions of a field; none where it is empty. */
  repetitions(field: number): readonly Composite[]
  /** A field that does not repeat; `undefined` if it does. */
  field(field: number): Composite | undefined
}

/** One repetition of a field. */
export interface Composite {
  /** A component, without escapes; `undefined` where one is not understood, or it has parts. */
  component(number: number): string | undefined
  /** The parts of a component. */
  subcomponents(number: number): readonly (string | undefined)[]
}

/** "Delete what you hold": there is no value (HL7 v2.5 §2.5.3). */
const NULL = '""'

const MAX_PARTS = 1000

/** Of a field that is taken apart: documents that stand in a message are longer, and are not. */
const MAX_FIELD_LENGTH = 10_000

const TOO_LONG: Composite = { component: () => undefined, subcomponents: () => [undefined] }

/** Reads MSH-1 and MSH-2. `undefined` if they are no five different signs. */
export function readDelimiters(head: string): Delimiters | undefined {
  const field = head.charAt(3)
  const [, encoding = ''] = head.split(field, 2)
  const [component = '', repetition = '', escapeSign = '', subcomponent = '', ...more] = encoding
  const signs = [field, component, repetition, escapeSign, subcomponent]
  const areSigns = signs.every((sign) => /^[!-/:-@[-`{-~]$/.test(sign))
  // A fifth one says where a text was cut off (v2.7).
  if (!areSigns || new Set(signs).size < signs.length || more.length > 1) return undefined
  return { field, component, repetition, escapeSign, subcomponent }
}

/** Reads a segment. */
export function readSegment(text: string, delimiters: Delimiters): Segment {
  const parts = text.split(delimiters.field)
  const [name = ''] = parts
  // MSH-1 is the delimiter itself.
  const shift = name === 'MSH' ? 1 : 0
  const raw = (field: number): string => {
    const value = parts[field - shift] ?? ''
    return value === NULL ? '' : value
  }
  const repetitions = (field: number): readonly Composite[] => {
    const value = raw(field)
    if (value === '') return []
    if (value.length > MAX_FIELD_LENGTH) return [TOO_LONG]
    const parts = value.split(delimiters.repetition, MAX_PARTS)
    return parts.map((each) => toComposite(each, delimiters))
  }
  return {
    name,
    raw,
    repetitions,
    field(field) {
      const [first = toComposite('', delimiters), ...others] = repetitions(field)
      return others.length === 0 ? first : undefined
    },
  }
}

function toComposite(text: string, delimiters: Delimiters): Composite {
  const components = text.split(delimiters.component, MAX_PARTS)
  const subcomponents = (number: number): readonly (string | undefined)[] =>
    (components[number - 1] ?? '')
      .split(delimiters.subcomponent, MAX_PARTS)
      .map((part) => (part === NULL ? '' : withoutEscapes(part, delimiters)))
  return {
    subcomponents,
    component(number) {
      const [first, ...others] = subcomponents(number)
      return others.every((each) => each === '') ? first : undefined
    },
  }
}

/** Takes the escapes of delimiters out (HL7 v2.5 §2.7). Others are not understood. */
function withoutEscapes(text: string, delimiters: Delimiters): string | undefined {
  const { field, component, repetition, escapeSign, subcomponent } = delimiters
  if (!text.includes(escapeSign)) return text
  const letters: Readonly<Record<string, string>> = {
    ...{ F: field, S: component, R: repetition },
    ...{ T: subcomponent, E: escapeSign },
  }
  const parts = text.split(escapeSign)
  if (parts.length % 2 === 0) return undefined
  let plain = ''
  for (const [i, part] of parts.entries()) {
    const letter = i % 2 === 0 ? part : Object.hasOwn(letters, part) ? letters[part] : undefined
    if (letter === undefined) return undefined
    plain += letter
  }
  return plain
}
