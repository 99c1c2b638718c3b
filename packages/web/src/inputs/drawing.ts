/**
 * Drawings (SVG) before a browser draws them: what refers to what refers to others comes to millions of
 * elements in a few kilobytes, and the page would stand still for as long.
 *
 * @module
 */

/** Some seconds on a telephone; the largest symbol has 15,753 runs. */
const MAX_ELEMENTS = 50_000
const MAX_BYTES = 8_000_000

/** An element of the same drawing, in any attribute (`href`, `mask`, `style`); colours look alike, and name none. */
const REFERENCE = /#([^\s'"();,]+)/g

/** What no name has that is referred to in one way. */
const NAME = /^[\p{L}\p{N}_.:-]*$/u

/** What may hide a reference: escapes of CSS and of addresses, rules, and drawings within. */
const HIDDEN = /\\|#[^\s'"();,]*%|data:[^,]*svg/i
const HIDDEN_IN_RULES = /\\|url\(|@import/i

/** The drawing as it was understood, in UTF-8; `undefined` if it is none, or comes to too much. */
export function readDrawing(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  if (bytes.length > MAX_BYTES) return undefined
  const parsed = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml')
  const root = parsed.documentElement
  const elements = [...parsed.querySelectorAll('*')]
  const isWhole = root.localName === 'svg' && !parsed.querySelector('parsererror')
  if (!isWhole || elements.length > MAX_ELEMENTS || elements.some(hides)) return undefined
  return weigh(root, new Map()) > MAX_ELEMENTS
    ? undefined
    : new XMLSerializer().serializeToString(root)
}

function hides(element: Element): boolean {
  const isRules = element.localName.toLowerCase() === 'style'
  if (isRules && HIDDEN_IN_RULES.test(element.textContent ?? '')) return true
  return !NAME.test(element.id) || [...element.attributes].some(({ value }) => HIDDEN.test(value))
}

/** How many elements it comes to where every reference is followed: without end, if they go in circles. */
function weigh(element: Element, known: Map<Element, number>): number {
  const before = known.get(element)
  if (before !== undefined) return before
  known.set(element, Number.POSITIVE_INFINITY)
  const values = [...element.attributes].map(({ value }) => value)
  const named = values
    .flatMap((value) => [...value.matchAll(REFERENCE)])
    .flatMap(([, id = '']) => element.ownerDocument.getElementById(id) ?? [])
  const sum = [...element.children, ...named].reduce((all, each) => all + weigh(each, known), 1)
  known.set(element, sum)
  return sum
}
