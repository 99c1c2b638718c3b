/**
 * Vectors of document signers' certificates: what one lets its key sign, and when.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { certificate, type DccContent, recovery } from './dcc.ts'
import { ENVELOPE, TEST, VACCINATION } from './dcc-rows.ts'
import { CORA, EXAMPLIA, key } from './examplia.ts'
import { dccClaims, signHc1 } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'
import { type Expectation, genuine, notRecognised, outOfTime, type Row, row } from './rows.ts'
import { type CertificateContent, makeCertificate } from './x509.ts'

const RECOVERY = certificate('r', recovery(EXAMPLIA, 'EXERCISE/REC'), CORA)

/** Extended key usages of EU DCCs, and as half of all issuers write them (hcert-pitfalls C7). */
const USAGE = '1.3.6.1.4.1.1847.2021.1'
const VARIANT = '1.3.6.1.4.1.0.1847.2021.1'
/** TLS of a client, and ICAO's signer of visible digital seals. */
const TLS_CLIENT = '1.3.6.1.5.5.7.3.2'
const VDS_NC = '2.23.136.1.1.14.2'

/** Builds the rows. */
export function certificateRows(): Promise<readonly Row[]> {
  const notAllowed = notRecognised('key-usage.not-allowed')
  const may = (...extendedKeyUsages: readonly string[]) => ({ extendedKeyUsages })
  return Promise.all([
    of('unrestricted', {}, VACCINATION, genuine()),
    of('no-country', { country: '' }, TEST, genuine()),
    of('for-tests', may(`${USAGE}.1`), TEST, genuine()),
    of('for-tests-vaccination', may(`${USAGE}.1`), VACCINATION, notAllowed),
    of('for-tests-recovery', may(`${USAGE}.1`), RECOVERY, notAllowed),
    of('for-vaccinations', may(`${USAGE}.2`), VACCINATION, genuine()),
    of('for-vaccinations-test', may(`${USAGE}.2`), TEST, notAllowed),
    of('for-recoveries', may(`${USAGE}.3`), RECOVERY, genuine()),
    of('for-all-three', may(`${USAGE}.1`, `${USAGE}.2`, `${USAGE}.3`), TEST, genuine()),
    of('variant', may(`${VARIANT}.2`), VACCINATION, genuine('key-usage.variant-oid')),
    of('variant-test', may(`${VARIANT}.2`), TEST, notAllowed),
    of(
      'both-roots',
      may(`${USAGE}.1`, `${VARIANT}.2`),
      VACCINATION,
      genuine('key-usage.variant-oid'),
    ),
    of('foreign', may(TLS_CLIENT), VACCINATION, genuine('key-usage.foreign-oid')),
    of('foreign-beside', may(TLS_CLIENT, `${USAGE}.1`), VACCINATION, notAllowed),
    of('vds-nc', may(VDS_NC), TEST, notAllowed),
    of('ca', { isCa: true }, TEST, notAllowed),
    of(
      'expired',
      { notAfter: '2026-05-01' },
      TEST,
      outOfTime('validity.key-expired', 'validity.outlives-key'),
    ),
    of(
      'not-yet',
      { notBefore: '2026-07-01' },
      TEST,
      outOfTime('validity.key-not-yet', 'validity.predates-key'),
    ),
  ])
}

/** What a row's certificate says that others do not. */
type Difference = Partial<CertificateContent>

async function of(
  id: string,
  { country = EXAMPLIA.country, ...other }: Difference,
  dcc: DccContent,
  expect: Expectation,
): Promise<Row> {
  const der = makeCertificate(key('all'), {
    organization: EXAMPLIA.authority,
    commonName: 'Examplia signer',
    notBefore: '2026-01-01',
    notAfter: '2028-01-01',
    ...(country && { country }),
    ...other,
  })
  const signer: KeyPair = { ...key('all'), kid: digest(der).slice(0, 8) }
  const text = await signHc1(dccClaims(dcc, ENVELOPE), { key: signer })
  const certificates = [Buffer.from(der).toString('base64')]
  return row(`certificates/${id}`, 'eu-dcc', text, expect, { trust: [], certificates })
}

function digest(der: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(der).digest())
}
