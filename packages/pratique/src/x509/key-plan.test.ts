/**
 * By when the next key is due, for every state that a folder of certificates may be in.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeSigner } from '../../test/make-signer.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { webCrypto as crypto } from '../keys/web-crypto.ts'
import { writeAuthority } from './authority.ts'
import { addMonths } from './calendar.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { certifyRequest } from './certify.ts'
import { type KeyLine, type PlanOptions, planKeys } from './key-plan.ts'
import type { Purpose } from './profiles.ts'
import { readCertificateRequest, writeCertificateRequest } from './request.ts'

const DAY = 86_400
const START = Date.parse('2026-01-01') / 1000
const sca = makeSigner()
const authority = await makeAuthority(sca, START)

async function makeAuthority(signer: SignPort, notBefore: number): Promise<Certificate> {
  const subject = { country: 'UT', commonName: 'SCA' }
  const serialNumber = new Uint8Array(16).fill(notBefore & 0x7f || 1)
  return readCertificate(await writeAuthority({ subject, serialNumber, notBefore }, signer, crypto))
}

async function make(
  notBefore: number,
  { purpose = ['test'], signer = makeSigner(), months = 24 }: MakeOptions = {},
): Promise<Certificate> {
  const name = { country: 'UT', commonName: 'DSC' }
  const request = readCertificateRequest(await writeCertificateRequest(name, signer, crypto))
  const der = await certifyRequest(
    request,
    {
      ...{ authority, purpose, crypto, notBefore },
      serialNumber: new Uint8Array(16).fill(1),
      notAfter: addMonths(notBefore, months) - 1,
    },
    sca,
  )
  return readCertificate(der)
}

interface MakeOptions {
  readonly purpose?: Purpose
  readonly signer?: SignPort
  readonly months?: number
}

function plan(
  certificates: readonly Certificate[],
  now: number,
  more: Partial<PlanOptions> = {},
): readonly KeyLine[] {
  const options = { now, lifetimeDays: 180, leadDays: 14, makingDays: 30, ...more }
  return planKeys(certificates, options)
}

function only(lines: readonly KeyLine[]): KeyLine {
  const [line, ...others] = lines
  assert.ok(line && others.length === 0)
  return line
}

const first = await make(START)
const second = await make(addMonths(START, 5))

describe('one key', () => {
  const end = addMonths(START, 6) - 1
  const createBy = end - 44 * DAY

  test('signs until its period ends; the next one is due before', () => {
    const line = only(plan([first], START))
    assert.deepEqual(line.next, { createBy, publishBy: end - 14 * DAY, useFrom: end })
    assert.deepEqual([line.role, line.usages, line.country], ['certificates', ['test'], 'UT'])
    assert.deepEqual([line.keys[0]?.state, line.faults], ['signs', []])
  })

  const cases = [
    [createBy, 'signs', []],
    [createBy + 1, 'signs', ['next-overdue']],
    [end, 'signs', ['next-overdue']],
    [end + 1, 'verifies', ['none-signs', 'next-overdue']],
    [first.notAfter + 1, 'over', ['none-signs', 'next-overdue']],
    [START - 1, 'to-come', ['none-signs']],
  ] as const
  for (const [now, state, faults] of cases) {
    test(`${state} at ${now - START}, ${faults.join(' and ') || 'nothing is wrong'}`, () => {
      const line = only(plan([first], now))
      assert.deepEqual([line.keys[0]?.state, line.faults], [state, faults])
    })
  }

  test('stops earlier if what it signs lasts longer than what is left', async () => {
    const line = only(plan([first], START, { lifetimeDays: 700 }))
    assert.equal(line.keys[0]?.signsUntil, first.notAfter - 700 * DAY)
    const short = await make(START, { months: 6 })
    assert.deepEqual(only(plan([short], START, { lifetimeDays: 365 })).faults, [
      'none-signs',
      'next-overdue',
      'never-signs',
    ])
  })

  test('serves so many certificates', () => {
    assert.equal(only(plan([first], START)).perKey, undefined)
    assert.equal(only(plan([first], START, { yearly: 3650 })).perKey, 1809)
  })
})

describe('several keys', () => {
  test('the next one takes over: what is due moves on', () => {
    const line = only(plan([second, first, first], addMonths(START, 5) + DAY))
    assert.deepEqual(line.faults, [])
    assert.deepEqual(
      line.keys.map(({ certificate }) => certificate),
      [first, second],
    )
    assert.equal(line.next.useFrom, addMonths(START, 11) - 1)
  })

  test('a day without a key is a gap, two that touch are none', async () => {
    const touching = await make(addMonths(START, 6))
    assert.deepEqual(only(plan([first, touching], START)).faults, [])
    const late = await make(addMonths(START, 6) + DAY)
    assert.deepEqual(only(plan([first, late], START)).faults, ['gap'])
    // What is past cannot be mended.
    assert.deepEqual(only(plan([first, late], addMonths(START, 6) + DAY)).faults, [])
  })

  test('of different uses are different lines', async () => {
    const seals = await make(START, { purpose: 'seals' })
    const lists = await make(START, { purpose: 'revocation-lists' })
    const recovery = await make(START, { purpose: ['recovery'] })
    const lines = plan([first, seals, lists, recovery, authority], START)
    assert.deepEqual(
      lines.map(({ role, usages }) => [role, usages]),
      [
        ['authority', undefined],
        ['certificates', ['recovery']],
        ['certificates', ['test']],
        ['revocation-lists', undefined],
        ['seals', undefined],
      ],
    )
    assert.ok(lines.every(({ faults }) => faults.length === 0))
    assert.equal(lines[0]?.next.useFrom, addMonths(START, 24) - 1)
    assert.equal(lines[3]?.next.useFrom, addMonths(START, 12) - 1)
  })

  test('one key in two roles is a fault', async () => {
    const signer = makeSigner()
    const [one, two] = [
      await make(START, { signer }),
      await make(START, { signer, purpose: 'revocation-lists' }),
    ]
    for (const { faults } of plan([one, two], START)) assert.deepEqual(faults, ['key-of-two-roles'])
  })

  test('one that outlives its authority is a fault', () => {
    const short = { ...authority, notAfter: first.notAfter - 1 }
    const lines = plan([first, short], START)
    assert.deepEqual(lines.find(({ role }) => role === 'certificates')?.faults, [
      'outlives-authority',
    ])
    // A newer certificate of the same authority reaches further.
    assert.deepEqual(only(plan([first, short, authority], START).slice(1)).faults, [])
  })

  test('what has no role of ours is passed over', () => {
    assert.deepEqual(plan([{ ...first, isCa: true }], START), [])
    assert.deepEqual(plan([{ ...first, keyUsages: ['keyAgreement'] }], START), [])
    assert.deepEqual(plan([], START), [])
  })
})
