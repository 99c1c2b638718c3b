/**
 * The pages of the repository, and the fenced blocks in them.
 *
 * @module
 */

/** A page of Markdown. */
export interface Page {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly text: string
}

/** A fenced block of a page. */
export interface Block {
  /** What stands after the fence, such as `ts`. */
  readonly language: string
  /** The line of the opening fence, from 1. */
  readonly line: number
  readonly lines: readonly string[]
}

/** What a checkout gives: see `openRepository` in tools/repository.mjs. */
export interface Repository {
  readonly root: string
  readonly paths: readonly string[]
  read(path: string): string
}

const FENCE = /^```(\S*)\s*$/

/** Opens this repository. */
export async function openThis(): Promise<Repository> {
  const tools: { openRepository(root: string): Repository; ROOT: string } = await import(
    new URL('../repository.mjs', import.meta.url).href
  )
  return tools.openRepository(tools.ROOT)
}

/** Lists the pages of a repository. */
export function listPages({ paths, read }: Repository): readonly Page[] {
  return paths.filter((path) => path.endsWith('.md')).map((path) => ({ path, text: read(path) }))
}

/** Lists the fenced blocks of a page, in their order. */
export function listBlocks(text: string): readonly Block[] {
  const blocks: Block[] = []
  let open:
    | { readonly language: string; readonly line: number; readonly lines: string[] }
    | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const fence = FENCE.exec(line)
    if (!fence) open?.lines.push(line)
    else if (open) {
      blocks.push(open)
      open = undefined
    } else open = { language: fence[1] ?? '', line: index + 1, lines: [] }
  }
  return blocks
}

/** The prose of a page: its fenced blocks are blank, and every line keeps its number. */
export function proseOf(text: string): string {
  const lines = text.split('\n')
  for (const { line, lines: inside } of listBlocks(text))
    lines.fill('', line - 1, line + inside.length + 1)
  return lines.join('\n')
}
