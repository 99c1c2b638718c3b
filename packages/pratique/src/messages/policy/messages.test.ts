import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { BIDI_CONTROL, choicesOf, leaves, type Text, usesOf } from '../../../test/message-texts.ts'
import { CONDITION_KINDS, EVENTS } from '../../policy/condition.ts'
import { POLICY_MESSAGES as ARABIC } from './ar.ts'
import { POLICY_MESSAGES as ENGLISH } from './en.ts'
import { POLICY_MESSAGES as SPANISH } from './es.ts'
import { POLICY_MESSAGES as FRENCH } from './fr.ts'
import {
  type ConditionMessage,
  MANY,
  NONE,
  POLICY_LANGUAGES,
  type PolicyMessages,
  toSelector,
} from './messages.ts'
import { POLICY_MESSAGES as RUSSIAN } from './ru.ts'
import { POLICY_MESSAGES as CHINESE } from './zh.ts'

const ALL: readonly PolicyMessages[] = [ENGLISH, FRENCH, SPANISH, ARABIC, RUSSIAN, CHINESE]

const AMOUNTS = [0, 1, 2, 3, 5, 11, 21, 100]

/** What each argument is tried with, beside numbers. */
const BRANCHES: Readonly<Record<string, readonly string[]>> = {
  event: [...EVENTS.map(toSelector), 'something-new'],
  unit: ['hour', 'day', 'month', 'year', 'week'],
  kind: ['vaccination', 'test', 'recovery', 'prophylaxis', 'exemption', 'something-new'],
  list: ['keys', 'revocation', 'rules'],
  accepted: [MANY, 'A, B'],
  field: [NONE, 'F'],
  disease: [NONE, 'D'],
}

/** Arguments that are numbers; all others are text. */
const NUMBERS = ['amount', 'count', 'days', 'least', 'most', 'dose', 'series', 'number']

/** What the lines of a report take, as `PolicyReport` says. */
const REPORT_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  acceptedBetween: ['from', 'until'],
  acceptedFrom: ['from'],
  acceptedUntil: ['until'],
  nextPass: ['date'],
  between: ['from', 'until'],
  from: ['from'],
  until: ['until'],
  destination: ['destination'],
  arrival: ['date'],
  certificate: ['number'],
  show: ['certificates', 'count'],
  asOf: ['date'],
  timeZone: ['zone'],
  rule: ['rule'],
}

/** Names that are the same in every language. */
const INTERNATIONAL = /\.words\.diseases\.(covid-19|dengue|hepatitis-[ab]|tuberculosis)$/

const DATES = /\{(?:date|until|from|ruleDate)\}/

