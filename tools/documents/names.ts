/**
 * Names in pages that must be those of the code: files, functions and types, codes, options.
 *
 * @module
 */

import { listBlocks, type Page, proseOf, type Repository } from './pages.ts'

/** A name in a page. */
interface Span {
  readonly line: number
  readonly text: string
}

const FILE = /^[\w@*.-]*(?:\/[\w@*.-]+)*\.(?:ts|mjs|js|json|jsonl|md|pem|png|txt)$/
const FOLDER = /^[\w@.-]+(?:\/[\w@.-]+)*\/$/
const SYMBOL = /^(?:[a-z]+[A-Z]\w*|[A-Z][a-z]+\w*[A-Z]\w*|[A-Z]+_[A-Z_]+)$/
const CODE =
  /^(?:format|signer|signature|key-usage|validity|revocation|content|holder|policy|usage|unavailable)\.[a-z0-9-]+$/
const EXTENSION = /\.(?:ts|md)$/
const COMMAND = /(?:^|\s)(?:npx )?pratique (?<name>[a-z]+(?:-[a-z]+)*)(?<rest>.*)$/
/** What means something in a regular expression; a star stands for a part of a name. */
const SPECIAL = /[.+?^${}()|[\]\\]/g
const OPTION = /(?<=\s)--[a-z-]+/g

/** Names the files and folders that pages speak of and that are not there. */
export function findUnknownFiles({ paths }: Repository, pages: readonly Page[]): readonly string[] {
  const known = (name: string): boolean => {
    const pattern = new RegExp(`(?:^|/)${name.replace(SPECIAL, '\\$&').replaceAll('*', '[^/]*')}`)
    return paths.some((path) => {
      const found = pattern.exec(path)
      return found !== null && (name.endsWith('/') || found.index + found[0].length === path.length)
    })
  }
  return findSpans(pages, ({ text }) => (FILE.test(text) || FOLDER.test(text)) && !known(text))
}

/** Names the functions, types and constants that pages speak of and that no source has. */
export function findUnknownSymbols(
  { paths, read }: Repository,
  pages: readonly Page[],
): readonly string[] {
  const sources = paths.filter((path) => /\.(?:ts|mjs)$/.test(path) && !path.endsWith('.test.ts'))
  const words = new Set(sources.flatMap((path) => read(path).match(/\w+/g) ?? []))
  return findSpans(pages, ({ text }) => SYMBOL.test(text) && !words.has(text))
}

/** Names the codes that pages speak of and that the registry does not have. */
export function findUnknownCodes(
  codes: readonly string[],
  pages: readonly Page[],
): readonly string[] {
  const known = new Set(codes)
  return findSpans(
    pages,
    ({ text }) => CODE.test(text) && !EXTENSION.test(text) && !known.has(text),
  )
}

/**
 * Names the commands and options in blocks of shell that the program does not have.
 *
 * @param usages the help of each command, by its name
 */
export function findUnknownOptions(
  usages: ReadonlyMap<string, string>,
  pages: readonly Page[],
): readonly string[] {
  return pages.flatMap((page) =>
    listCommandLines(page).flatMap(({ line, text }) => {
      const { name = '', rest = '' } = COMMAND.exec(text)?.groups ?? {}
      if (name === '') return []
      const usage = usages.get(name)
      const options = rest.match(OPTION) ?? []
      const unknown = usage ? options.filter((option) => !usage.includes(option)) : [name]
      return unknown.map((each) => `${page.path}:${line}: ${each}`)
    }),
  )
}

/** Lines of shell, and those of sessions that are typed. */
function listCommandLines({ text }: Page): readonly Span[] {
  return listBlocks(text).flatMap(({ language, line, lines }) =>
    lines
      .map((each, index) => ({ line: line + 1 + index, text: each }))
      .filter(
        (each) => language === 'sh' || (language === 'console' && each.text.startsWith('$ ')),
      ),
  )
}

/** The code spans of pages that are wrong, as `page:line: span`. */
function findSpans(pages: readonly Page[], isWrong: (span: Span) => boolean): readonly string[] {
  return pages.flatMap(({ path, text }) =>
    listSpans(proseOf(text))
      .filter(isWrong)
      .map((span) => `${path}:${span.line}: ${span.text}`),
  )
}

function listSpans(prose: string): readonly Span[] {
  return prose
    .split('\n')
    .flatMap((text, index) =>
      [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => ({ line: index + 1, text: span })),
    )
}
