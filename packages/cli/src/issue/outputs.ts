/**
 * The files that are made of a certificate: pictures of its codes, and a page.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

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
  readonly size: PageSize
  readonly language: Language
}

export const PAGE_SIZES = ['a4', 'letter', 'id-1'] as const
export type PageSize = (typeof PAGE_SIZES)[number]

export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

const PICTURES: Readonly<Record<string, Outputs['pictures']>> = {
  svg: ['svg'],
  png: ['png'],
  both: ['svg', 'png'],
}

/** @throws {UsageError} `usage.option` */
export function parseOutputs(values: OutputValues): Outputs {
  const { qr = 'svg', pdf = false, page, language } = values
  const pictures = Object.hasOwn(PICTURES, qr) ? PICTURES[qr] : undefined
  if (!pictures) throw new UsageError('usage.option', '--qr takes svg, png or both')
  const size = oneOf('page', PAGE_SIZES, page ?? 'a4')
  const spoken = oneOf('language', LANGUAGES, language ?? 'en')
  if (!pdf && (page !== undefined || language !== undefined)) {
    throw new UsageError('usage.option', '--page and --language go with --pdf')
  }
  return {
    pictures,
    ...(pdf && { page: { size, language: spoken } }),
  }
}

function oneOf<T extends string>(option: string, known: readonly T[], value: string): T {
  const found = known.find((each) => each === value)
  if (found !== undefined) return found
  throw new UsageError('usage.option', `--${option} takes one of ${known.join(', ')}`)
}
