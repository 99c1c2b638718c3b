/**
 * Protects every other machine, and the privacy of this one: no file names a folder of the machine it
 * was written on, or the host of a package registry.
 *
 * @module
 */

import { lineOf, runIfMain } from './repository.mjs'

/** Written so that no pattern finds itself in this file. */
const PATTERNS = [
  {
    pattern: /(?<![\w.~-])\/(work|root|home|Users)\/\w*/g,
    advice: 'a path of one machine: write it relative to the repository',
  },
  {
    pattern: /\b[A-Z]:\\{1,2}(Users|Documents)\b/g,
    advice: 'a path of one machine: write it relative to the repository',
  },
  {
    pattern: /\bregistry\.(npmjs|yarnpkg|npmmirror)\.(org|com)\b/g,
    advice: "a registry's host: name the package alone",
  },
  {
    pattern: /\b(deb|ftp|security|snapshot)(\.\w+)?\.debian\.org\b/g,
    advice: "a registry's host: name the package alone",
  },
]

/**
 * Finds paths of a machine and hosts of registries.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {import('./repository.mjs').Fault[]}
 */
export function findFaults({ paths, read }) {
  return paths.flatMap((file) => {
    const text = read(file)
    if (text.includes('\0')) return [] // a picture or the like
    return PATTERNS.flatMap(({ pattern, advice }) => {
      const found = new Set([...text.matchAll(pattern)].map(([match]) => match))
      return [...found].map((match) => ({
        file,
        line: lineOf(text, match),
        message: `${match} is ${advice}`,
      }))
    })
  })
}

await runIfMain(import.meta.url, findFaults)
