/**
 * Border copies under the rules that EU countries had in production: genuine, accepted, as small as they can
 * be, and soon over.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { issueEuDcc } from '../../src/formats/eu-dcc/write.ts'
import { issueSmartHealthCard } from '../../src/formats/smart-health-card/write.ts'
import { type BorderCopy, issueBorderCopy } from '../../src/issue/border-copy.ts'
import { isJsonObject, member } from '../../src/json/read.ts'
import type { JsonObject } from '../../src/json/value.ts'
import type { SignPort } from '../../src/keys/sign-port.ts'
import { addDays } from '../../src/model/dates.ts'
import type { FormatId } from '../../src/model/health-certificate.ts'
import { toMrzName } from '../../src/model/mrz/holder-name.ts'
import { decodeTokenRid, decodeTokenUvci } from '../../src/model/revocation-token.ts'
import type { EntryPolicies } from '../../src/policy/answer.ts'
import { createPolicies } from '../../src/policy/policies.ts'
import { createVerifier } from '../../src/verify/verifier.ts'
import { Coverage } from '../coverage.ts'
import { type Chance, createChance } from '../made-expressions.ts'
import { type IssuerKit, makeIssuerKit } from '../made-issuer.ts'
import { testCrypto } from '../made-messages.ts'
import { makeOrder, NOW, TODAY } from '../made-orders.ts'
import { noCorpus, readBattery, readProductionRules, rulesAt } from '../policy-corpus.ts'
import { isLong } from './issue-many.ts'

const SNAPSHOT = Date.parse('2022-02-15T12:00:00Z')
const ORDERS = isLong ? 2000 : 150
/** What a destination reads. */
const READ: readonly (readonly FormatId[])[] = [
  ['eu-dcc'],
  ['smart-health-card'],
  ['smart-health-card', 'eu-dcc'],
]
const FOURTEEN_DAYS = 14 * 86_400

/** What may be left out of a copy (DESIGN §11): what remains of it is asked for. */
const SPARE = [
  ...['fact.clinician', 'fact.lot', 'fact.centre', 'fact.name', 'fact.device', 'fact.sample'],
  ...['fact.statedBy', 'holder.nationality', 'holder.sex', 'holder.documentNumber'],
  ...['holder.given', 'holder.family'],
] as const

describe('border copies under the rules of EU countries', { skip: noCorpus }, () => {
  test(`${ORDERS} orders, each for another destination`, async () => {
    const setting = await createSetting()
    const [chance, coverage] = [createChance(14), new Coverage()]
    for (let run = 0; run < ORDERS; run++) {
      const order = makeRecent(makeOrder('eu-dcc', chance, coverage), chance)
      const destination = coverage.next('destination', setting.destinations, chance)
      const formats = coverage.next('read', READ, chance)
      const before = setting.signed()
      const copy = await setting.copy(order, destination, formats)
      try {
        if ('issued' in copy) {
          coverage.note('outcome', copy.issued.format)
          assert.equal(setting.signed(), before + 1)
          await requireGoodCopy(setting, order, copy, destination)
        } else {
          coverage.note('outcome', 'faults' in copy ? 'faults' : copy.decision.result)
          assert.equal(setting.signed(), before, 'something was signed')
          if ('decision' in copy) assert.notEqual(copy.decision.result, 'passed')
        }
      } catch (cause) {
        throw new Error(`of ${JSON.stringify(order)} for ${destination}`, { cause })
      }
    }
    console.log(
      `outcomes: ${[...coverage.counts].filter(([key]) => key.startsWith('outcome')).join('; ')}`,
    )
    assert.deepEqual(coverage.missing('outcome', ['eu-dcc', 'smart-health-card', 'failed']), [])
  })
})

type Copied = Extract<BorderCopy, { readonly issued: object }>

interface Setting {
  readonly kit: IssuerKit
  readonly policies: EntryPolicies
  readonly destinations: readonly string[]
  /** How often anything was signed. */
  signed(): number
  copy(order: JsonObject, destination: string, formats: readonly FormatId[]): Promise<BorderCopy>
  verdict(texts: readonly string[], destination?: string): Promise<string>
}

async function createSetting(): Promise<Setting> {
  const rules = rulesAt(readProductionRules(), SNAPSHOT)
  const policies = createPolicies({ rules, valueSets: readBattery().valueSets })
  let signed = 0
  const kit = await makeIssuerKit('eu-dcc', {
    formats: [issueEuDcc, issueSmartHealthCard],
    wrapSigner: (signer: SignPort): SignPort => ({
      ...signer,
      sign: (data) => {
        signed += 1
        return signer.sign(data)
      },
    }),
  })
  const formats = [issueEuDcc.format, issueSmartHealthCard.format]
  const verifier = createVerifier({ formats, trust: kit.trust, crypto: testCrypto, policies })
  return {
    kit,
    policies,
    destinations: [...new Set(rules.map(({ country }) => country))].toSorted(),
    signed: () => signed,
    copy: (order, destination, formats) =>
      issueBorderCopy(kit.issuer, policies, order, {
        formats,
        now: NOW,
        policy: { destination, at: NOW },
      }),
    verdict: async (texts, destination) => {
      const policy = destination === undefined ? {} : { policy: { destination, at: NOW } }
      return (await verifier.verify(texts, { now: NOW, ...policy })).verdict
    },
  }
}

