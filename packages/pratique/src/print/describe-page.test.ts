import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EMPTY, stated, TEST, VACCINATION } from '../../test/made-certificates.ts'
import { PRINT_LABELS, PRINT_LANGUAGES, PRINT_MESSAGES } from '../messages/print.ts'
import type { HealthCertificate } from '../model/health-certificate.ts'
import { toDateWords, toInstantWords } from './dates.ts'
import { describePage, type PageRequest } from './describe-page.ts'

function describeIn(certificate: HealthCertificate, more: Partial<PageRequest> = {}) {
  return describePage({ certificate, format: 'eu-dcc', language: 'en', ...more })
}

function valuesOf(certificate: HealthCertificate, more: Partial<PageRequest> = {}) {
  const { rows } = describeIn(certificate, more)
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

describe('the words of a page', () => {
  /** The values of all texts, with the path of each. */
  function textsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
    if (typeof value === 'string') return [[path, value]]
    return Object.entries(Object(value)).flatMap(([name, each]) => textsOf(each, `${path}.${name}`))
  }

  it('are there in every language, with the same places for values', () => {
    const placesOf = (text: string) =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    const english = new Map(textsOf(PRINT_MESSAGES.en, ''))
    for (const language of PRINT_LANGUAGES) {
      const messages = PRINT_MESSAGES[language]
      assert.equal(messages.language, language)
      assert.equal(messages.direction, language === 'ar' ? 'rtl' : 'ltr')
      assert.deepEqual(Object.keys(messages.labels), PRINT_LABELS)
      assert.deepEqual([messages.dates.months.length, messages.dates.monthsAlone.length], [12, 12])
      const texts = textsOf(messages, '')
      assert.equal(texts.length, english.size)
      for (const [path, text] of texts) {
        assert.notEqual(text.trim(), '', `${language}${path}`)
        assert.deepEqual(placesOf(text), placesOf(english.get(path) ?? ''), `${language}${path}`)
      }
    }
  })

  it('are no other language’s: no label is left in English', () => {
    const international = ['dose']
    for (const language of PRINT_LANGUAGES.filter((each) => each !== 'en')) {
      for (const label of PRINT_LABELS.filter((each) => !international.includes(each))) {
        const { labels } = PRINT_MESSAGES[language]
        assert.notEqual(labels[label], PRINT_MESSAGES.en.labels[label], `${language} ${label}`)
      }
    }
  })
})