describe('messages of entry rules', () => {
  it('speak the six languages', () => {
    assert.deepEqual(
      ALL.map(({ language }) => language),
      POLICY_LANGUAGES,
    )
    const rightToLeft = ALL.filter(({ direction }) => direction === 'rtl')
    assert.deepEqual(rightToLeft, [ARABIC])
  })

  it('are there for every kind of condition and for nothing else', () => {
    for (const { language, conditions } of ALL) {
      assert.deepEqual(Object.keys(conditions).toSorted(), CONDITION_KINDS.toSorted(), language)
    }
  })

  it('have the same keys in every language', () => {
    const expected = textsOf(ENGLISH).map(({ path }) => path.slice(2))
    for (const messages of ALL) {
      assert.deepEqual(
        textsOf(messages).map(({ path }) => path.slice(2)),
        expected,
        messages.language,
      )
    }
  })

  it('are text: not empty, no blanks around, in typographic apostrophes alone', () => {
    for (const { path, text } of ALL.flatMap(textsOf)) {
      assert.match(text, /^\S[\s\S]*\S$/, path)
      // In ICU MessageFormat, an apostrophe before a brace quotes it.
      assert.doesNotMatch(text, /'|<|[^\n ] {2}/, path)
    }
  })

  it('are said in the language itself', () => {
    const english = new Map(textsOf(ENGLISH).map(({ path, text }) => [path.slice(2), text]))
    for (const { path, text } of ALL.filter((each) => each !== ENGLISH).flatMap(textsOf)) {
      if (!INTERNATIONAL.test(path)) assert.notEqual(text, english.get(path.slice(2)), path)
    }
    for (const [messages, letters] of [
      [ARABIC, /\p{Script=Arabic}/u],
      [RUSSIAN, /\p{Script=Cyrillic}/u],
      [CHINESE, /\p{Script=Han}/u],
    ] as const) {
      for (const { path, text } of textsOf(messages)) {
        if (!INTERNATIONAL.test(path)) assert.match(text, letters, path)
      }
    }
  })

  it('leave direction to who fills in, and close what they open', () => {
    for (const { path, text } of ALL.flatMap(textsOf)) {
      assert.doesNotMatch(text, BIDI_CONTROL, path)
      for (const [open, close] of ['()', '（）', '«»', '{}'].map((pair) => [...pair])) {
        assert.equal(text.split(open ?? '').length, text.split(close ?? '').length, path)
      }
    }
  })

  it('call no certificate valid or invalid, and nobody guilty', () => {
    const words =
      /\b(in)?valid|\byou\b|your|valable|valide|válid|\bvous\b|\busted\b|действителен|有效/i
    for (const { path, text } of ALL.flatMap(textsOf)) assert.doesNotMatch(text, words, path)
  })

  it('in Russian, end no sentence with a date, which ends with a full stop of its own', () => {
    for (const { path, text } of textsOf(RUSSIAN)) {
      assert.doesNotMatch(text, new RegExp(`${DATES.source}\\.`), path)
    }
  })
})

describe('conditions in words', () => {
  const argumentsOf = readArguments()

  it('use only the arguments of their kind, and none of the certificate in `plain`', () => {
    assert.deepEqual([...argumentsOf.keys()], CONDITION_KINDS)
    for (const { language, conditions } of ALL) {
      for (const kind of CONDITION_KINDS) {
        const { values, stated } = argumentsOf.get(kind) ?? assert.fail(kind)
        const { full, plain, action, plainAction }: ConditionMessage = conditions[kind]
        const uses = (text = '') => usesOf(language, text)
        for (const each of [...uses(full), ...uses(action)]) {
          assert.ok([...values, ...stated].includes(each), `${language} ${kind}: ${each}`)
        }
        for (const each of [...uses(plain), ...uses(plainAction)]) {
          assert.ok(values.includes(each), `${language} ${kind}, plain: ${each}`)
        }
        const saysStated = uses(action).some((each) => stated.includes(each))
        assert.equal(plainAction !== undefined, saysStated, `${language} ${kind}: plainAction`)
      }
    }
  })

  it('say in every language what they say in English', () => {
    for (const { language, conditions } of ALL) {
      for (const kind of CONDITION_KINDS) {
        for (const form of ['full', 'plain', 'action'] as const) {
          const own = usesOf(language, conditions[kind][form] ?? '')
          const english = usesOf('en', ENGLISH.conditions[kind][form] ?? '')
          assert.deepEqual(own.toSorted(), english.toSorted(), `${language} ${kind} ${form}`)
        }
      }
    }
  })
})

describe('every message', () => {
  it('has `other` in each choice, and the numbers of its language', () => {
    for (const messages of ALL) {
      const categories = categoriesOf(messages.language)
      for (const { path, text } of textsOf(messages)) {
        for (const { options, isPlural } of choicesOf(messages.language, text)) {
          assert.ok(options.includes('other'), path)
          if (!isPlural || options.includes('=0')) continue
          assert.deepEqual(options.toSorted(), categories, path)
        }
      }
    }
  })

  it('formats with every branch and number', () => {
    for (const messages of ALL) {
      for (const { path, text } of textsOf(messages)) {
        const format = new IntlMessageFormat(text, messages.language)
        for (const values of samplesOf(usesOf(messages.language, text))) {
          const said = String(format.format(values))
          assert.ok(said.length > 0, path)
          assert.doesNotMatch(said, /[{}#]| {2}|undefined|\s[.,;]|\n/, path)
        }
      }
    }
  })

  it('takes in reports what the types say', () => {
    for (const messages of ALL) {
      for (const { path, text } of textsOf(messages)) {
        const [, part = '', , key = ''] = path.split('.')
        if (part === 'conditions') continue
        const expected = part === 'report' ? (REPORT_ARGUMENTS[key] ?? []) : []
        for (const each of usesOf(messages.language, text)) {
          assert.ok(expected.includes(each), `${path}: ${each}`)
        }
      }
    }
  })

  it('reads as written', () => {
    const say = ({ language, conditions }: PolicyMessages, form: 'full' | 'plain', days: number) =>
      String(
        new IntlMessageFormat(conditions['too-old'][form], language).format({
          event: 'vaccination',
          amount: days,
          unit: 'day',
          date: 'D',
          until: 'U',
        }),
      )
    assert.equal(
      say(ENGLISH, 'full', 270),
      'The last dose, of D, is accepted for 270 days, until U.',
    )
    assert.equal(
      say(ENGLISH, 'plain', 1),
      'The last dose is accepted for 1 day; that time is over on arrival.',
    )
    assert.equal(
      say(FRENCH, 'full', 270),
      'La dernière dose, du D, est acceptée pendant 270 jours, jusqu’au U.',
    )
    assert.equal(
      say(RUSSIAN, 'full', 21),
      'Последняя доза от D принимается до U (в течение 21 дня).',
    )
    assert.equal(
      say(RUSSIAN, 'full', 5),
      'Последняя доза от D принимается до U (в течение 5 дней).',
    )
    assert.equal(say(ARABIC, 'full', 2), 'تُقبل آخر جرعة (بتاريخ D) لمدة يومين، أي حتى U.')
    assert.equal(say(ARABIC, 'full', 11), 'تُقبل آخر جرعة (بتاريخ D) لمدة 11 يومًا، أي حتى U.')
    assert.equal(say(CHINESE, 'full', 270), '最后一剂疫苗（D）在270天内可接受，至U为止。')
  })
})

function textsOf(messages: PolicyMessages): readonly Text[] {
  const { language, conditions, words, report } = messages
  return leaves({ conditions, words, report }, language).toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  )
}

/** What `policy/condition.ts` says of the arguments of each kind, in its comments. */
function readArguments(): ReadonlyMap<string, Record<'values' | 'stated', readonly string[]>> {
  const file = join(import.meta.dirname, '../../policy/condition.ts')
  const [, list = ''] = readFileSync(file, 'utf8').split('CONDITION_KINDS = [')
  const [kinds = ''] = list.split('] as const')
  const found = kinds.matchAll(/\/\*\*(.*?)\*\/\s*((?:'[a-z-]+',\s*)+)/gs)
  return new Map(
    [...found].flatMap(([, comment = '', names = '']) => {
      const listed = (word: string) =>
        new RegExp(`${word}: ([^;.]*)`)
          .exec(comment.replaceAll(/\(.*?\)|\n\s*\*/g, ''))?.[1]
          ?.split(',')
          .map((name) => name.trim()) ?? []
      const entry = { values: listed('values'), stated: listed('stated') }
      return [...names.matchAll(/'(.*?)'/g)].map(([, name = '']) => [name, entry] as const)
    }),
  )
}

/** The categories that whole numbers up to a thousand have, and `other`. */
function categoriesOf(language: string): readonly string[] {
  const rules = new Intl.PluralRules(language)
  const numbers = Array.from({ length: 1001 }, (_, number) => rules.select(number))
  return [...new Set([...numbers, 'other'])].toSorted()
}

type Values = Readonly<Record<string, string | number>>

/** Every combination of branches, each with every number. */
function samplesOf(names: readonly string[]): readonly Values[] {
  const start: readonly Values[] = AMOUNTS.map((amount) =>
    Object.fromEntries(names.map((name) => [name, NUMBERS.includes(name) ? amount : 'X'])),
  )
  return names.reduce((samples, name) => {
    const branches = BRANCHES[name]
    if (branches === undefined) return samples
    return samples.flatMap((each) => branches.map((branch) => ({ ...each, [name]: branch })))
  }, start)
}
