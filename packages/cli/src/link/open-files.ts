/**
 * Encrypted files among the inputs, opened with the links beside them: nothing is fetched.
 *
 * @module
 */

import { FormatError, UsageError } from 'pratique/errors'
import { type LinkFile, type LinkPayload, openLinkFile } from 'pratique/smart-health-link'
import type { InputText } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import { findLink } from './find-link.ts'
import { isLinkFile } from './is-link-file.ts'
import type { UnsignedFile } from './unsigned.ts'

/** What became of the inputs. */
export interface OpenedFiles {
  /** What is to be verified: cards in the place of their files, and every input that is neither. */
  readonly texts: readonly InputText[]
  /** Files that are no cards. */
  readonly others: readonly OtherFile[]
  /** How many files did not open; each has been said on standard error. */
  readonly faults: number
}

/** A file that is no card, and where it came from. */
export interface OtherFile {
  readonly file: UnsignedFile
  readonly source: InputText
}

interface Link {
  readonly input: InputText
  readonly payload: LinkPayload
}

/**
 * Opens the files among some inputs. A link that opened one is done with, unless it is signed itself.
 *
 * @throws {UsageError} `usage.link` if there is no link to open them with
 */
export async function openFiles(inputs: readonly InputText[], io: Io): Promise<OpenedFiles> {
  const links = inputs.flatMap(toLink)
  if (links.length === 0) {
    const advice = 'give the link that it came from beside it'
    throw new UsageError('usage.link', `a file is encrypted, and no input is its link: ${advice}`)
  }
  const texts: InputText[] = []
  const others: OtherFile[] = []
  const used = new Set<InputText>()
  let faults = 0
  for (const input of inputs) {
    if (!isLinkFile(input.text)) {
      texts.push(input)
      continue
    }
    const opened = await openByAny(input, links)
    if (opened instanceof FormatError) {
      io.err(`pratique: ${input.name} was not opened: ${opened.message} [${opened.code}]\n`)
      faults++
      continue
    }
    used.add(opened.link.input)
    const { file } = opened
    if (file.kind === 'smart-health-card') texts.push({ ...input, text: file.text })
    else others.push({ file, source: input })
  }
  return { texts: texts.filter((input) => !used.has(input) || isSigned(input)), others, faults }
}

function toLink(input: InputText): readonly Link[] {
  const payload = findLink(input.text)
  return payload === undefined || payload instanceof FormatError ? [] : [{ input, payload }]
}

/** A link inside a certificate: whose it is remains to be told. */
function isSigned({ text }: InputText): boolean {
  return text.trimStart().startsWith('HC1:')
}

async function openByAny(
  { text }: InputText,
  links: readonly Link[],
): Promise<{ readonly file: LinkFile; readonly link: Link } | FormatError> {
  let refusal = new FormatError('format.decrypt', 'there is no link')
  for (const link of links) {
    try {
      return { file: await openLinkFile(text, link.payload.key), link }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      refusal = error
      // With another key it would fail just the same.
      if (error.code !== 'format.decrypt') break
    }
  }
  return refusal
}
