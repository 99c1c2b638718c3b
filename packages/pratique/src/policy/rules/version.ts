/**
 * Versions of rules and engines: numbers between dots, compared as numbers (Semantic Versioning 2.0.0 §11).
 *
 * @module
 */

/**
 * Compares two versions: negative if the first is the lower.
 *
 * A part that is no number counts as 0, and missing ones too: versions come from many hands.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [toParts(a), toParts(b)]
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function toParts(version: string): readonly number[] {
  const [release = ''] = version.split(/[-+]/)
  return release.split('.').map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : 0))
}
