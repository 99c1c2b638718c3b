/**
 * Pictures and pages of certificates, beside their record. They are made of the texts alone, so that they
 * can be made again.
 *
 * @module
 */

import type { Job, JobEntry } from '@pratique/node/job'
import type { Printer } from '@pratique/node/print'
import type { PrintedPage } from 'pratique/print'
import {
  encodeQr,
  type QrSymbol,
  recommendSymbol,
  type SymbolWarning,
  toPng,
  toSvg,
} from 'pratique/qr'
import type { HealthCertificate } from 'pratique/verify'
import type { Outputs, PageOutput } from './outputs.ts'
import { warningInWords } from './symbol-advice.ts'

/** So many digits in the names of files: they sort, and name nobody. */
const DIGITS = 6

/** A certificate on record, and what it says; absent if that could not be read again: then it gets no page. */
export interface Kept {
  readonly entry: JobEntry
  readonly certificate?: HealthCertificate
}

/** Writes the files that were asked for. */
export interface Artefacts {
  /** Whether all pictures of a certificate are there that were asked for. */
  hasPictures(job: Job, entry: JobEntry): boolean
  /** Whether its page is there, or none was asked for. */
  hasPage(job: Job, entry: JobEntry): boolean
  /**
   * @returns in words, what could not be printed and stands in the code alone; and once for each kind, what may
   *   keep codes from being read
   */
  write(job: Job, kept: readonly Kept[]): Promise<readonly string[]>
}

const COUNTRY = /^[A-Z]{2}$/
const UTF8 = new TextEncoder()

/** Makes the writer of the files that were asked for. */
export function createArtefacts({ pictures, page }: Outputs): Artefacts {
  let press: Promise<Press> | undefined
  const told = new Set<SymbolWarning['kind']>()
  function draw(text: string): { readonly symbol: QrSymbol; readonly notes: readonly string[] } {
    const { level, version, warnings } = recommendSymbol(text)
    const fresh = warnings.filter(({ kind }) => !told.has(kind))
    for (const { kind } of fresh) told.add(kind)
    return { symbol: encodeQr(text, { level, version }), notes: fresh.map(warningInWords) }
  }
  return {
    hasPictures: (job, entry) =>
      entry.texts.every((_, at) =>
        pictures.every((kind) => job.has(`${symbolName(entry, at)}.${kind}`)),
      ),
    hasPage: (job, entry) => !page || job.has(pageName(entry)),
    async write(job, kept) {
      const notes: string[] = []
      const drawn = kept.map((each) => {
        const codes = each.entry.texts.map(draw)
        const { place } = each.entry
        notes.push(...codes.flatMap((code) => code.notes.map((words) => `${place}: ${words}`)))
        return { ...each, symbols: codes.map(({ symbol }) => symbol) }
      })
      for (const { entry, symbols } of drawn) {
        for (const [at, symbol] of symbols.entries()) {
          for (const kind of pictures) {
            job.write(`${symbolName(entry, at)}.${kind}`, toPicture(symbol, kind))
          }
        }
      }
      const printable = drawn.filter(isRead)
      if (!page || printable.length === 0) return notes
      press ??= createPress(page)
      return [...notes, ...(await writePages(job, printable, await press))]
    },
  }
}

interface Drawn extends Kept {
  readonly symbols: readonly QrSymbol[]
}

type Printable = Drawn & Required<Kept>

function isRead<T extends Kept>(kept: T): kept is T & Required<Kept> {
  return kept.certificate !== undefined
}

/** What makes pages, once for all of them. */
interface Press {
  readonly print: Printer
  readonly describe: (certificate: Printable) => PrintedPage
}

/** Printing is loaded when the first page is asked for. */
async function createPress({ size, language }: PageOutput): Promise<Press> {
  const [{ createPrinter }, { describePage }] = await Promise.all([
    import('@pratique/node/print'),
    import('pratique/print'),
  ])
  const countryName = createCountryNames(language)
  return {
    print: createPrinter({ size, documents: 'each' }),
    describe: ({ certificate, entry: { format } }) =>
      describePage({ certificate, format, language, countryName }),
  }
}

/** Turns codes of countries into names, each once: to ask for one takes as long as to describe a page. */
function createCountryNames(language: string): (code: string) => string | undefined {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const known = new Map<string, string | undefined>()
  return (code) => {
    if (!COUNTRY.test(code)) return undefined
    if (!known.has(code)) known.set(code, names.of(code))
    return known.get(code)
  }
}

async function writePages(
  job: Job,
  drawn: readonly Printable[],
  { print, describe }: Press,
): Promise<readonly string[]> {
  const { documents, omissions } = await print(
    drawn.map((each) => ({ page: describe(each), symbols: each.symbols })),
  )
  for (const [at, document] of documents.entries()) {
    const entry = drawn[at]?.entry
    if (!entry) throw new Error('unreachable: each document is of a certificate')
    job.write(pageName(entry), document)
  }
  return omissions.map(({ certificate, row, reason }) => {
    const place = drawn[certificate]?.entry.place ?? ''
    return `${place}: ${row} is in the code and not on the page: ${WORDS[reason]}`
  })
}

const WORDS = {
  'no-font': 'there is no font for its script',
  'no-room': 'there is no room for it',
} as const

/** `000012`, and `000012-2` for the second code of a card in chunks. */
function symbolName({ number, texts }: JobEntry, at: number): string {
  const name = toName(number)
  return texts.length > 1 ? `${name}-${at + 1}` : name
}

function pageName({ number }: JobEntry): string {
  return `${toName(number)}.pdf`
}

function toName(number: number): string {
  return String(number).padStart(DIGITS, '0')
}

function toPicture(symbol: QrSymbol, kind: 'svg' | 'png'): Uint8Array {
  return kind === 'svg' ? UTF8.encode(toSvg(symbol)) : toPng(symbol)
}
