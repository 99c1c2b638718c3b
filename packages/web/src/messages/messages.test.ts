import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { COUNTER_MESSAGES as COUNTER_AR } from 'pratique/messages/counter/ar'
import { COUNTER_MESSAGES as COUNTER_EN } from 'pratique/messages/counter/en'
import { COUNTER_MESSAGES as COUNTER_ES } from 'pratique/messages/counter/es'
import { COUNTER_MESSAGES as COUNTER_FR } from 'pratique/messages/counter/fr'
import { COUNTER_MESSAGES as COUNTER_RU } from 'pratique/messages/counter/ru'
import { COUNTER_MESSAGES as COUNTER_ZH } from 'pratique/messages/counter/zh'
import { compile } from '../../build/compiled-messages.ts'
import { AR } from './ar.ts'
import { fillText, isolateAll } from './compiled.ts'
import { EN } from './en.ts'
import { ES } from './es.ts'
import { FR } from './fr.ts'
import { chooseLanguage, type Language, LOCALES, type Messages } from './languages.ts'
import { RU } from './ru.ts'
import { ZH } from './zh.ts'

const OTHERS: Readonly<Record<string, Messages>> = { fr: FR, es: ES, ar: AR, ru: RU, zh: ZH }
function texts(messages: object): readonly string[] {
  return Object.values(messages).flatMap((section) => Object.values(section).map(String))
}

describe('what the build makes of messages', () => {
  it('leaves verdicts and codes as the texts that they are', () => {
    const counters = [COUNTER_EN, COUNTER_FR, COUNTER_ES, COUNTER_AR, COUNTER_RU, COUNTER_ZH]
    for (const { verdicts, codes } of counters) {
      assert.deepEqual(compile({ verdicts, codes }), { verdicts, codes })
    }
  })

  it('is filled as the parser’s own formatter fills it', () => {
    const all = [['en', EN] as const, ...Object.entries(OTHERS)]
    for (const [language, messages] of all) {
      const locale = language as Language
      for (const text of texts(messages)) {
        for (const number of [0, 1, 2, 3, 5, 11, 1234]) {
          const names = text.matchAll(/\{(\w+)/g)
          const values = Object.fromEntries([...names].map(([, name = '']) => [name, number]))
          const wanted = new IntlMessageFormat(text, LOCALES[locale], undefined, {
            ignoreTag: true,
          })
          const filled = fillText(compile(text) as never, locale, values)
          assert.equal(filled, wanted.format(values), text)
        }
      }
    }
  })

  it('isolates what is shown in a text from right to left, and not what chooses in it', () => {
    const text = compile('{name}: {place, select, top {{name}} other {-}}') as never
    const values = { name: 'A', place: 'top' }
    assert.deepEqual(isolateAll(text, 'ar', values), { name: '\u2068A\u2069', place: 'top' })
    assert.deepEqual(isolateAll(text, 'en', values), values)
    assert.equal(fillText(text, 'en', values), 'A: A')
    assert.equal(fillText(text, 'en', {}), undefined)
  })
})

it('the first language that somebody reads is chosen', () => {
  assert.equal(chooseLanguage(['tlh', 'zh-Hant-TW', 'fr']), 'zh')
  assert.equal(chooseLanguage(['AR-eg']), 'ar')
  assert.equal(chooseLanguage(['de', 'it']), 'en')
  assert.equal(chooseLanguage([]), 'en')
})
