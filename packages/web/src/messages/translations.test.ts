import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { AR } from './ar.ts'
import { fillText } from './compiled.ts'
import { EN } from './en.ts'
import { ES } from './es.ts'
import { FR } from './fr.ts'
import { LANGUAGES, type Language, LOCALES, type Messages } from './languages.ts'
import { RU } from './ru.ts'
import { ZH } from './zh.ts'

const ALL: Readonly<Record<Language, Messages>> = { en: EN, fr: FR, es: ES, ar: AR, ru: RU, zh: ZH }
const OTHERS = LANGUAGES.filter((language) => language !== 'en')

/** Names, and words that came into several languages from Latin. */
const SAME: Readonly<Partial<Record<Language, readonly string[]>>> = {
  fr: ['app.title', 'data.divoc', 'flow.destination', 'flow.vibration'],
  es: ['app.title', 'data.divoc'],
  ar: ['app.title', 'data.divoc'],
  ru: ['app.title', 'data.divoc'],
  zh: ['app.title', 'data.divoc'],
}

/** Without words of their own: names, and what is put together of other texts. */
const WORDLESS = ['app.title', 'data.divoc', 'flow.printedPurpose', 'result.cardReason']

const LETTERS: Readonly<Partial<Record<Language, RegExp>>> = {
  ar: /\p{Script=Arabic}/u,
  ru: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
}

/** Other words for what has a word already (as in `pratique/messages/counter`). */
const RIVALS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:attestation|authority|bearer|owner|traveller|register|cancelled)\b/i,
  fr: /\battestation|\bautorité|détenteur|porteur|voyageur|\bnorme|\bregistre|\bappareil photo/i,
  es: /atestación|autoridad|expedidor|portador|viajero|\bregla|listado|anulad/i,
  ar: /السلطة|المسافر|المالك|لائحة|شروط الدخول|مسحوب|اً/,
  ru: /эмитент|издател|держател|предъявител|свидетельств|перечень|аннулир/i,
  zh: /颁发|发行|发证机|持证人|旅客|规则|名单|吊销|作废|相机/,
}

interface Text {
  readonly language: Language
  readonly name: string
  readonly text: string
}

function textsOf(language: Language): readonly Text[] {
  return Object.entries(ALL[language]).flatMap(([section, texts]) =>
    Object.entries(texts).map(([name, text]) => ({ language, name: `${section}.${name}`, text })),
  )
}

/** Every element of a message, however deep. */
function elementsOf(text: string): readonly MessageFormatElement[] {
  const inside = (elements: readonly MessageFormatElement[]): readonly MessageFormatElement[] =>
    elements.flatMap((each) =>
      'options' in each
        ? [each, ...Object.values(each.options).flatMap(({ value }) => inside(value))]
        : [each],
    )
  return inside(parse(text, { ignoreTag: true }))
}

/** The arguments of a message: `choice` where a word chooses a branch, `value` otherwise. */
function argumentsOf(text: string): readonly string[] {
  const names = elementsOf(text).flatMap((each) => {
    if (each.type === TYPE.literal || each.type === TYPE.pound || !('value' in each)) return []
    return [`${each.type === TYPE.select ? 'choice' : 'value'} ${each.value}`]
  })
  return [...new Set(names)].toSorted()
}

/** The branches of every choice in a message. */
function branchesOf(text: string, type: TYPE.select | TYPE.plural): readonly string[][] {
  return elementsOf(text).flatMap((each) =>
    each.type === type && 'options' in each ? [Object.keys(each.options)] : [],
  )
}

/** What stands in a message beside its arguments, with every branch. */
function wordsOf(text: string): string {
  return elementsOf(text)
    .map((each) => (each.type === TYPE.literal ? each.value : ''))
    .join('\n')
}

