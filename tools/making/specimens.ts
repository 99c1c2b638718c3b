/**
 * The specimens: certificates of Utopia, and two that are not what they say.
 *
 * @module
 */

import { encodeHc1 } from '../../packages/pratique/src/codecs.ts'
import { readSpki } from '../../packages/pratique/src/keys/spki.ts'
import { encodeTokenUvci } from '../../packages/pratique/src/model/revocation-token.ts'
import { BLOCK } from '../../packages/pratique/src/revocation/token-list/content.ts'
import {
  deriveListSecret,
  makeToken,
  SECRET_BYTES,
} from '../../packages/pratique/src/revocation/token-list/secret.ts'
import { signTokenList } from '../../packages/pratique/src/revocation/token-list/sign.ts'
import { encodeShc } from '../../packages/pratique/src/smart-health-card.ts'
import {
  bundle,
  cardClaims,
  immunization,
  observation,
  patient,
  signCard,
  toChunks,
} from './card.ts'
import { antigenTest, certificate, type DccContent, pcrTest, recovery, vaccination } from './dcc.ts'
import type { Bytes } from './hcert.ts'
import { dccClaims, signHc1, signMessage } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'
import {
  nobodysKey,
  OUTOPIA,
  RAPHAEL,
  UTOPIA,
  UTOPIA_URL,
  utopiaKey,
  utopiaListKey,
} from './utopia.ts'

/** One specimen: the text of one QR code. */
export interface Specimen {
  readonly name: string
  readonly text: string
}

const ISSUED = seconds('2026-01-05T08:00:00Z')
/** Longer than any issuer's certificate lives, so that a specimen verifies whenever it is tried. */
const EXPIRES = seconds('2055-12-31T00:00:00Z')
const EXPIRED = seconds('2026-01-19T08:00:00Z')

/** Makes all specimens. What they say and their signatures are the same each time. */
export async function makeSpecimens(): Promise<readonly Specimen[]> {
  const pcr = certificate('t', pcrTest(UTOPIA, 'SPECIMEN/PCR/0001'), RAPHAEL)
  const antigen = certificate('t', antigenTest(UTOPIA, 'SPECIMEN/RAT/0001'), OUTOPIA)
  const dose2 = certificate('v', vaccination(UTOPIA, 'SPECIMEN/VAC/0002'), OUTOPIA)
  const booster = vaccination(UTOPIA, 'SPECIMEN/VAC/0003', { dn: 3, dt: '2026-01-03' })
  const recovered = certificate('r', recovery(UTOPIA, 'SPECIMEN/REC/0001'), RAPHAEL)
  return [
    { name: 'pcr-not-detected', text: sign(pcr) },
    { name: 'antigen-detected', text: sign(antigen) },
    { name: 'vaccination-2-of-2', text: sign(dose2) },
    { name: 'booster', text: sign(certificate('v', booster, OUTOPIA)) },
    { name: 'recovery', text: sign(recovered) },
    { name: 'expired', text: sign(pcr, { exp: EXPIRED }) },
    { name: 'broken-signature', text: signBadly(pcr) },
    { name: 'revoked', text: sign(certificate('t', revokedTest(), RAPHAEL)) },
    { name: 'unknown-issuer', text: sign(pcr, { key: nobodysKey }) },
    ...(await makeCards()),
  ]
}

interface SigningOptions {
  readonly key?: KeyPair
  readonly exp?: number
}

function sign(dcc: DccContent, { key = utopiaKey, exp = EXPIRES }: SigningOptions = {}) {
  return signHc1(dccClaims(dcc, { iss: UTOPIA.country, iat: ISSUED, exp }), { key })
}

/** One bit of the signature is wrong. */
function signBadly(dcc: DccContent): string {
  const claims = dccClaims(dcc, { iss: UTOPIA.country, iat: ISSUED, exp: EXPIRES })
  const message = signMessage(claims, { key: utopiaKey })
  const signature = message.signature.map((byte, i) => (i === 40 ? byte ^ 0x10 : byte))
  return encodeHc1({ ...message, signature })
}

/** The secret that Utopia draws its tokens with: public, as its keys are. */
const SECRET = new Uint8Array(SECRET_BYTES).fill(0x55)
const LIST = 2196
const REVOKED_INDEX = 1516

function revokedTest() {
  const token = makeToken(deriveListSecret(SECRET, LIST), LIST, REVOKED_INDEX)
  return pcrTest(UTOPIA, 'SPECIMEN/PCR/0002', { ci: encodeTokenUvci(token, UTOPIA.country) })
}

/** The list that the revoked specimen is on. */
export function makeSpecimenList(): Promise<Bytes> {
  const { spki, sign: signWith } = utopiaListKey
  return signTokenList(
    {
      issuers: new Map([['hcert', UTOPIA.country]]),
      list: LIST,
      number: 1,
      asOf: ISSUED,
      nextUpdate: EXPIRES,
      coverage: { issued: BLOCK, issuedFrom: ISSUED },
      revoked: Uint32Array.of(REVOKED_INDEX),
    },
    { key: readSpki(spki), algorithm: 'ES256', sign: (data) => signWith('ES256', data) },
  )
}

async function makeCards(): Promise<readonly Specimen[]> {
  const envelope = { iss: UTOPIA_URL, nbf: ISSUED }
  const holder = patient('Anydrou', 'Outopia', '1994-02-28')
  const doses = [
    immunization('208', '2025-11-24', 'SPECIMEN-1'),
    immunization('208', '2025-12-15', 'SPECIMEN-2'),
  ]
  const vaccinationCard = cardClaims(bundle(holder, ...doses), envelope)
  const labCard = cardClaims(
    bundle(patient('Hythlodaeus', 'Raphael', '1976-05-16'), observation('2026-01-04')),
    envelope,
  )
  const vaccinationJws = await signCard(vaccinationCard, utopiaKey)
  return [
    { name: 'card-vaccination', text: encodeShc(vaccinationJws) },
    { name: 'card-lab', text: encodeShc(await signCard(labCard, utopiaKey)) },
    ...toChunks(vaccinationJws, 2).map((text, i) => ({ name: `card-chunk-${i + 1}`, text })),
  ]
}

function seconds(time: string): number {
  return Date.parse(time) / 1000
}
