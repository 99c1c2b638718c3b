import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { BIDI_CONTROL, leaves, type Text, usesOf } from '../../../test/message-texts.ts'
import { ALL_FORMATS } from '../../../test/runtimes/all-formats.ts'
import { CHECK_CODES, type CheckCode, REMARK_CODES } from '../../codes.ts'
import type { ExitCode } from '../../outcome.ts'
import { consequenceOf } from '../consequence.ts'
import { MESSAGES } from '../en.ts'
import { NAMED_FORMATS } from '../named-formats.ts'
import { VERDICT_WORDS } from '../verdicts.ts'
import { COUNTER_MESSAGES as ARABIC } from './ar.ts'
import { COUNTER_MESSAGES as ENGLISH } from './en.ts'
import { COUNTER_MESSAGES as SPANISH } from './es.ts'
import { COUNTER_MESSAGES as FRENCH } from './fr.ts'
import {
  COUNTER_FORMATS,
  COUNTER_LANGUAGES,
  type CounterLanguage,
  type CounterMessages,
  toCounterAnswer,
} from './messages.ts'
import { COUNTER_MESSAGES as RUSSIAN } from './ru.ts'
import { COUNTER_MESSAGES as CHINESE } from './zh.ts'

const ALL: readonly CounterMessages[] = [ENGLISH, FRENCH, SPANISH, ARABIC, RUSSIAN, CHINESE]

/** Codes that a verdict can be due to, with its exit code. */
const DECIDING: readonly (readonly [CheckCode, ExitCode])[] = CHECK_CODES.flatMap((code) => {
  const exitCode = consequenceOf(code)?.exitCode
  return exitCode === undefined ? [] : [[code, exitCode] as const]
})

type Words = Readonly<Record<CounterLanguage, RegExp>>

/** What only exit code 12 may say (DESIGN §4). */
const FORGED: Words = {
  en: /forge|fake|counterfeit/i,
  fr: /falsifi|contrefa|\bfaux\b|\bfausse/i,
  es: /falsific|\bfals[oa]/i,
  ar: /مزو[ّ]?ر|تزوير/,
  ru: /поддел|фальшив/i,
  zh: /伪造|假冒|虚假/,
}

const DAMAGED: Words = {
  en: /damage/i,
  fr: /endommag|abîm/i,
  es: /dañad|deteriorad/i,
  ar: /تالف/,
  ru: /поврежд/i,
  zh: /损坏|破损/,
}

/** That nothing was asked for but whether it is genuine. */
const NO_ENTRY_RULE: Words = {
  en: /^No entry rule/,
  fr: /^Aucune règle d’entrée/,
  es: /ninguna norma de entrada/,
  ar: /^لم .*قاعدة دخول/,
  ru: /^Правила въезда не /,
  zh: /^未.*入境规定/,
}

/** Other words for what has a word already: certificate, issuer, holder, rule, list, revoked. */
const RIVALS: Words = {
  en: /\b(?:attestation|authority|bearer|owner|traveller|register|cancelled)\b/i,
  fr: /\battestation|\bautorité|détenteur|porteur|voyageur|\bnorme|registre|annul/i,
  es: /atestación|autoridad|expedidor|portador|viajero|\bregla|listado|anulad/i,
  ar: /السلطة|المسافر|المالك|لائحة|السجلات الملغاة|مسحوب/,
  ru: /эмитент|издател|держател|предъявител|свидетельств|перечень|аннулир/i,
  zh: /颁发|发行|发证机|持证人|旅客|规则|名单|吊销|作废/,
}

/** No certificate is called that: entry rules decide for one day and place. */
const VALID = /\b(in)?valid|valable|valide|válid|действителен|действительн|有效|صالح/i

const FULL_STOP = /[.。۔!！?？؟…]$/

/** What this module says itself: labels and coded values are those of paper and of entry rules. */
function textsOf(messages: CounterMessages): readonly Text[] {
  const { language, verdicts, codes, remarks, formats, facts, lines } = messages
  return leaves({ verdicts, codes, remarks, formats, facts, lines }, language).toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  )
}

function isAction({ path }: Text): boolean {
  return path.endsWith('.action')
}

function withoutLanguage({ path }: Text): string {
  return path.slice(2)
}

