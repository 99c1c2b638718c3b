/**
 * One certificate, shown in the terminal and kept nowhere.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { encodeQr, recommendSymbol, toTerminal } from 'pratique/qr'
import { toJsonLine } from '../output/visible.ts'
import { describeIssued, refuseOne } from './answers.ts'
import { adviceInWords } from './symbol-advice.ts'
import { type Answer, issueOne, planOne, type Work } from './work.ts'

/**
 * Issues the one order there is and shows its codes and texts.
 *
 * @throws {UsageError} `usage.order` if it was refused; `usage.option` for several
 */
export async function showOne(work: Work): Promise<number> {
  const { rows, io, isJson, notes } = work
  const [row, ...others] = rows
  if (!row || others.length > 0) {
    const words = row ? `there are ${rows.length} orders` : 'there is no order'
    throw new UsageError('usage.option', `${words}: name a folder for certificates with --out`)
  }
  const planned = 'order' in row ? planOne(work, row.order) : row
  if ('shown' in planned) notes.tell(row.place, planned.shown.notes)
  const answer: Answer = 'faults' in planned ? planned : await issueOne(work, planned)
  if ('faults' in answer) return refuseOne(work, { place: row.place, faults: answer.faults })
  io.out(isJson ? toJson(row.place, answer) : toText(answer, io.isTerminal))
  return 0
}

type IssuedAnswer = Extract<Answer, { readonly issued: unknown }>

function toJson(place: string, answer: IssuedAnswer): string {
  const { format, texts } = answer.issued
  return toJsonLine({ place, status: 'issued', format, texts, ...describeIssued(answer) })
}

function toText({ issued, border }: IssuedAnswer, isTerminal: boolean): string {
  const codes = issued.texts.map((text) => {
    const advice = recommendSymbol(text)
    const { level } = advice
    const symbol = isTerminal ? `${toTerminal(encodeQr(text, { level }))}\n` : ''
    return `${symbol}${text}\n${adviceInWords(advice)}\n`
  })
  const { admission, receipt, size } = issued
  return [
    ...codes,
    receipt
      ? `It can be revoked by its receipt, ${receipt.list}/${receipt.index}.\n`
      : 'It cannot be revoked, and is over within 14 days.\n',
    ...(admission ? [`Entry rules: ${admission.verdict}\n`] : []),
    ...(border
      ? [
          `Border copy: ${size.characters} characters instead of ${border.fullSize.characters}\n`,
          `Left out: ${border.leftOut.join(', ') || 'nothing'}\n`,
        ]
      : []),
  ].join('')
}
