/**
 * Order → text and picture of its code, as a batch asks for: the library alone, without a server.
 *
 * @module
 */

import type { JsonObject } from 'pratique/codecs'
import { encodeQr, recommendSymbol, toPng } from 'pratique/qr'
import type { Candidate } from '../harness.ts'
import { NOW } from '../made/issuers.ts'
import { type BenchSigner, makeIssuer } from '../made/issuing.ts'
import { makeOrders } from '../made/orders.ts'

export async function createPictured(signer: BenchSigner, count: number): Promise<Candidate> {
  const issuer = await makeIssuer(signer)
  const orders = makeOrders(count) as readonly JsonObject[]
  return {
    name: 'pictured',
    does: 'order → EU DCC, signed and verified; QR code with all masks scored, PNG',
    count,
    kind: 'async',
    isRight: async (index) => {
      const outcome = await issuer.issue(orders[index] ?? {}, { format: 'eu-dcc', now: NOW })
      if (!('issued' in outcome)) return false
      const [text = ''] = outcome.issued.texts
      const { level, version } = recommendSymbol(text)
      return toPng(encodeQr(text, { level, version })).length > 100
    },
  }
}
