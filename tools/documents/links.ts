/**
 * Links of pages to files of the repository, and to headings in them.
 *
 * @module
 */

import { posix } from 'node:path'
import { type Page, proseOf, type Repository } from './pages.ts'

/** The target of `[text](target)` and of `[name]: target`. */
const LINK = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s+(\S+)/gm

/** What leads out of the repository. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:/i

const CODE_SPAN = /`+[^`\n]+`+/g

/** Names the links that lead nowhere, as `page:line: target`. */
export function findBrokenLinks(repository: Repository, pages: readonly Page[]): readonly string[] {
  const paths = new Set(repository.paths.flatMap(withFolders))
  const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]))
  return pages.flatMap((page) => {
    const prose = proseOf(page.text).replace(CODE_SPAN, (span) => span.replaceAll(/[[\]()]/g, ' '))
    return [...prose.matchAll(LINK)].flatMap(({ 1: inline, 2: reference, index }) => {
      const target = inline ?? reference ?? ''
      if (ADDRESS.test(target) || isThere(page.path, target, paths, anchors)) return []
      const line = prose.slice(0, index).split('\n').length
      return [`${page.path}:${line}: ${target}`]
    })
  })
}

function isThere(
  page: string,
  target: string,
  paths: ReadonlySet<string>,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const [file = '', anchor] = target.split('#', 2)
  const path = file === '' ? page : posix.join(posix.dirname(page), decodeURI(file))
  if (!paths.has(path.replace(/\/$/, ''))) return false
  return anchor === undefined || anchors.get(path)?.has(anchor) === true
}

/** A path, and every folder that it lies in. */
function withFolders(path: string): readonly string[] {
  const folder = posix.dirname(path)
  return folder === '.' ? [path, '.'] : [path, ...withFolders(folder)]
}

/** The anchors that the headings of a page get where Markdown is shown. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...proseOf(text).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
  return new Set(headings)
}
