/**
 * Examples in TypeScript that stand in pages: what they are, and whether they compile against the
 * packages as a user would have them.
 *
 * @module
 */

import { join } from 'node:path'
import ts from 'typescript'
import { listBlocks, type Page } from './pages.ts'

/** An example: a block that imports something, and the blocks after it that go on with it. */
export interface Example {
  readonly page: string
  /** The line of its first block's fence. */
  readonly line: number
  /** As long as the page, so that every line of code keeps its number. */
  readonly code: string
}

const IMPORT = /^import /m

/** Lists the examples of a page. A `ts` block without import goes on with the one before it. */
export function listExamples({ path, text }: Page): readonly Example[] {
  const examples: { readonly page: string; readonly line: number; readonly code: string[] }[] = []
  for (const { language, line, lines } of listBlocks(text)) {
    if (language !== 'ts') continue
    let example = examples.at(-1)
    if (!example || IMPORT.test(lines.join('\n'))) {
      example = { page: path, line, code: [] }
      examples.push(example)
    }
    while (example.code.length < line) example.code.push('')
    example.code.push(...lines)
  }
  return examples.map((each) => ({ ...each, code: `${each.code.join('\n')}\n` }))
}

/** Type-checks examples with the settings of the tests. Answers `page:line: what is wrong`. */
export function checkExamples(root: string, examples: readonly Example[]): readonly string[] {
  const files = new Map(
    examples.map((example) => [join(root, `${example.page}.${example.line}.ts`), example]),
  )
  const options = readOptions(root)
  const program = ts.createProgram([...files.keys()], options, createHost(options, files))
  return [...files].flatMap(([file, { page }]) => {
    const source = program.getSourceFile(file)
    const found = ts
      .getPreEmitDiagnostics(program, source)
      .filter((each) => each.file === undefined || files.has(each.file.fileName))
    return found.map((each) => `${page}:${lineOf(each)}: ${textOf(each)}`)
  })
}

function readOptions(root: string): ts.CompilerOptions {
  const path = join(root, 'tsconfig.tests.json')
  const { config } = ts.readConfigFile(path, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  // An example ends where the reader has understood.
  return { ...options, noUnusedLocals: false, noUnusedParameters: false }
}

/** The examples lie beside their pages, in memory alone. */
function createHost(
  options: ts.CompilerOptions,
  files: ReadonlyMap<string, Example>,
): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  return {
    ...host,
    fileExists: (path) => files.has(path) || fileExists(path),
    readFile: (path) => files.get(path)?.code ?? readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const example = files.get(path)
      return example
        ? ts.createSourceFile(path, example.code, version, true)
        : getSourceFile(path, version, ...rest)
    },
  }
}

function lineOf({ file, start = 0 }: ts.Diagnostic): number {
  return file ? file.getLineAndCharacterOfPosition(start).line + 1 : 1
}

function textOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, ' ')
}
