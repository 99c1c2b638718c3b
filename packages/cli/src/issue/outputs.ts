/**
 * The files that are made of a certificate: pictures of its codes, and a page.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { PrintLanguage, SheetSize } from 'pratique/print'

/** Values of the options about what goes out. */
export interface OutputValues {
  readonly qr?: string | undefined
  readonly pdf?: boolean | undefined
  readonly page?: string | undefined
  readonly language?: string | undefined
}

/** What is to be made of each certificate. */
export interface Outputs {
  readonly pictures: readonly ('svg' | 'png')[]
  readonly page?: PageOutput
}

export interface PageOutput {
  readonly size: SheetSize
  readonly language: PrintLanguage
}

const PICTURES: Readonly<Record<string, Outputs['pictures']>> = {
  svg: ['svg'],
  png: ['png'],
  both: ['svg', 'png'],
}

/** @throws {UsageError} `usage.option` */
export async function parseOutputs(values: OutputValues): Promise<Outputs> {
  const { qr = 'svg', pdf = false, page, language } = values
  const pictures = Object.hasOwn(PICTURES, qr) ? PICTURES[qr] : undefined
  if (!pictures) throw new UsageError('usage.option', '--qr takes svg, png or both')
  if (!pdf && (page !== undefined || language !== undefined)) {
    throw new UsageError('usage.option', '--page and --language go with --pdf')
  }
  return { pictures, ...(pdf && { page: await parsePage(values) }) }
}

async function parsePage({ page = 'a4', language = 'en' }: OutputValues): Promise<PageOutput> {
  const { PRINT_LANGUAGES, SHEET_SIZES } = await import('pratique/print')
  return {
    size: oneOf('page', SHEET_SIZES, page),
    language: oneOf('language', PRINT_LANGUAGES, language),
  }
}

function oneOf<T extends string>(option: string, known: readonly T[], value: string): T {
  const found = known.find((each) => each === value)
  if (found !== undefined) return found
  throw new UsageError('usage.option', `--${option} takes one of ${known.join(', ')}`)
}