/** Of the last months, as rules ask, and with everything that can be stated. */
function makeRecent(order: JsonObject, chance: Chance): JsonObject {
  const [holder, fact] = [member(order, 'holder'), member(order, 'fact')]
  if (!isJsonObject(holder) || !isJsonObject(fact)) throw new Error('unreachable')
  const birthDate = String(member(holder, 'birthDate')).startsWith('202') ? '2011-01' : undefined
  const more = {
    ...(birthDate && { birthDate }),
    documentNumber: 'X1234567',
    sex: 'female',
    nationality: 'UTO',
  }
  return { holder: { ...holder, ...more }, fact: { ...fact, ...toRecent(fact, chance) } }
}

function toRecent({ kind }: JsonObject, chance: Chance): JsonObject {
  const daysAgo = (days: number) => addDays(TODAY, -days)
  if (kind === 'test') return { sampledAt: `${daysAgo(1)}T${10 + chance(10)}:23:00Z` }
  if (kind === 'recovery') {
    const firstPositive = daysAgo(12 + chance(170))
    return { firstPositive, validFrom: null, validUntil: null }
  }
  const product = ['EU/1/20/1528', 'EU/1/20/1507', 'EU/1/21/1529', 'EU/1/20/1525'][chance(4)]
  const own = {
    manufacturer: null,
    vaccineType: null,
    statedBy: 'Ministry of Health',
    clinician: 'Dr. A',
  }
  return { product: product ?? '', date: daysAgo(10 + chance(300)), ...own }
}

async function requireGoodCopy(
  setting: Setting,
  order: JsonObject,
  { issued, leftOut, size, fullSize }: Copied,
  destination: string,
): Promise<void> {
  const { texts, certificate, receipt } = issued
  assert.equal(await setting.verdict(texts), 'genuine')
  assert.equal(await setting.verdict(texts, destination), 'accepted')
  assert.ok(size.bits <= fullSize.bits, 'larger than the full certificate')
  const {
    issuedAt = 0,
    notBefore = issuedAt,
    expiresAt = Number.POSITIVE_INFINITY,
  } = certificate.validity
  assert.ok(expiresAt - Math.max(issuedAt, notBefore) <= FOURTEEN_DAYS && expiresAt > NOW)
  assert.equal(receipt, undefined)
  for (const { value } of certificate.identifiers) {
    assert.throws(() => decodeTokenUvci(value))
    assert.throws(() => decodeTokenRid(value))
  }
  for (const path of listSpare(order, leftOut)) {
    const passes = await isBetterWithout(setting, order, [...leftOut, path], destination, {
      format: issued.format,
      bits: size.bits,
    })
    assert.ok(!passes, `${path} could be left out too`)
  }
}

/** What of the order is spare and still in the copy. */
function listSpare(order: JsonObject, leftOut: readonly string[]): readonly string[] {
  const inOrder = SPARE.filter((path) => {
    const [part = '', name = ''] = path.split('.')
    const of = member(order, part)
    return isJsonObject(of) && (member(of, name) ?? '') !== ''
  })
  return inOrder.filter((path) => !leftOut.includes(path))
}

/** Whether an order passes without some members and gets no larger, as issuer and rules say by themselves. */
async function isBetterWithout(
  { kit, policies }: Setting,
  order: JsonObject,
  paths: readonly string[],
  destination: string,
  { format, bits }: { readonly format: FormatId; readonly bits: number },
): Promise<boolean> {
  const request = { format, now: NOW, purpose: 'showing' } as const
  const checked = kit.issuer.check(order, request)
  assert.ok('order' in checked)
  const { family, given } = toMrzName(checked.order.holder)
  const whole: Record<string, Record<string, unknown>> = {
    holder: {
      ...checked.order.holder,
      ...(family !== '' && { familyTransliterated: family }),
      ...(given !== '' && { givenTransliterated: given }),
    },
    fact: { ...checked.order.fact },
  }
  const { sampledAt } = whole['fact'] ?? {}
  if (paths.includes('fact.sampledAt (minutes)') && typeof sampledAt === 'string') {
    whole['fact'] = { ...whole['fact'], sampledAt: sampledAt.replace(/T(..):../, 'T$1:00') }
  }
  for (const path of paths) {
    const [part = '', name = ''] = path.split('.')
    delete whole[part]?.[name]
  }
  const shown = kit.issuer.preview(JSON.parse(JSON.stringify(whole)), request)
  if ('faults' in shown || shown.size.bits > bits) return false
  const issuer = { country: 'UT', evidence: 'anchored' } as const
  const certificates = [{ certificate: shown.certificate, format, issuer }]
  return policies.decide({ destination, at: NOW, now: NOW, certificates }).result === 'passed'
}
