/**
 * The line ends after a text, which are none of a certificate.
 *
 * @module
 */

/** Drops the line ends after a text. By index: a pattern would try at each of many line ends anew. */
export function trimLineEnds(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return text.slice(0, end)
}