describe('messages of the page', () => {
  it('have every text of every section in every language, and no other', () => {
    const names = textsOf('en').map(({ name }) => name)
    assert.ok(names.length > 100)
    for (const language of OTHERS) {
      const own = textsOf(language).map(({ name }) => name)
      assert.deepEqual(own.toSorted(), names.toSorted(), language)
    }
  })

  it('use the arguments that English uses, and have its choices', () => {
    const english = new Map(textsOf('en').map(({ name, text }) => [name, text]))
    for (const { language, name, text } of OTHERS.flatMap(textsOf)) {
      const expected = english.get(name) ?? ''
      assert.deepEqual(argumentsOf(text), argumentsOf(expected), `${language} ${name}`)
      assert.deepEqual(
        branchesOf(text, TYPE.select),
        branchesOf(expected, TYPE.select),
        `${language} ${name}`,
      )
    }
  })

  it('have every plural form that the language has for whole numbers', () => {
    const numbers = Array.from({ length: 201 }, (_, number) => number)
    for (const language of LANGUAGES) {
      const rules = new Intl.PluralRules(LOCALES[language])
      const forms = new Set(['other', ...numbers.map((number) => rules.select(number))])
      for (const { name, text } of textsOf(language)) {
        for (const branches of branchesOf(text, TYPE.plural)) {
          const own = branches.filter((branch) => !branch.startsWith('='))
          assert.deepEqual(own.toSorted(), [...forms].toSorted(), `${language} ${name}`)
        }
      }
    }
  })

  it('can be filled in, for every number', () => {
    for (const { language, name, text } of LANGUAGES.flatMap(textsOf)) {
      const names = argumentsOf(text).map((each) => each.replace(/^\w+ /, ''))
      for (const number of names.length === 0 ? [0] : [0, 1, 2, 3, 11, 21, 100]) {
        const values = Object.fromEntries(names.map((each) => [each, number]))
        const said = fillText(parse(text, { ignoreTag: true }), language, values)
        assert.ok(said, `${language} ${name}`)
        assert.doesNotMatch(said, /[{}#]| {2}|^\s|\s$/, `${language} ${name}: ${said}`)
      }
    }
  })

  it('are said in the language itself', () => {
    const english = new Map(textsOf('en').map(({ name, text }) => [name, text]))
    for (const { language, name, text } of OTHERS.flatMap(textsOf)) {
      if (WORDLESS.includes(name)) continue
      const isSame = text === english.get(name)
      assert.equal(isSame, SAME[language]?.includes(name) ?? false, `${language} ${name}`)
      assert.match(wordsOf(text), LETTERS[language] ?? /\p{Letter}/u, `${language} ${name}`)
    }
  })

  it('are text: no blanks around or doubled, no control characters, typographic apostrophes', () => {
    for (const { language, name, text } of LANGUAGES.flatMap(textsOf)) {
      const words = wordsOf(text)
      assert.match(text, /^\S+(?:[ \u00a0]\S+)*$/, `${language} ${name}`)
      assert.doesNotMatch(words, /\p{Cc}(?<!\n)|\p{Cf}|['"]/u, `${language} ${name}`)
      for (const [open = '', close = ''] of ['()', '（）', '«»', '“”'].map((pair) => [...pair])) {
        assert.equal(words.split(open).length, words.split(close).length, `${language} ${name}`)
      }
    }
  })

  it('are set as the language sets its signs', () => {
    for (const { name, text } of textsOf('fr')) {
      assert.doesNotMatch(wordsOf(text), /[^\u00a0\n][:;!?»]|«(?!\u00a0)/, `fr ${name}`)
    }
    for (const { name, text } of textsOf('es')) {
      const words = wordsOf(text)
      assert.equal(words.split('?').length, words.split('¿').length, `es ${name}`)
      assert.equal(words.split('!').length, words.split('¡').length, `es ${name}`)
    }
    for (const { name, text } of textsOf('ar')) {
      assert.doesNotMatch(wordsOf(text), /[,;?]/, `ar ${name}`)
    }
    for (const { name, text } of textsOf('zh')) {
      const words = wordsOf(text).replaceAll(/[ \u00a0]· /g, '')
      assert.doesNotMatch(words, /[,;:?!]|\p{Script=Han}[. ]|[. ]\p{Script=Han}/u, `zh ${name}`)
    }
  })

  it('end as English ends: a sentence with its stop, a label without', () => {
    const stop = /[.。]$/
    const english = new Map(textsOf('en').map(({ name, text }) => [name, stop.test(text)]))
    for (const { language, name, text } of OTHERS.flatMap(textsOf)) {
      assert.equal(stop.test(text), english.get(name), `${language} ${name}`)
    }
  })

  it('have one word for one thing', () => {
    for (const { language, name, text } of LANGUAGES.flatMap(textsOf)) {
      assert.doesNotMatch(wordsOf(text), RIVALS[language], `${language} ${name}`)
    }
  })
})
