/**
 * Protects the meaning of codes: each code of the registry is expected by a row of a vector (the tests
 * that run the vectors prove that it is produced), has a message in every language and a page. And
 * none of these speaks of a code that does not exist.
 *
 * @module
 */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lineOf, runIfMain } from './repository.mjs'

const REGISTRY = 'packages/pratique/src/codes.ts'
const MESSAGES = /^packages\/pratique\/src\/messages\/[a-z]{2}(-[A-Za-z]+)?\.ts$/
const ENGLISH = 'packages/pratique/src/messages/en.ts'
const PAGE = /^docs\/codes\/([a-z-]+\.[a-z0-9-]+)\.md$/

/**
 * Finds what a code lacks, and what speaks of a code that does not exist.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {Promise<import('./repository.mjs').Fault[]>}
 */
export async function findFaults({ root, paths, read }) {
  if (!process.features.typescript) {
    return [fault(REGISTRY, 1, 'this Node cannot load TypeScript: use npm run check')]
  }
  const codes = await loadCodes(root)
  const known = new Set(codes)
  const { rows, faults } = readRows(paths, read)
  const languages = await loadMessages(root, paths)
  const places = [...rows, ...languages.flatMap(({ places }) => places), ...listPages(paths)]
  const sources = [
    { codes: codesOf(rows), lack: () => 'no row in vectors/' },
    ...languages.map(({ file, places }) => ({
      codes: codesOf(places),
      lack: () => `no message in ${file}`,
    })),
    { codes: codesOf(listPages(paths)), lack: (code) => `no page docs/codes/${code}.md` },
  ]

  for (const [index, code] of codes.entries()) {
    const lacks = sources.filter((source) => !source.codes.has(code)).map(({ lack }) => lack(code))
    if (codes.indexOf(code) !== index) lacks.push('a second declaration')
    if (lacks.length === 0) continue
    const line = lineOf(read(REGISTRY), `'${code}'`)
    faults.push(fault(REGISTRY, line, `${code} has ${lacks.join(', ')}: mend each`))
  }
  for (const { file, line, code } of places) {
    if (!known.has(code)) faults.push(fault(file, line, `${code} is no code: see ${REGISTRY}`))
  }
  return faults
}

function codesOf(places) {
  return new Set(places.map(({ code }) => code))
}

/** The messages of every language there is; English there must be. */
async function loadMessages(root, paths) {
  const files = new Set([ENGLISH, ...paths.filter((path) => MESSAGES.test(path))])
  return Promise.all(
    [...files].map(async (file) => {
      const messages = paths.includes(file) ? (await load(root, file)).MESSAGES : {}
      return { file, places: Object.keys(messages ?? {}).map((code) => ({ file, line: 1, code })) }
    }),
  )
}

function listPages(paths) {
  return paths.flatMap((file) => {
    const code = PAGE.exec(file)?.[1]
    return code === undefined ? [] : [{ file, line: 1, code }]
  })
}

/** Every code that a row of a vector expects, with its place. */
function readRows(paths, read) {
  const rows = []
  const faults = []
  for (const file of paths.filter((path) => /^vectors\/.*\.jsonl$/.test(path))) {
    for (const [index, text] of read(file).split('\n').entries()) {
      if (text.trim() === '') continue
      try {
        for (const code of expectedCodes(JSON.parse(text)))
          rows.push({ file, line: index + 1, code })
      } catch {
        faults.push(fault(file, index + 1, 'this line is not JSON: write one object a line'))
      }
    }
  }
  return { rows, faults }
}

function expectedCodes(row) {
  const { code, codes = [], remarks = [] } = row?.expect ?? {}
  return [code, ...codes, ...remarks].filter((value) => typeof value === 'string')
}

async function loadCodes(root) {
  const registry = await load(root, REGISTRY)
  return Object.keys(registry)
    .filter((name) => name.endsWith('_CODES'))
    .flatMap((name) => registry[name])
}

function load(root, path) {
  return import(pathToFileURL(join(root, path)).href)
}

function fault(file, line, message) {
  return { file, line, message }
}

await runIfMain(import.meta.url, findFaults)