describe('messages of the counter', () => {
  it('speak the six languages', () => {
    assert.deepEqual(
      ALL.map(({ language }) => language),
      COUNTER_LANGUAGES,
    )
    assert.deepEqual(
      ALL.filter(({ direction }) => direction === 'rtl'),
      [ARABIC],
    )
  })

  it('are there for every exit code, deciding code, remark and format, and for nothing else', () => {
    const formats = [...ALL_FORMATS.map(({ id }) => id), ...Object.keys(NAMED_FORMATS)]
    assert.deepEqual([...new Set(formats)].toSorted(), COUNTER_FORMATS.toSorted())
    const deciding = DECIDING.map(([code]) => code).toSorted()
    for (const messages of ALL) {
      const keys = (part: 'verdicts' | 'codes' | 'remarks' | 'formats') =>
        Object.keys(messages[part]).toSorted()
      assert.deepEqual(keys('verdicts'), Object.keys(VERDICT_WORDS).toSorted(), messages.language)
      assert.deepEqual(keys('codes'), deciding, messages.language)
      assert.deepEqual(keys('remarks'), REMARK_CODES.toSorted(), messages.language)
      assert.deepEqual(keys('formats'), COUNTER_FORMATS.toSorted(), messages.language)
    }
  })

  it('have the same keys in every language, and use the same arguments', () => {
    const english = textsOf(ENGLISH)
    for (const messages of ALL) {
      const texts = textsOf(messages)
      assert.deepEqual(texts.map(withoutLanguage), english.map(withoutLanguage), messages.language)
      for (const [index, { path, text }] of texts.entries()) {
        const expected = usesOf('en', english[index]?.text ?? '')
        assert.deepEqual(usesOf(messages.language, text), expected, path)
        assert.equal(expected.length, path.includes('.lines.') ? 1 : 0, path)
      }
    }
  })

  it('can be filled in', () => {
    for (const messages of ALL) {
      for (const { path, text } of textsOf(messages)) {
        const values = Object.fromEntries(
          usesOf(messages.language, text).map((name) => [name, 'X']),
        )
        const said = String(new IntlMessageFormat(text, messages.language).format(values))
        assert.equal(said, text.replace(/\{\w+\}/, 'X'), path)
      }
    }
  })

  it('are text: no blanks around or doubled, no control characters, typographic apostrophes', () => {
    for (const { path, text } of ALL.flatMap(textsOf)) {
      assert.match(text, /^\S+(?:[ \u00a0]\S+)*$/, path)
      assert.doesNotMatch(text, BIDI_CONTROL, path)
      assert.doesNotMatch(text, /\p{Cc}|\p{Cf}|['"<>]/u, path)
      for (const [open, close] of ['()', '（）', '«»', '{}'].map((pair) => [...pair])) {
        assert.equal(text.split(open ?? '').length, text.split(close ?? '').length, path)
      }
    }
  })

  it('are said in the language itself', () => {
    const english = new Map(textsOf(ENGLISH).map((each) => [withoutLanguage(each), each.text]))
    for (const each of ALL.filter((messages) => messages !== ENGLISH).flatMap(textsOf)) {
      // One word may have come into several languages from Latin.
      const isOneWord = each.path.includes('.facts.') && /^\p{Script=Latin}+$/u.test(each.text)
      if (!isOneWord) assert.notEqual(each.text, english.get(withoutLanguage(each)), each.path)
    }
    for (const [messages, letters] of [
      [ARABIC, /\p{Script=Arabic}/u],
      [RUSSIAN, /\p{Script=Cyrillic}/u],
      [CHINESE, /\p{Script=Han}/u],
    ] as const) {
      for (const { path, text } of textsOf(messages)) assert.match(text, letters, path)
    }
  })

  it('in Arabic, have Latin letters in names of formats alone', () => {
    for (const { path, text } of textsOf(ARABIC)) {
      if (path.includes('.formats.')) continue
      assert.doesNotMatch(text.replace(/\{\w+\}/, ''), /\p{Script=Latin}/u, path)
    }
  })

  it('end actions alone with a full stop, after three sentences at most', () => {
    for (const each of ALL.flatMap(textsOf)) {
      if (!isAction(each)) {
        assert.doesNotMatch(each.text, FULL_STOP, each.path)
        continue
      }
      assert.match(each.text, each.path.startsWith('zh') ? /。$/ : /\.$/, each.path)
      const sentences = each.text.match(/[.?](?= |$)|。/g) ?? []
      assert.ok(sentences.length <= 3, `${each.path}: ${sentences.length} sentences`)
    }
  })

  it('fit a screen of 320 pixels', () => {
    for (const { path, text } of ALL.flatMap(textsOf)) {
      const key = path.split('.').at(-1) ?? ''
      const longest = { headline: path.startsWith('en') ? 40 : 60, action: 200 }[key] ?? 90
      assert.ok(text.length <= longest, `${path}: ${text.length} characters`)
    }
  })

  it('give no two codes one title', () => {
    for (const { language, codes, remarks } of ALL) {
      const titles = [...Object.values(codes).map(({ title }) => title), ...Object.values(remarks)]
      const twice = titles.filter((title, index) => titles.indexOf(title) !== index)
      assert.deepEqual(twice, [], language)
    }
  })

  it('have one word for one thing, and call no certificate valid', () => {
    for (const messages of ALL) {
      for (const { path, text } of textsOf(messages)) {
        assert.doesNotMatch(text, RIVALS[messages.language], path)
        assert.doesNotMatch(text, VALID, path)
      }
    }
  })
})

describe('messages of the counter in English', () => {
  it('have the titles that the pages of the codes have', () => {
    const typographic = (text: string) => text.replaceAll("'", '’')
    for (const [code, { title }] of Object.entries(MESSAGES)) {
      const { codes, remarks } = ENGLISH
      const own: Readonly<Record<string, string>> = {
        ...remarks,
        ...Object.fromEntries(Object.entries(codes).map(([each, words]) => [each, words.title])),
      }
      if (own[code] !== undefined) assert.equal(own[code], typographic(title), code)
    }
  })

  it('have the names of formats that the command line has', () => {
    const plain = (text: string) => text.replace(/^an? /, '').toLowerCase()
    for (const id of COUNTER_FORMATS) {
      const name = NAMED_FORMATS[id]?.name
      if (name !== undefined) assert.equal(plain(ENGLISH.formats[id]), plain(name), id)
    }
  })
})

describe('verdicts at the counter', () => {
  it('speak of forgery and damage in exit code 12, and only there', () => {
    for (const { language, verdicts, codes } of ALL) {
      assert.match(verdicts[12].reason ?? '', FORGED[language], language)
      assert.match(verdicts[12].reason ?? '', DAMAGED[language], language)
      const others = [
        ...Object.entries(verdicts).filter(([exitCode]) => exitCode !== '12'),
        ...Object.entries(codes).filter(([code]) =>
          DECIDING.some(([each, exitCode]) => each === code && exitCode !== 12),
        ),
      ]
      for (const [key, words] of others) {
        const said = Object.values(words).join(' ')
        assert.doesNotMatch(said, FORGED[language], `${language} ${key}`)
        assert.doesNotMatch(said, DAMAGED[language], `${language} ${key}`)
      }
    }
  })

  it('say with "genuine" that no entry rule was checked', () => {
    for (const { language, verdicts } of ALL) {
      assert.match(verdicts[3].reason ?? '', NO_ENTRY_RULE[language], language)
    }
  })

  it('never make a specimen sound genuine', () => {
    for (const { language, verdicts } of ALL) {
      const said = Object.values(verdicts[31]).join(' ').toLowerCase()
      for (const exitCode of [0, 3] as const) {
        const genuine = verdicts[exitCode].headline.toLowerCase()
        assert.ok(!said.includes(genuine), `${language}: ${genuine}`)
      }
    }
  })

  it('have the same headline where they mean the same, and no other', () => {
    const groups = [[0], [3], [10], [11], [12, 13, 14, 15], [20, 21, 22, 23], [30], [31]] as const
    for (const { language, verdicts } of ALL) {
      const headlines = groups.map((group) => [
        ...new Set(group.map((exitCode) => verdicts[exitCode].headline)),
      ])
      for (const same of headlines) assert.equal(same.length, 1, `${language}: ${same}`)
      assert.equal(new Set(headlines.flat()).size, groups.length, language)
      const reasons = Object.values(verdicts).flatMap(({ reason }) => reason ?? [])
      assert.equal(new Set(reasons).size, reasons.length, language)
    }
  })
})

describe('toCounterAnswer', () => {
  it('gives the words of the verdict, and those of the code where they differ', () => {
    assert.deepEqual(toCounterAnswer(ENGLISH, { exitCode: 14, code: 'revocation.revoked' }), {
      headline: 'Cannot be accepted',
      reason: 'Revoked by its issuer',
      title: 'The issuer has revoked this certificate, or the key that signed it',
      action:
        'Ask for another proof. The holder can ask the issuer why, and for a new certificate.',
    })
    assert.deepEqual(toCounterAnswer(ENGLISH, { exitCode: 22, code: 'format.chunk-missing' }), {
      headline: 'No answer',
      reason: 'Something needed is missing or unclear',
      title: 'A part of the card is missing',
      action: 'Scan the remaining codes too. Their order does not matter.',
    })
  })

  it('says nothing wrong of a verdict that comes from more than one cause', () => {
    for (const messages of ALL) {
      const { headline } = toCounterAnswer(messages, { exitCode: 11, code: 'holder.mismatch' })
      assert.notEqual(headline, messages.verdicts[11].headline, messages.language)
      const { reason } = toCounterAnswer(messages, { exitCode: 14, code: 'revocation.no-token' })
      assert.notEqual(reason, messages.verdicts[14].reason, messages.language)
    }
  })

  it('gives the words of the verdict alone where no code decided', () => {
    const { verdicts } = ENGLISH
    assert.deepEqual(toCounterAnswer(ENGLISH, { exitCode: 0 }), verdicts[0])
    assert.deepEqual(toCounterAnswer(ENGLISH, { exitCode: 20, code: 'format.key' }), verdicts[20])
  })

  it('tells of a specimen nothing but that', () => {
    const answer = toCounterAnswer(ENGLISH, { exitCode: 31, code: 'validity.expired' })
    assert.deepEqual(answer, ENGLISH.verdicts[31])
  })

  it('says nothing twice', () => {
    for (const messages of ALL) {
      for (const [code, exitCode] of DECIDING) {
        const { headline, reason, title } = toCounterAnswer(messages, { exitCode, code })
        const lines = [headline, reason, title].filter((line) => line !== undefined)
        assert.equal(new Set(lines).size, lines.length, `${messages.language} ${code}`)
      }
      const clock = toCounterAnswer(messages, { exitCode: 23, code: 'validity.clock' })
      assert.equal(clock.title, undefined, messages.language)
    }
  })
})
