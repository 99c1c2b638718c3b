/**
 * Pictures and pages of certificates, beside their record. They are made of the texts alone, so that they
 * can be made again.
 *
 * @module
 */

import type { Job, JobEntry } from '@pratique/node/job'
import { encodeZlib } from 'pratique/codecs'
import { encodeQr, recommendSymbol, toPng, toSvg } from 'pratique/qr'
import type { Outputs } from './outputs.ts'

/** So many digits in the names of files: they sort, and name nobody. */
const DIGITS = 6

/** Writes what is missing of a certificate's files. */
export interface Artefacts {
  write(job: Job, entry: JobEntry): void
  writeMissing(job: Job, entry: JobEntry): void
}

const UTF8 = new TextEncoder()

/** Makes the writer of the files that were asked for. */
export function createArtefacts({ pictures }: Outputs): Artefacts {
  const write = (job: Job, entry: JobEntry, isOnlyMissing: boolean): void => {
    for (const [at, text] of entry.texts.entries()) {
      const name = nameOf(entry, at)
      for (const kind of pictures) {
        if (isOnlyMissing && job.has(`${name}.${kind}`)) continue
        job.write(`${name}.${kind}`, draw(text, kind))
      }
    }
  }
  return {
    write: (job, entry) => write(job, entry, false),
    writeMissing: (job, entry) => write(job, entry, true),
  }
}

/** `000012`, and `000012-2` for the second code of a card in chunks. */
function nameOf({ number, texts }: JobEntry, at: number): string {
  const name = String(number).padStart(DIGITS, '0')
  return texts.length > 1 ? `${name}-${at + 1}` : name
}

function draw(text: string, kind: 'svg' | 'png'): Uint8Array {
  const { level } = recommendSymbol(text)
  const symbol = encodeQr(text, { level })
  return kind === 'svg' ? UTF8.encode(toSvg(symbol)) : toPng(symbol, { compress: encodeZlib })
}
