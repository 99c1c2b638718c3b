import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
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
/** Words that are the same in both languages. */
const SAME: ReadonlySet<string> = new Set(['fr flow.destination', 'fr flow.vibration'])
/** Sections that stand in English until they are translated: the list is to become empty. */
const ENGLISH_YET: ReadonlySet<string> = new Set(
  Object.keys(EN).filter((section) =>
    Object.values(OTHERS).every((each) => Reflect.get(each, section) === Reflect.get(EN, section)),
  ),
)

function texts(messages: object): ReadonlyMap<string, string> {
  const entries = Object.entries(messages).flatMap(([section, all]) =>
    Object.entries(all).map(([name, text]): [string, string] => [`${section}.${name}`, `${text}`]),
  )
  return new Map(entries)
}

/** The arguments of a text: how each is used, and the branches that must be there. */
function argumentsOf(elements: readonly MessageFormatElement[]): readonly string[] {
  const found = elements.flatMap((element) => {
    if (element.type === TYPE.argument) return [element.value]
    if (element.type !== TYPE.select && element.type !== TYPE.plural) return []
    const branches = Object.entries(element.options)
    const inside = branches.flatMap(([, { value }]) => argumentsOf(value))
    const names = element.type === TYPE.select ? branches.map(([name]) => name).toSorted() : []
    return [`${element.value} ${TYPE[element.type]} ${names}`, ...inside]
  })
  return [...new Set(found)].toSorted()
}

function read(text: string): readonly string[] {
  return argumentsOf(parse(text, { ignoreTag: true }))
}

describe('the languages of the page', () => {
  const english = texts(EN)

  for (const [language, messages] of Object.entries(OTHERS)) {
    const others = texts(messages)

    it(`${language} has every text, and no other`, () => {
      assert.deepEqual([...others.keys()].toSorted(), [...english.keys()].toSorted())
    })

    it(`${language} fills in what English fills in`, () => {
      for (const [name, text] of others) {
        assert.deepEqual(read(text), read(english.get(name) ?? ''), name)
      }
    })

    it(`${language} is not English by oversight`, () => {
      for (const [name, text] of others) {
        const [section = ''] = name.split('.')
        const words = text.replaceAll(
          /\{[^}]*\}|Pratique|VDS-NC|DIVOC|SMART Health (Card|Link)/g,
          '',
        )
        const isWritten = /\p{L}/u.test(words) && !ENGLISH_YET.has(section)
        if (isWritten && !SAME.has(`${language} ${name}`)) {
          assert.notEqual(text, english.get(name), name)
        }
      }
    })
  }

  it('have plurals for every number of things', () => {
    for (const [language, messages] of [['en', EN] as const, ...Object.entries(OTHERS)]) {
      const { closes } = messages.result
      const said = [1, 2, 3, 11].map((seconds) =>
        fillText(compile(closes) as never, language as never, { seconds }),
      )
      assert.ok(
        said.every((each) => each !== undefined && !each.includes('{')),
        language,
      )
    }
  })
})

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
      for (const text of texts(messages).values()) {
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