describe('describePage', () => {
  it('states what the certificate states, and nothing else', () => {
    const { title, rows } = describeIn(VACCINATION, { issuerName: 'Utopia', references: true })
    assert.equal(title, 'Certificate of vaccination')
    assert.deepEqual(
      rows.map(({ name, value }) => [name, value]),
      [
        ['family', 'Musterfrau-Gößinger'],
        ['given', 'Gabriele'],
        ['birthDate', '26 February 1998'],
        ['documentNumber', 'P1234567'],
        ['disease', 'COVID-19'],
        ['vaccinationDate', '18 February 2021'],
        ['dose', '1 / 2'],
        ['product', 'EU/1/20/1528'],
        ['lot', 'AB-12'],
        ['codeUntil', '1 January 2027'],
        ['issuer', 'Utopia'],
        ['country', 'UT'],
        ['statedBy', 'Ministry of Health (Utopia)'],
        ['identifier', 'URN:UVCI:01:UT:187/37512422923'],
      ],
    )
    assert.deepEqual(describeIn(EMPTY).rows, [])
  })

  it('prints identifiers and names of countries only if asked', () => {
    assert.equal(valuesOf(VACCINATION)['identifier'], undefined)
    const countryName = (code: string) => (code === 'UT' ? 'Utopia' : undefined)
    assert.equal(valuesOf(VACCINATION, { countryName })['country'], 'Utopia')
  })

  it('never says "not detected" of a result that is not known', () => {
    assert.equal(valuesOf(TEST)['testResult'], 'not detected (negative)')
    const [fact] = TEST.facts
    assert.ok(fact?.kind === 'test')
    const result = { value: 'unknown', source: 'stated', codes: [{ code: '99' }] } as const
    const unknown = { ...TEST, facts: [{ ...fact, result, status: stated('not-final' as const) }] }
    assert.equal(valuesOf(unknown)['testResult'], '99')
    assert.equal(valuesOf(unknown)['testStatus'], 'not final')
    const bare = { ...TEST, facts: [{ ...fact, result: { ...result, codes: [] } }] }
    assert.equal(valuesOf(bare)['testResult'], 'unknown result')
  })

  it('says of a dose that was not given that it was not', () => {
    const [fact] = VACCINATION.facts
    assert.ok(fact?.kind === 'vaccination')
    const refused = { ...VACCINATION, facts: [{ ...fact, status: stated('not-done' as const) }] }
    assert.equal(valuesOf(refused)['vaccinationStatus'], 'not given')
  })

  it('has the Latin name first and the own script below', () => {
    const name = {
      family: stated('محمد علي'),
      given: stated('فاطمة'),
      familyTransliterated: stated('MUHAMMAD<ALI'),
      givenTransliterated: stated('FATIMA'),
    }
    const arabic = { ...VACCINATION, holder: { name } }
    assert.deepEqual(
      describeIn(arabic)
        .rows.slice(0, 3)
        .map((row) => [row.name, row.value, row.direction]),
      [
        ['family', 'MUHAMMAD ALI', 'ltr'],
        ['given', 'FATIMA', 'ltr'],
        ['ownName', 'محمد علي فاطمة', 'rtl'],
      ],
    )
    assert.equal(valuesOf(arabic, { ownName: 'other' })['ownNameBeside'], undefined)
  })

  it('says of a name that the code does not have that it does not', () => {
    const { rows } = describeIn(VACCINATION, { ownName: '王小明' })
    const row = rows.find(({ name }) => name === 'ownNameBeside')
    assert.match(row?.label ?? '', /not in the code/)
    assert.equal(row?.value, '王小明')
  })

  it('shows what would be unseen, and turns no text round', () => {
    const { family } = valuesOf({
      ...EMPTY,
      holder: { name: { family: stated('A\u202eB\u0007C  D\u200f') } },
    })
    assert.equal(family, 'A\ufffdB\ufffdC D\ufffd')
  })

  it('says what the code is, to show it with a document, and how long it counts', () => {
    for (const language of PRINT_LANGUAGES) {
      const { steps } = PRINT_MESSAGES[language]
      const page = describeIn(VACCINATION, { language })
      assert.deepEqual(page.steps.slice(0, 3), [
        steps.showWithDocument,
        steps.code,
        steps.nobodyElse,
      ])
      assert.match(page.steps[3] ?? '', /2027/)
      assert.equal(describeIn(EMPTY, { language }).steps[3], steps.noEnd)
      assert.ok(page.steps.every((step) => !/Musterfrau|1998|P1234567/.test(step)))
    }
  })

  it('takes its title from the fact and the format', () => {
    assert.match(
      describeIn(VACCINATION, { format: 'who-icvp' }).title,
      /^International Certificate/,
    )
    assert.equal(describeIn(TEST).title, 'Test certificate')
    const both = { ...TEST, facts: [...TEST.facts, ...VACCINATION.facts] }
    assert.equal(describeIn(both).title, 'Health certificate')
  })
})

describe('dates', () => {
  const { en, fr, es, ar, ru, zh } = PRINT_MESSAGES

  it('have the month in letters', () => {
    const written = [en, fr, es, ar, ru, zh].map((each) => toDateWords('2026-02-03', each))
    assert.deepEqual(written, [
      '3 February 2026',
      '3 février 2026',
      '3 de febrero de 2026',
      '3 فبراير 2026',
      '3 февраля 2026 г.',
      '2026年2月3日',
    ])
  })

  it('are never completed', () => {
    assert.equal(toDateWords('1980', en), '1980')
    assert.equal(toDateWords('1980-05', ru), 'май 1980 г.')
    assert.equal(toDateWords('', en), 'unknown')
    assert.equal(toDateWords('1980-13', en), '1980-13')
    assert.equal(toDateWords('some day', en), 'some day')
  })

  it('of instants have the offset that is stated', () => {
    assert.equal(
      toInstantWords('2026-02-03T14:05:06+01:00', en),
      '3 February 2026, 14:05 (UTC+01:00)',
    )
    assert.equal(toInstantWords('2026-02-03T14:05:06.5Z', en), '3 February 2026, 14:05 (UTC)')
    assert.equal(toInstantWords('2026-02-03', en), '3 February 2026')
  })
})
