import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  CHECK_CODES,
  type CheckCode,
  REMARK_CODES,
  REQUEST_CODES,
  UNAVAILABLE_CODES,
  USAGE_CODES,
} from '../codes.ts'
import { consequenceOf } from './consequence.ts'
import { MESSAGES, type Message } from './en.ts'
import { VERDICT_WORDS } from './verdicts.ts'

const CODES: readonly string[] = [
  ...CHECK_CODES,
  ...REMARK_CODES,
  ...USAGE_CODES,
  ...UNAVAILABLE_CODES,
  ...REQUEST_CODES,
]

const ENTRIES: readonly (readonly [string, Message])[] = Object.entries(MESSAGES)

/** Only a broken form or signature may be called forged (DESIGN §4). */
const FORGED_OR_DAMAGED = 12

describe('messages in English', () => {
  it('are there for every code and for nothing else', () => {
    assert.deepEqual(Object.keys(MESSAGES).toSorted(), CODES.toSorted())
  })

  it('have no empty field and no blanks around a text', () => {
    for (const [code, message] of ENTRIES) {
      for (const [field, text] of Object.entries(message)) {
        assert.match(text, /^\S(?:.*\S)?$/, `${code}: ${field}`)
        assert.doesNotMatch(text, / {2}/, `${code}: ${field}`)
      }
    }
  })

  it('have a title of one short line, without full stop, that no other code has', () => {
    const titles = new Set<string>()
    for (const [code, { title }] of ENTRIES) {
      assert.ok(title.length <= 70, `${code}: ${title.length} characters`)
      assert.doesNotMatch(title, /[.!]$/, code)
      assert.ok(!titles.has(title), `${code}: another code has this title`)
      titles.add(title)
    }
  })

  it('say what is meant and what to do in one to three sentences', () => {
    for (const [code, { meaning, action }] of ENTRIES) {
      for (const text of [meaning, action]) {
        const sentences = text.match(/[.?](?= [A-Z]|$)/g) ?? []
        assert.match(text, /\.$/, code)
        assert.ok(sentences.length <= 3, `${code}: ${sentences.length} sentences`)
      }
    }
  })

  it('speak of forgery only where the exit code is 12', () => {
    const mayBeForged = (code: string): boolean =>
      CHECK_CODES.some((each) => each === code && leadsTo(each, FORGED_OR_DAMAGED))
    for (const [code, { title, meaning, action }] of ENTRIES) {
      if (mayBeForged(code)) continue
      assert.doesNotMatch(`${title} ${meaning} ${action}`, /forge|fake|counterfeit/i, code)
    }
    for (const [exitCode, { headline, action }] of Object.entries(VERDICT_WORDS)) {
      if (Number(exitCode) === FORGED_OR_DAMAGED) continue
      assert.doesNotMatch(`${headline} ${action}`, /forge|fake|counterfeit/i, exitCode)
    }
  })

  it('call an ended signature period technical, and send the holder to the issuer', () => {
    for (const code of CHECK_CODES) {
      if (!leadsTo(code, 15)) continue
      assert.match(MESSAGES[code].action, /issuer/, code)
      assert.doesNotMatch(MESSAGES[code].meaning, /medical/, code)
    }
    assert.match(VERDICT_WORDS[15].action, /technical/)
  })
})

function leadsTo(code: CheckCode, exitCode: number): boolean {
  return consequenceOf(code)?.exitCode === exitCode
}
