/**
 * Names that do not fit (ICAO Doc 9303-4 §4.2.2, §4.2.3; the same in Parts 5 and 6).
 *
 * @module
 */

/**
 * Shortens the components of an identifier until they fit, parted by one `<`: the longest gives its last
 * letter, among equals the last. When all are initials, the last are left out.
 *
 * No component is empty, so that what fills its place ends with a letter: it may have been cut.
 */
export function shorten(components: readonly string[], maxLength: number): readonly string[] {
  if (components.join('<').length <= maxLength) return components
  const kept = components.slice(0, Math.max(0, Math.ceil(maxLength / 2)))
  const lengths = kept.map(({ length }) => Math.min(length, maxLength))
  let excess = lengths.reduce((sum, length) => sum + length + 1, -1) - maxLength
  for (; excess > 0; excess--) {
    const longest = lengths.reduce(
      (best, length, i) => (length >= (lengths[best] ?? 0) ? i : best),
      0,
    )
    lengths[longest] = (lengths[longest] ?? 0) - 1
  }
  return kept.map((component, i) => component.slice(0, lengths[i]))
}

/**
 * Writes the name field: the primary identifier, `<<`, the secondary, and fillers.
 *
 * One that is too long is cut as the standard has it: the secondary identifier first, and the primary
 * only until one letter of the secondary fits.
 */
export function writeNameField(primary: string, secondary: string, length: number): string {
  const [family, given] = [primary.split('<'), secondary === '' ? [] : secondary.split('<')]
  const room = given.length === 0 ? length : length - 3
  const first = shorten(family, room).join('<')
  if (given.length === 0) return first.padEnd(length, '<')
  return `${first}<<${shorten(given, length - 2 - first.length).join('<')}`.padEnd(length, '<')
}
