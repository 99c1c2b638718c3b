/**
 * Sessions at the command line that stand in pages: `console` blocks of `$ command` lines, each with
 * what it prints. They are run, so that no page shows what the program does not say.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { listBlocks, type Page } from './pages.ts'

/** One command of a session, and what the page says that it prints. */
export interface Step {
  readonly command: string
  readonly output: readonly string[]
}

/** A block of commands that are run one after the other in one shell. */
export interface Session {
  readonly page: string
  readonly line: number
  readonly steps: readonly Step[]
}

const PROMPT = '$ '
/** Between the outputs of two commands. No program prints it. */
const SEPARATOR = '\0'
const TIMEOUT_MS = 60_000

/** Stands in for the `npx` of a clone: the program, on the Node that runs this. */
const PRELUDE = 'exec 2>&1; npx() { shift; "$PRATIQUE_NODE" packages/cli/bin/pratique.js "$@"; }'

/** Lists the sessions of a page. */
export function listSessions({ path, text }: Page): readonly Session[] {
  return listBlocks(text)
    .filter(({ language }) => language === 'console')
    .map(({ line, lines }) => ({ page: path, line, steps: toSteps(lines) }))
}

function toSteps(lines: readonly string[]): readonly Step[] {
  const steps: { readonly command: string; readonly output: string[] }[] = []
  for (const line of lines) {
    if (line.startsWith(PROMPT)) steps.push({ command: line.slice(PROMPT.length), output: [] })
    else steps.at(-1)?.output.push(line)
  }
  return steps
}

/** Runs the commands of a session in the folder `root`. Answers what each of them printed. */
export function runSession(root: string, { steps }: Session): readonly Step[] {
  const script = steps.map(({ command }) => `s=$?; printf '\\0'; (exit $s); ${command}`)
  const { stdout, error } = spawnSync('sh', ['-c', [PRELUDE, ...script].join('\n')], {
    cwd: root,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PRATIQUE_NODE: process.execPath, NO_COLOR: '1' },
  })
  if (error) throw error
  const outputs = stdout.split(SEPARATOR).slice(1)
  return steps.map(({ command }, index) => ({ command, output: toLines(outputs[index] ?? '') }))
}

/** Lines without the blanks at their ends, which editors take off pages. */
function toLines(output: string): readonly string[] {
  const lines = output.trimEnd().split('\n')
  return lines.length === 1 && lines[0] === '' ? [] : lines.map((line) => line.trimEnd())
}

/** Writes steps as the lines of a block. */
export function writeSteps(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ command, output }) => [`${PROMPT}${command}`, ...output])
}
