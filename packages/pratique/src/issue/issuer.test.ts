/**
 * The issuer: what it refuses to begin with, and what it never gives out.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Coverage } from '../../test/coverage.ts'
import { createChance } from '../../test/made-expressions.ts'
import {
  countTokens,
  ISSUED_FORMATS,
  makeIssuer,
  makeIssuerKit,
  PROFILE,
} from '../../test/made-issuer.ts'
import { testCrypto } from '../../test/made-messages.ts'
import { makeOrder, NOW } from '../../test/made-orders.ts'
import {
  COUNTRY,
  extendedKeyUsage,
  makeCertificate,
  makeKeys,
} from '../../test/make-certificate.ts'
import { toSigner } from '../../test/make-signer.ts'
import { UsageError } from '../errors.ts'
import { issueEuDcc } from '../formats/eu-dcc/write.ts'
import { issueVdsNc } from '../formats/vds-nc/write.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import type { FormatId } from '../model/health-certificate.ts'
import { encodeMrz } from '../model/mrz/encode-mrz.ts'
import type { MrzFields } from '../model/mrz/fields.ts'
import { createIssuer } from './issuer.ts'
import { readOrder } from './read-order.ts'

const DOSE: JsonObject = {
  holder: { family: 'Eriksson', given: 'Anna Maria', birthDate: '1974-08-12' },
  fact: {
    kind: 'vaccination',
    disease: 'covid-19',
    date: '2026-03-01',
    product: ['EU/1/20/1528', { system: 'http://hl7.org/fhir/sid/cvx', code: '208' }],
    doseNumber: 1,
    seriesDoses: 2,
  },
}
const REQUEST = { format: 'eu-dcc', now: NOW } as const
const isIssuer = (error: unknown): boolean =>
  error instanceof UsageError && error.code === 'usage.issuer'

describe('an issuer that does not fit', () => {
  test('has the certificate of another key', async () => {
    const certificate = makeCertificate({ keys: makeKeys(), subject: [[COUNTRY, 'UT']] })
    await assert.rejects(makeIssuer('eu-dcc', { certificate }), isIssuer)
  })

  test('is of another country than its certificate', async () => {
    await assert.rejects(makeIssuer('eu-dcc', { profile: { ...PROFILE, country: 'XE' } }), isIssuer)
  })

  for (const name of ['', ' ', 'A'.repeat(81)]) {
    test(`has a name of ${name.length} characters`, async () => {
      await assert.rejects(makeIssuer('eu-dcc', { profile: { ...PROFILE, name } }), isIssuer)
    })
  }

  test('has a name of 80 characters, and is taken', async () => {
    const profile = { ...PROFILE, name: 'A'.repeat(80) }
    const outcome = await (await makeIssuer('eu-dcc', { profile })).issue(DOSE, REQUEST)
    assert.ok('issued' in outcome)
  })

  for (const url of [
    undefined,
    'http://a.example',
    'https://a.example/',
    'https://a.example?b',
    'a',
  ]) {
    test(`issues cards from no address: ${url}`, async () => {
      const profile = { ...PROFILE, url: url ?? '' }
      await assert.rejects(makeIssuer('smart-health-card', { profile }), isIssuer)
    })
  }

  test('may sign tests alone', async () => {
    const keys = makeKeys()
    const extensions = [extendedKeyUsage('1.3.6.1.4.1.1847.2021.1.1')]
    const certificate = makeCertificate({ keys, subject: [[COUNTRY, 'UT']], extensions })
    const issuer = await makeIssuer('eu-dcc', { signer: toSigner(keys), certificate })
    const outcome = await issuer.issue(DOSE, REQUEST)
    assert.ok('faults' in outcome)
    assert.deepEqual(
      outcome.faults.map(({ path, kind }) => [path, kind]),
      [['fact.kind', 'not-in-format']],
    )
    assert.ok('faults' in issuer.preview(DOSE, REQUEST))
  })
})

describe('what is never given out', () => {
  test('what names no signer, as a format would write it without a certificate', async () => {
    const { key } = toSigner(makeKeys())
    for (const format of [issueEuDcc, issueVdsNc]) {
      const checked = (await makeIssuer('eu-dcc')).check(DOSE, REQUEST)
      assert.ok('order' in checked)
      const prepared = { ...checked, name: { family: 'ERIKSSON', given: 'ANNA' }, issuer: PROFILE }
      const life = { issuedAt: NOW, expiresAt: NOW + 1, salt: new Uint8Array(16) }
      assert.throws(() => format.write({ ...prepared, ...life, signer: { key } }), /certificate/)
    }
  })

  const honest = makeKeys()
  const certificate = makeCertificate({ keys: honest, subject: [[COUNTRY, 'UT']] })
  const port = toSigner(honest)
  for (const [name, sign] of [
    ['zeros', () => new Uint8Array(64)],
    ['nothing', () => new Uint8Array()],
    ['the signature of another key', toSigner(makeKeys()).sign],
    [
      'a signature with a bit that flipped',
      async (data: Uint8Array<ArrayBuffer>) => {
        const signature = await port.sign(data)
        signature[40] = (signature[40] ?? 0) ^ 4
        return signature
      },
    ],
    ['a signature over other bytes', (data: Uint8Array<ArrayBuffer>) => port.sign(data.slice(1))],
  ] as const) {
    test(`what a faulty signer signed with ${name}`, async () => {
      const issuer = await makeIssuer('eu-dcc', { signer: { ...port, sign }, certificate })
      await assert.rejects(issuer.issue(DOSE, REQUEST), isIssuer)
    })
  }
})

describe('tokens', () => {
  test('one a certificate, none for an order that is refused, a trial or a copy for one showing', async () => {
    let taken = 0
    const next = countTokens()
    const nextToken = () => {
      taken++
      return next()
    }
    const issuer = await makeIssuer('eu-dcc', { nextToken })
    await issuer.issue({}, REQUEST)
    issuer.preview(DOSE, REQUEST)
    issuer.check(DOSE, REQUEST)
    await issuer.issue(DOSE, { ...REQUEST, purpose: 'showing' })
    assert.equal(taken, 0)
    const first = await issuer.issue(DOSE, REQUEST)
    const second = await issuer.issue(DOSE, REQUEST)
    assert.ok('issued' in first && 'issued' in second)
    assert.deepEqual([first.issued.receipt?.index, second.issued.receipt?.index], [0, 1])
  })

  test('without a list, nothing outlives 14 days', async () => {
    const keys = makeKeys()
    const issuer = await createIssuer({
      profile: PROFILE,
      formats: [issueEuDcc],
      signer: toSigner(keys),
      certificate: makeCertificate({ keys, subject: [[COUNTRY, 'UT']] }),
      random: (length) => new Uint8Array(length).fill(7),
      crypto: testCrypto,
    })
    const outcome = await issuer.issue(DOSE, REQUEST)
    assert.ok('issued' in outcome && !outcome.issued.receipt)
    const { issuedAt = 0, expiresAt = 0 } = outcome.issued.certificate.validity
    assert.ok(expiresAt - issuedAt <= 14 * 86_400)
  })
})

describe('what is wrong with an order', () => {
  const pathsOf = async (order: JsonObject, format: FormatId = 'eu-dcc', nowMs = NOW * 1000) => {
    const checked = (await makeIssuer(format)).check(order, { format, now: nowMs / 1000 })
    return 'faults' in checked ? checked.faults.map(({ path }) => path) : []
  }
  const recovery = (more: JsonObject): JsonObject => ({
    holder: { family: 'Eriksson', birthDate: '1974' },
    fact: { kind: 'recovery', disease: 'covid-19', firstPositive: '2026-06-01', ...more },
  })

  test('is told at once, of the members and of what the format takes', async () => {
    const { holder, fact } = DOSE
    const order = {
      holder: { ...Object(holder), birthDate: '1074-08-12' },
      fact: { ...Object(fact), product: 'EU/9/99/9999', doseNumber: 'one' },
      more: 1,
    }
    assert.deepEqual(
      new Set(await pathsOf(order)),
      new Set(['', 'holder.birthDate', 'fact.product', 'fact.doseNumber']),
    )
  })

  test('is what contradicts itself, whether the format states it or not', async () => {
    const [holder, fact] = [Object(DOSE['holder']), Object(DOSE['fact'])]
    const dose = (more: JsonObject): JsonObject => ({ holder, fact: { ...fact, ...more } })
    const pcr = { kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected' }
    const coded = (code: string): JsonObject => ({
      holder: { ...holder, documentNumber: 'X1' },
      fact: {
        ...pcr,
        sampledAt: '2026-03-01T09:30:00Z',
        centre: 'Laboratory 7',
        codes: { system: 'http://loinc.org', code },
      },
    })
    for (const format of ['eu-dcc', 'vds-nc', 'smart-health-card'] as const) {
      assert.deepEqual(await pathsOf(coded('94500-6'), format), [], format)
      for (const code of ['94558-4', '94563-4', '5196-1']) {
        assert.deepEqual(await pathsOf(coded(code), format), ['fact.codes'], `${format} ${code}`)
      }
    }
    for (const more of [{ vaccineType: '1162643001' }, { manufacturer: 'ORG-100001417' }]) {
      for (const format of ['eu-dcc', 'smart-health-card'] as const) {
        assert.deepEqual(await pathsOf(dose(more), format), ['fact.product'], JSON.stringify(more))
      }
    }
    const own = { vaccineType: '1119349007', manufacturer: { code: 'ORG-100030215' } }
    assert.deepEqual(await pathsOf(dose(own)), [])
    assert.deepEqual(await pathsOf(dose({ manufacturer: 'Utopia Vaccines Ltd.' })), [])
  })

  test('is no code of LOINC by another name, nor the same twice: a card states it', async () => {
    const issuer = await makeIssuer('smart-health-card')
    const request = { format: 'smart-health-card', now: NOW } as const
    const pcr = { kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected' }
    const code = '94500-6'
    for (const codes of [
      code,
      { system: 'LOINC', code },
      [code, { system: 'http://loinc.org', code }],
      { system: 'urn:oid:2.16.840.1.113883.6.1', code },
    ]) {
      const fact = { ...pcr, sampledAt: '2026-03-01T09:30:00Z', codes }
      const shown = issuer.preview({ holder: DOSE['holder'] ?? {}, fact }, request)
      assert.ok('certificate' in shown, JSON.stringify(shown))
      const [stated] = shown.certificate.facts
      assert.ok(stated?.kind === 'test')
      assert.deepEqual(stated.class.codes, [{ system: 'http://loinc.org', code }])
    }
  })

  test('is found in orders of any shape, by every format', async () => {
    const [chance, coverage] = [createChance(1), new Coverage()]
    for (const format of ISSUED_FORMATS) {
      const issuer = await makeIssuer(format)
      const check = (order: JsonObject) => {
        const checked = issuer.check(order, { format, now: NOW })
        const faults = 'faults' in checked ? checked.faults : []
        const paths = faults.map(({ path }) => path)
        assert.equal(new Set(paths).size, paths.length, JSON.stringify(faults))
        return paths
      }
      let found = 0
      for (let run = 0; run < 100; run++) {
        const order = Object(makeOrder(format, chance, coverage))
        assert.deepEqual(check(order), [])
        for (const part of ['holder', 'fact']) {
          for (const name of Object.keys(order[part])) {
            const { [name]: _, ...rest } = order[part]
            // What is asked for is missing, and what is not is missed by nobody.
            for (const path of check({ ...order, [part]: rest })) {
              assert.ok(path === part || path.startsWith(`${part}.`), path)
            }
            const paths = check({ ...order, [part]: { ...rest, [name]: [0] } })
            assert.ok(paths.includes(`${part}.${name}`), `${part}.${name}: ${paths}`)
            found++
          }
        }
      }
      assert.ok(found > 500, `${found} members`)
    }
  })

  const ZONE = [
    'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
    'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
  ]

  test('of a zone is what was typed beside it, in Latin letters, and no form of it', async () => {
    const { fact } = DOSE
    const of = (holder: JsonObject, mrz: JsonValue = ZONE) =>
      pathsOf({ holder, mrz, fact: fact ?? null })
    assert.deepEqual(await of({}), [])
    assert.deepEqual(await of({}, ZONE.join('\n')), [])
    assert.deepEqual(await of({ family: 'Eriksson', given: 'Anna Mária' }), [])
    assert.deepEqual(await of({ family: 'Эрикссон' }), [])
    for (const typed of [
      { documentNumber: 'l898902c3' },
      { documentNumber: 'L898 902-C3' },
      { birthDate: ' 1974-08-12' },
      { sex: '', nationality: '', birthDate: '', documentNumber: '', familyTransliterated: null },
      { family: '', given: ' ' },
    ]) {
      assert.deepEqual(await of(typed), [], JSON.stringify(typed))
    }
    for (const [name, value] of [
      ['documentNumber', 'L898902C4'],
      ['birthDate', '1974-08'],
      ['sex', 'other'],
      ['sex', 'maie'],
      ['documentType', 'other'],
      ['givenTransliterated', 'ANNA'],
    ] as const) {
      assert.deepEqual(await of({ [name]: value }), [`holder.${name}`], `${name} ${value}`)
    }
    assert.deepEqual(await of({ family: 'Erikson', given: 'Bob' }), [
      'holder.family',
      'holder.given',
    ])
    const [first = '', second = ''] = ZONE
    assert.deepEqual(await of({ family: 'Eriksson' }, [first, second.replace('74', '75')]), ['mrz'])
    assert.deepEqual(await of({}, [first, 1]), ['mrz'])
  })

  test('of a zone is not what it leaves open, nor another spelling of what it says', async () => {
    const card = (fields: Partial<MrzFields>) => {
      const written = encodeMrz({
        ...{ kind: 'TD3', documentCode: 'P', issuingState: 'D', nationality: 'D' },
        ...{ documentNumber: 'C01X00T47', familyName: 'MUSTERMANN', givenNames: 'ERIKA' },
        ...{ birthDate: '1974-08-12', sex: 'F', expiryDate: '2030-04-15', optionalData: '' },
        ...fields,
      })
      assert.ok(written.kind === 'written')
      return written.lines
    }
    const of = async (typed: JsonObject, fields: Partial<MrzFields> = {}) => {
      const read = readOrder({ holder: typed, mrz: card(fields), fact: DOSE['fact'] ?? null }, NOW)
      return 'faults' in read ? read.faults.map(({ path, kind }) => `${path} ${kind}`) : read.order
    }
    for (const nationality of ['DEU', 'deu', 'D']) {
      const read = await of({ nationality })
      assert.ok(!Array.isArray(read), `${nationality}: ${read}`)
    }
    const open = await of({ sex: 'other' }, { sex: 'unspecified', documentNumber: 'C01<X0<47' })
    assert.ok('holder' in open, String(open))
    assert.deepEqual([open.holder.sex, open.holder.documentNumber], ['other', 'C01X047'])
    const same = await of({ documentNumber: 'C01-X0 47' }, { documentNumber: 'C01<X0<47' })
    assert.ok('holder' in same, String(same))
    assert.deepEqual(await of({ givenTransliterated: 'ERIKA' }, { givenNames: '' }), [
      'holder.givenTransliterated contradictory',
    ])
  })

  test('of a recovery is a period that ends before it begins, by what the Regulation says', async () => {
    assert.deepEqual(await pathsOf(recovery({ validUntil: '2026-06-05' })), ['fact.validUntil'])
    assert.deepEqual(await pathsOf(recovery({ validFrom: '2026-12-10' })), ['fact.validFrom'])
    assert.deepEqual(await pathsOf(recovery({ validUntil: '2026-11-28' })), [])
    assert.deepEqual(await pathsOf(recovery({ validUntil: '2026-11-29' })), ['fact.validUntil'])
  })

  test('of a recovery is that it is over, wherever on Earth', async () => {
    const of = (more: JsonObject, now: string) => pathsOf(recovery(more), 'eu-dcc', Date.parse(now))
    assert.deepEqual(await of({ validUntil: '2026-11-20' }, '2026-11-21T11:59:59Z'), [])
    const stated = await of({ validUntil: '2026-11-20' }, '2026-11-21T12:00:00Z')
    assert.deepEqual(stated, ['fact.validUntil'])
    assert.deepEqual(await of({}, '2026-11-29T11:59:59Z'), [])
    assert.deepEqual(await of({}, '2026-11-29T12:00:00Z'), ['fact.firstPositive'])
  })
})

describe('the signer', () => {
  test('may have its certificate itself', async () => {
    const { keys, certificate } = await makeIssuerKit('eu-dcc')
    const issuer = await createIssuer({
      profile: PROFILE,
      formats: [issueEuDcc],
      signer: { ...toSigner(keys), certificate },
      random: (length) => new Uint8Array(length),
      crypto: testCrypto,
    })
    assert.ok('issued' in (await issuer.issue(DOSE, REQUEST)))
  })
})
