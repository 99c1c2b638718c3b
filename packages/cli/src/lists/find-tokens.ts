/**
 * The tokens of certificates that are to be taken back. None is in any output.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import { findSealToken, findToken, type RevocationToken } from 'pratique/revocation'
import { createTrustStore } from 'pratique/trust'
import { createVerifier, type HealthCertificate, type Verification } from 'pratique/verify'
import { loadFormats } from '../formats.ts'
import { type InputText, readInputs } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'

/** What a laboratory keeps of a certificate: `LIST/INDEX`. */
export const RECEIPT: RegExp = /^(\d{1,5})\/(\d{1,10})$/
const IDENTIFIER = /^URN:UVCI:/i

/**
 * Reads inputs, and finds the token of each: of a certificate that it is, or that it is itself.
 *
 * @throws {UsageError} `usage.argument` if one cannot be read, `usage.token` if one has no token
 */
export async function findTokens(
  args: readonly string[],
  io: Io,
): Promise<readonly RevocationToken[]> {
  const { texts: inputs, faults } = await readInputs(args, io)
  if (faults > 0) throw new UsageError('usage.argument', 'nothing is revoked: an input is missing')
  const found = inputs.map(({ text }) => findBareToken(text.trim()))
  const rest = [...inputs.entries()].filter(([at]) => !found[at])
  if (rest.length > 0) {
    const texts = rest.map(([, { text }]) => text)
    // Whose signature it is does not matter: only who holds the certificate knows its token.
    const verifier = createVerifier({
      formats: await loadFormats(texts, undefined),
      trust: createTrustStore({ records: [] }),
      crypto: nodeCrypto,
    })
    for (const { from, verification } of await verifier.verifyAll(texts, { now: io.now() })) {
      const [at = 0] = rest[from[0] ?? 0] ?? []
      found[at] = tokenOf(verification) ?? refuse(inputs[at], verification)
    }
  }
  return found.filter((token) => token !== undefined)
}

/** A UVCI or a card's identifier. A seal's are too short to be typed. */
function findBareToken(text: string): RevocationToken | undefined {
  for (const scheme of ['uvci', 'rid'] as const) {
    const token = findToken({ scheme, value: text })
    if (token) return token
  }
  return undefined
}

function tokenOf(verification: Verification): RevocationToken | undefined {
  const stated = statedBy(verification)
  // Whoever has the secret of the lists may revoke anything: a seal's signature is not asked for.
  const find = verification.format === SEAL ? findSealToken : findToken
  return stated?.identifiers.flatMap((each) => find(each) ?? [])[0]
}

const SEAL = 'vds-nc'

function statedBy(verification: Verification): HealthCertificate | undefined {
  return 'unverified' in verification ? verification.unverified : undefined
}

function refuse(input: InputText | undefined, verification: Verification): never {
  const { name = '', text = '' } = input ?? {}
  const words = `nothing is revoked: ${name} ${explain(text.trim(), verification)}`
  throw new UsageError('usage.token', words)
}

/** Says what an input is that has no token, without anything of it. */
function explain(text: string, verification: Verification): string {
  if (text.split(/\r?\n/).every((line) => RECEIPT.test(line.trim()))) {
    return 'is a list of receipts: revoke it with --batch FILE and --count NUMBER'
  }
  if (IDENTIFIER.test(text)) {
    return 'is an identifier and no token: a character of it is wrong, or it was given out without a list'
  }
  return statedBy(verification)
    ? 'is a certificate without a token: it was issued without a list, and ends by itself'
    : 'is no certificate that can be read: name the picture or text of its code, or a file with its token'
}
