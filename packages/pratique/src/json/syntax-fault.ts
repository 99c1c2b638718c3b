/**
 * Where a text stops being JSON, for whoever wrote it. Asked only once `JSON.parse` has refused it, whose own
 * message quotes the text.
 *
 * @module
 */

/** So deep do arrays and objects lie inside one another that are looked into. */
const MAX_DEPTH = 64

const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

/** @returns the end of what the pattern takes at a position, which is that position if it takes nothing */
function skip(text: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text) ? pattern.lastIndex : at
}

/** A position behind something, or where it is broken. */
interface Step {
  readonly at: number
  readonly isBroken: boolean
}

const good = (at: number): Step => ({ at, isBroken: false })
const broken = (at: number): Step => ({ at, isBroken: true })

/** Goes over a value and the white space around it. */
function value(text: string, from: number, depth: number): Step {
  const at = skip(text, SPACE, from)
  const first = text[at]
  const step = first === '{' || first === '[' ? list(text, at, depth) : scalar(text, at, first)
  return step.isBroken ? step : good(skip(text, SPACE, step.at))
}

function scalar(text: string, at: number, first: string | undefined): Step {
  if (first === '"') return string(text, at)
  const end = Math.max(skip(text, NUMBER, at), skip(text, WORD, at))
  return end > at ? good(end) : broken(at)
}

function string(text: string, at: number): Step {
  const end = skip(text, STRING, at)
  return end > at && text[end] === '"' ? good(end + 1) : broken(end)
}

/** Of an array, or of an object, whose values have names. */
function list(text: string, from: number, depth: number): Step {
  const isObject = text[from] === '{'
  const closing = isObject ? '}' : ']'
  if (depth === 0) return broken(from)
  let at = skip(text, SPACE, from + 1)
  if (text[at] === closing) return good(at + 1)
  for (;;) {
    if (isObject) {
      const name = string(text, skip(text, SPACE, at))
      if (name.isBroken) return name
      at = skip(text, SPACE, name.at)
      if (text[at] !== ':') return broken(at)
      at++
    }
    const step = value(text, at, depth - 1)
    if (step.isBroken) return step
    at = step.at
    if (text[at] === closing) return good(at + 1)
    if (text[at] !== ',') return broken(at)
    at++
  }
}

/**
 * Says where a text that is no JSON (RFC 8259) stops being some, without any of it: `ends at character 17`,
 * or `is none from line 2, character 10 on`, both counted from 1.
 */
export function describeSyntaxFault(text: string): string {
  const { at } = value(text, 0, MAX_DEPTH)
  if (at >= text.length) return `ends at character ${text.length}, before it is whole`
  const before = text.slice(0, at)
  const lines = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  const line = text.trimEnd().includes('\n') ? `line ${lines}, ` : ''
  return `is none from ${line}character ${column} on`
}
