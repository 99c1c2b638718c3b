import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SKIPPED, type Start } from './browser.ts'
import { row, specimen } from './certificates.ts'
import { NOW, serveExercisePage } from './exercise-page.ts'
import { drawCodes } from './fake-camera.ts'
import { openScanPage, type ScanPage } from './scan-page.ts'

const GENUINE: Start = { mode: { kind: 'genuine-only' } }
const UT: Start = { mode: { kind: 'entry', destination: 'UT' } }
const XE: Start = { mode: { kind: 'entry', destination: 'XE' } }

const VACCINATION = row('eu-dcc/vaccination')
const EXPIRED = row('eu-dcc-revoked/expired-and-not-listed', 'eu-dcc/revoked.jsonl')
const CHANGED = row('hcert-signature/bit-200', 'hcert/forged.jsonl')
const WIFI = 'WIFI:T:WPA;S:Harbour;P:correct horse;;'

/** What is filmed in a mode, and its verdict with the code for help. One that is revoked: updates.test.ts. */
const CASES: readonly (readonly [name: string, Start, text: string, answer: string])[] = [
  ['a vaccination that is asked for', UT, VACCINATION, 'accepted 0'],
  ['a test that found something', UT, row('eu-dcc/pcr-detected'), 'refused policy.not-met (11)'],
  [
    'one of which too little can be read',
    UT,
    row('eu-dcc/dn-text'),
    'undecided content.structure (22)',
  ],
  [
    'a specimen, which opens no gate',
    XE,
    specimen('vaccination-2-of-2'),
    'specimen policy.more-needed (31)',
  ],
  [
    'a specimen whose list of revocations is not here',
    GENUINE,
    specimen('revoked'),
    'specimen revocation.list-missing (31)',
  ],
  ['a certificate', GENUINE, VACCINATION, 'genuine 3'],
  [
    'one with a bit of its signature changed',
    GENUINE,
    CHANGED,
    'not-genuine signature.invalid (12)',
  ],
  ['one that has expired', GENUINE, EXPIRED, 'not-genuine validity.expired (15)'],
  [
    'one of a signer whom nobody knows',
    GENUINE,
    specimen('unknown-issuer'),
    'not-genuine signer.unknown (13)',
  ],
  ['an address', GENUINE, 'https://harbour.example/menu', 'not-a-certificate format.prefix (30)'],
  ['the key of a network', GENUINE, WIFI, 'not-a-certificate format.prefix (30)'],
  ['one of two that are asked for', XE, VACCINATION, 'more-needed policy.more-needed (10)'],
]

describe('from film to verdict', { skip: SKIPPED }, () => {
  let scan: ScanPage
  let begun: Start | undefined
  before(async () => {
    scan = await openScanPage({ serve: serveExercisePage, now: NOW })
  })
  after(async () => {
    await scan?.close()
  })

  for (const [name, start, text, answer] of CASES) {
    it(`${name}: ${answer}`, async () => {
      const { page } = scan
      if (start !== begun) await scan.begin(start)
      begun = start
      scan.show(drawCodes([{ text }]))
      await scan.startScan()
      const verdict = await scan.verdict()
      const help = await page.getByText(/^Code for help: /).innerText()
      assert.equal(`${verdict} ${help.replace('Code for help: ', '')}`, answer)
    })
  }
})
