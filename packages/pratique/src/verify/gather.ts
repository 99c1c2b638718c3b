/**
 * From texts, as they were scanned or read, to the texts of whole messages.
 *
 * @module
 */

import type { Assembled, Carrier, Format } from '../model/format.ts'
import { type Recognised, recognise } from './recognise.ts'

/** One message to verify, or the reason why there is none. */
export type Gathered =
  | { readonly kind: 'message'; readonly carrier: Carrier; readonly assembled: Assembled }
  | { readonly kind: 'other'; readonly recognised: Recognised; readonly from: readonly number[] }

/** White space and byte order marks before a text mean nothing in any format; after it they may. */
const LEADING_SPACE = /^[\s\uFEFF]+/

/**
 * Sorts texts by carrier and lets each carrier join what belongs together. The order of the result
 * is that of the texts.
 */
export function gather(texts: readonly string[], formats: readonly Format[]): readonly Gathered[] {
  const gathered: Gathered[] = []
  const byCarrier = new Map<Carrier, { text: string; position: number }[]>()
  texts.forEach((given, position) => {
    const text = startsWithSpace(given) ? given.replace(LEADING_SPACE, '') : given
    const carrier = formats.find((format) => format.carrier.matches(text))?.carrier
    if (!carrier) {
      gathered.push({ kind: 'other', recognised: recognise(text), from: [position] })
      return
    }
    const group = byCarrier.get(carrier)
    if (group) group.push({ text, position })
    else byCarrier.set(carrier, [{ text, position }])
  })
  for (const [carrier, group] of byCarrier) {
    for (const assembled of assemble(carrier, group)) {
      gathered.push({ kind: 'message', carrier, assembled })
    }
  }
  return gathered.length > 1 ? gathered.sort((a, b) => position(a) - position(b)) : gathered
}

function assemble(
  carrier: Carrier,
  group: readonly { readonly text: string; readonly position: number }[],
): readonly Assembled[] {
  if (!carrier.assemble) {
    return group.map(({ text, position: at }) => ({ text, from: [at], remarks: [] }))
  }
  return carrier
    .assemble(group.map(({ text }) => text))
    .map((each) => ({ ...each, from: each.from.map((at) => group[at]?.position ?? 0) }))
}

/** The first of its texts: they are in the order in which they were given. */
function position(gathered: Gathered): number {
  const [first = 0] = gathered.kind === 'message' ? gathered.assembled.from : gathered.from
  return first
}

function startsWithSpace(text: string): boolean {
  const first = text.charCodeAt(0)
  return first <= 0x20 || first === 0xfeff || first === 0xa0
}
