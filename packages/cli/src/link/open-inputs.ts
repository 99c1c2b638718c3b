/**
 * Reading of inputs among which encrypted files of a link may be.
 *
 * @module
 */

import { readInputs } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import { isLinkFile } from './is-link-file.ts'
import type { OpenedFiles } from './open-files.ts'

/**
 * Reads all inputs, and opens the files among them with the links beside them. What is needed for that
 * is loaded where there are any.
 *
 * @throws {UsageError} as of `readInputs`; `usage.link`
 */
export async function openInputs(args: readonly string[], io: Io): Promise<OpenedFiles> {
  const { texts, faults } = await readInputs(args, io)
  if (!texts.some(({ text }) => isLinkFile(text))) return { texts, others: [], faults }
  const { openFiles } = await import('./open-files.ts')
  const opened = await openFiles(texts, io)
  return { ...opened, faults: faults + opened.faults }
}
