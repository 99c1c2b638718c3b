/**
 * What is inside a certificate of any format: its message, as its carrier decodes it.
 *
 * @module
 */

import type {
  CarrierId,
  Claims,
  Format,
  SignedMessage,
  SignerCertificate,
  UnsignedMessage,
} from 'pratique/verify'
import { timeInWords } from '../output/dates.ts'
import { claimsToDecoded } from './cbor.ts'
import { type Contents, takeApart } from './contents.ts'
import { jsonToDecoded } from './json.ts'
import { type Decoded, outline } from './outline.ts'

/** Takes the text of a certificate apart. `formats` are those that its carrier may carry. */
export function readMessage(
  text: string,
  carrier: CarrierId,
  formats: readonly Format[],
  showValues: boolean,
): Contents {
  const own = formats.filter((format) => format.carrier.id === carrier)
  const [first] = own
  if (!first) throw new Error('unreachable: every carrier has a format')
  return takeApart({ format: first.id, steps: [] }, (draft) => {
    let signer: SignerCertificate | undefined
    draft.steps.push({ step: 'text', size: text.length, unit: 'characters' })
    const message = first.carrier.decode(text)
    if (isSigned(message)) {
      draft.steps.push({ step: 'signed', size: message.signedBytes.length, unit: 'bytes' })
      draft.steps.push({ step: 'signature', size: message.signature.length, unit: 'bytes' })
      signer = message.signer?.open()
      draft.header = { alg: message.algorithm, kid: message.keyId }
    }
    const opened = own.map((format) => format.open(message.claims)).find((claims) => claims)
    // A link's claims hold the key to what it leads to: only what may be shown of them is.
    const link = opened?.view().link
    const decoded = link
      ? jsonToDecoded({ kind: link.kind, host: link.host.value, label: link.label?.value ?? null })
      : withSigner(toDecoded(message.claims), signer)
    draft.claims = outline('claims', decoded, showValues)
  })
}

/** What the certificate inside a message says: it is no secret, and no word about a holder. */
function withSigner(claims: Decoded, signer: SignerCertificate | undefined): Decoded {
  if (!signer) return claims
  const { country = null, name = null, authorityKeyId, serialNumber, notBefore, notAfter } = signer
  const told = jsonToDecoded({
    country,
    name,
    serialNumber,
    authorityKeyId,
    from: timeInWords(notBefore),
    until: timeInWords(notAfter),
    maySignSeals: signer.usages?.length !== 0,
  })
  return {
    kind: 'group',
    type: 'object of 2',
    children: [
      { name: 'data', decode: () => claims },
      { name: 'signer', decode: () => told },
    ],
  }
}

function isSigned(message: SignedMessage | UnsignedMessage): message is SignedMessage {
  return message.signature !== undefined
}

function toDecoded(claims: Claims): Decoded {
  return claims.kind === 'cwt' ? claimsToDecoded(claims.map) : jsonToDecoded(claims.object)
}
