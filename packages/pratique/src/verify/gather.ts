/**
 * From texts, as they were scanned or read, to the texts of whole messages.
 *
 * @module
 */

import { type CarrierId, detect, type OtherCode, trimLeadingSpace } from '../model/detect.ts'
import type { Assembled, Carrier, Format } from '../model/format.ts'

/** One message to verify, or the reason why there is none. */
export type Gathered =
  | { readonly kind: 'message'; readonly carrier: Carrier; readonly assembled: Assembled }
  | {
      readonly kind: 'other'
      readonly name: string
      readonly code: OtherCode
      readonly from: readonly number[]
    }

/**
 * Sorts texts by carrier and lets each carrier join what belongs together. The order of the result
 * is that of the texts.
 */
export function gather(texts: readonly string[], formats: readonly Format[]): readonly Gathered[] {
  const gathered: Gathered[] = []
  const byCarrier = new Map<Carrier, { text: string; position: number }[]>()
  texts.forEach((given, position) => {
    const text = trimLeadingSpace(given)
    const detected = detect(text)
    const carrier = detected.kind === 'carrier' && findCarrier(detected.carrier, formats)
    if (!carrier) {
      const code = detected.kind === 'other' ? detected.code : 'format.not-asked'
      gathered.push({ kind: 'other', name: detected.name, code, from: [position] })
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

function findCarrier(id: CarrierId, formats: readonly Format[]): Carrier | undefined {
  return formats.find((format) => format.carrier.id === id)?.carrier
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
