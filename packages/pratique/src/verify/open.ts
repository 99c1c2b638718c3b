/**
 * Opening of a message: from its text to claims that a format knows how to read.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import type {
  Assembled,
  Carrier,
  CertificateClaims,
  Format,
  SignedMessage,
  SignerCertificate,
  UnsignedMessage,
} from '../model/format.ts'
import type { FormatId } from '../model/health-certificate.ts'
import type { Remark } from '../outcome.ts'
import type { SignerCache } from './signer-cache.ts'

/** A message whose form is right. Nothing of it is verified. */
export interface OpenedMessage {
  readonly carrier: Carrier
  readonly message: SignedMessage | UnsignedMessage
  /** The signer's certificate, where the message brings one. */
  readonly signer?: SignerCertificate
  readonly remarks: readonly Remark[]
  /** Absent if the message carries what no format of the verifier reads. */
  readonly content?: { readonly format: FormatId; readonly claims: CertificateClaims }
}

/**
 * Opens a message, or answers why it cannot be. Only carriers catch a `FormatError` before this does: in
 * a file of several cards a faulty one must not hide the others.
 */
export function openMessage(
  carrier: Carrier,
  { text, remarks }: Assembled,
  formats: readonly Format[],
  signers: SignerCache,
): OpenedMessage | FormatError {
  if (typeof text !== 'string') return text
  try {
    const message = carrier.decode(text)
    const all = remarks.length > 0 ? [...remarks, ...message.remarks] : message.remarks
    const opened: OpenedMessage = { carrier, message, remarks: all }
    const carried = message.signature && message.signer
    const withSigner = carried ? { ...opened, signer: signers.open(carried) } : opened
    for (const format of formats) {
      if (format.carrier !== carrier) continue
      const claims = format.open(message.claims)
      if (claims) return { ...withSigner, content: { format: format.id, claims } }
    }
    return withSigner
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error // A bug of ours, not a flaw of the certificate.
  }
}
