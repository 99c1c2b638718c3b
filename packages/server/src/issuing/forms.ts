/**
 * A certificate as its holder gets it: text, picture or page.
 *
 * @module
 */

import { createPrinter, type Printer } from '@pratique/node/print'
import type { Issued } from 'pratique/issue'
import { describePage, type PrintLanguage } from 'pratique/print'
import { type QrSymbol, toPng, toSvg } from 'pratique/qr'
import { RequestError } from '../request-error.ts'
import type { Authority, CertificateRequest } from './authority.ts'
import { draw } from './symbol.ts'

/** The forms a certificate can be had in, the one that is given unasked first. */
export const FORMS = [
  'application/json',
  'text/plain',
  'image/svg+xml',
  'image/png',
  'application/pdf',
] as const

export type Form = (typeof FORMS)[number]

/** The forms that hold one code. */
const OF_ONE_SYMBOL: readonly Form[] = ['image/svg+xml', 'image/png']

/**
 * Makes sure that what is asked for can be had in a form, before it is issued.
 *
 * @throws {RequestError} `request.accept` for a picture of a certificate of several codes
 */
export async function requireAvailable(
  authority: Authority,
  request: CertificateRequest,
  form: Form,
): Promise<void> {
  if (!OF_ONE_SYMBOL.includes(form)) return
  const count = await authority.countSymbols(request)
  if (count !== undefined && count > 1) throw new RequestError('request.accept')
}

/** How a page is to look. */
export interface PageStyle {
  readonly size: 'a4' | 'letter' | 'id-1'
  readonly language: PrintLanguage
}

const UTF8 = new TextEncoder()

/** One printer a size of paper; it is loaded with the first page. */
const printers = new Map<PageStyle['size'], Printer>()

/**
 * Brings a certificate into a form.
 *
 * @throws {RequestError} `request.accept` for a picture of a certificate of several codes
 */
export async function toForm(issued: Issued, form: Form, style: PageStyle): Promise<Uint8Array> {
  switch (form) {
    case 'application/json':
      return UTF8.encode(JSON.stringify(toJson(issued)))
    case 'text/plain':
      return UTF8.encode(`${issued.texts.join('\n')}\n`)
    case 'image/svg+xml':
      return UTF8.encode(toSvg(drawOnly(issued)))
    case 'image/png':
      return toPng(drawOnly(issued))
    case 'application/pdf':
      return print(issued, style)
  }
}

function toJson({ format, texts, receipt, verification }: Issued): object {
  return {
    format,
    texts,
    verdict: verification.verdict,
    ...(receipt && { receipt: `${receipt.list}/${receipt.index}` }),
  }
}

function drawOnly({ texts }: Issued): QrSymbol {
  const [text, ...more] = texts
  if (text === undefined || more.length > 0) throw new RequestError('request.accept')
  return draw(text)
}

async function print(
  { certificate, format, texts }: Issued,
  { size, language }: PageStyle,
): Promise<Uint8Array> {
  const printer = printers.get(size) ?? createPrinter({ size, documents: 'each' })
  printers.set(size, printer)
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const countryName = (code: string): string | undefined =>
    /^[A-Z]{2}$/.test(code) ? names.of(code) : undefined
  const page = describePage({ certificate, format, language, countryName })
  const { documents } = await printer([{ page, symbols: texts.map(draw) }])
  const [document] = documents
  if (!document) throw new Error('unreachable: one certificate makes one document')
  return document
}
