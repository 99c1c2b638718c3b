import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  COVID,
  CVX,
  dose,
  ICD,
  NO_DISEASE,
  type Parts,
  product,
  SNOMED,
  STATED,
  show,
  terminology,
  WHO,
} from '../../test/made-doses.ts'

const DERIVED = 'known derived comirnaty'

describe('the product', () => {
  test('an EU DCC names it without systems', () => {
    const eu = {
      product: [{ code: 'EU/1/20/1528' }],
      type: [{ code: '1119349007' }],
      maker: [{ code: 'ORG-100030215' }],
    }
    assert.equal(product(eu), STATED)
    for (const type of ['J07BX03', '1119305005', '28531000087107']) {
      assert.equal(product({ ...eu, type: [{ code: type }] }), STATED)
    }
  })

  test('a code of any vocabulary names it', () => {
    const codings = [
      { system: CVX, code: '208' },
      { system: SNOMED, code: '1031000172108' },
      { system: ICD, code: 'XM8NQ0' },
      { system: WHO, code: 'Covid19Product2afac141c6a2f5d7231a1db67e0613a5' },
    ]
    for (const coding of codings) assert.equal(product({ type: [coding] }), STATED, coding.code)
    assert.equal(product({ type: codings }), STATED)
  })

  test('a bare number is of CVX only where its system says so', () => {
    assert.equal(product({ product: [{ code: '208' }] }), 'unknown stated')
    assert.equal(product({ type: [{ code: '208' }] }), 'unknown stated')
    assert.equal(product({ type: [{ system: SNOMED, code: '208' }] }), 'unknown stated')
    assert.equal(product({ type: [{ system: 'urn:example', code: '208' }] }), 'unknown stated')
  })

  test('all codings count, and those that disagree contradict each other', () => {
    const pair = [
      { system: CVX, code: '208' },
      { system: CVX, code: '207' },
    ]
    assert.equal(product({ type: pair }), 'contradictory stated comirnaty spikevax')
    assert.equal(product({ type: pair.toReversed() }), 'contradictory stated comirnaty spikevax')
    const withClass = { product: [{ code: 'EU/1/20/1528' }], type: [{ code: '1157024006' }] }
    assert.match(product(withClass), /^contradictory stated comirnaty .*coronavac/)
    const flu = [{ system: CVX, code: '150' }]
    assert.match(product({ product: [{ code: 'EU/1/20/1528' }], type: flu }), /^contradictory/)
  })

  test('an unknown code beside a known one takes nothing away', () => {
    const codings = [
      { system: 'urn:example', code: '99' },
      { system: CVX, code: '208' },
    ]
    assert.equal(product({ type: codings }), STATED)
    assert.equal(product({ type: codings.toReversed() }), STATED)
  })

  test('a broader code is one of several, and others narrow it', () => {
    const type = [{ system: CVX, code: '211' }]
    assert.equal(product({ type }), 'one-of stated nuvaxovid covovax')
    assert.equal(product({ type, product: [{ code: 'Covovax' }] }), 'known stated covovax')
    assert.equal(product({ type, maker: [{ code: 'Novavax' }] }), 'known derived nuvaxovid')
    assert.equal(product({ type, maker: [{ code: 'ORG-100001981' }] }), 'known derived covovax')
    const shown = [{ system: CVX, code: '211', display: 'COVOVAX (SII)' }]
    assert.equal(product({ type: shown }), 'known derived covovax')
  })

  test('a class is open: it holds all products of our list, and decides nothing', () => {
    const match = terminology.matchProduct(dose({ type: [{ code: '1119349007' }] }))
    assert.deepEqual(match, {
      possible: ['comirnaty', 'spikevax', 'cvncov'],
      state: 'unknown',
      source: 'stated',
      isClosed: false,
    })
    const any = terminology.matchProduct(dose({ type: [{ system: ICD, code: 'XM68M6' }] }))
    const all = [...terminology.products.values()].filter(({ disease }) => disease === 'covid-19')
    assert.deepEqual(
      any.possible,
      all.map(({ id }) => id),
    )
    assert.equal(any.isClosed, false)
  })

  test('a name in free text is read beside a class', () => {
    const type = [{ system: 'ICD-11', code: 'XM68M6' }]
    const texts = {
      'AstraZeneca Vaxzevria': 'vaxzevria',
      'Pfizer Comirnaty': 'comirnaty',
      'COMIRNATY® Original/Omicron BA.4-5': 'comirnaty',
      'Moderna Spikevax': 'spikevax',
      'COVID-19 Vaccine Moderna': 'spikevax',
      СОМIRNАTY: 'comirnaty',
      ＣＯＭＩＲＮＡＴＹ: 'comirnaty',
      'Sputnik V': 'sputnik-v',
      'СПУТНИК V': 'sputnik-v',
      'Спутник Лайт': 'sputnik-light',
      'COVID-19 IV Non-US Vaccine (COVAXIN)': 'covaxin',
      'Johnson & Johnson': 'jcovden',
    }
    for (const [text, id] of Object.entries(texts)) {
      const [known, source, found] = product({ type, product: [{ code: text }] }).split(' ')
      assert.deepEqual([known, source, found], ['known', 'derived', id], text)
    }
  })

  test('a name that several products go by is one of them', () => {
    const sputnik = product({ product: [{ code: 'Sputnik' }] })
    assert.equal(sputnik, 'one-of derived sputnik-v sputnik-light sputnik-m')
    const maker = product({ product: [{ code: 'AstraZeneca' }] })
    assert.equal(maker, 'one-of derived vaxzevria covishield covid-19-recombinant r-covi')
  })

  test('a text that denies, doubts or says something else names nothing', () => {
    const texts = [
      'not Comirnaty',
      'kein Comirnaty',
      'Comirnaty refused',
      'Pfizer Prevenar 13 pneumococcal',
      'Comirnatyx',
      'COVID-19 vaccine',
      'x'.repeat(10_000),
    ]
    for (const text of texts) assert.match(product({ product: [{ code: text }] }), /^unknown/, text)
    const both = product({ product: [{ code: 'Comirnaty or Spikevax' }] })
    assert.equal(both, 'contradictory derived comirnaty spikevax')
  })

  test('the name of a maker is a vaccine only against COVID-19', () => {
    const pfizer = { product: [{ code: 'Pfizer' }] }
    assert.equal(product(pfizer), DERIVED)
    assert.equal(product({ ...pfizer, disease: NO_DISEASE }), 'unknown derived comirnaty')
    const meningitis = { value: 'unknown', source: 'stated', codes: [{ code: '1C1C' }] } as const
    assert.equal(product({ ...pfizer, disease: meningitis }), 'unknown stated')
  })

  test('a code and a name that disagree contradict each other', () => {
    const type = [{ system: ICD, code: 'XM8NQ0' }]
    const match = product({ type, product: [{ code: 'Spikevax' }] })
    assert.equal(match, 'contradictory derived comirnaty spikevax')
  })

  test('the maker narrows and contradicts, and names a product only where it has one', () => {
    const pfizer = [{ code: 'ORG-100030215' }]
    const moderna = [{ code: 'ORG-100031184' }]
    assert.equal(product({ maker: pfizer }), DERIVED)
    assert.equal(product({ maker: moderna }), 'unknown derived spikevax')
    assert.equal(product({ maker: pfizer, product: [{ code: '' }] }), DERIVED)
    assert.equal(product({ maker: pfizer, product: [{ code: '-' }] }), DERIVED)
    const contradictory = product({ product: [{ code: 'Comirnaty' }], maker: moderna })
    assert.equal(contradictory, 'contradictory derived comirnaty spikevax')
    const set = product({ type: [{ system: CVX, code: '211' }], maker: pfizer })
    assert.match(set, /^contradictory derived/)
    const licensed = { product: [{ code: 'Covishield' }], maker: [{ code: 'ORG-100001699' }] }
    assert.equal(product(licensed), 'known stated covishield')
    const unheard = { product: [{ code: 'EU/1/20/1528' }], maker: [{ code: 'Somebody' }] }
    assert.equal(product(unheard), STATED)
  })

  test('a maker that is not its own takes nothing from a product that codes name', () => {
    // So in the EU's reference data, of more than one country.
    const parts = {
      product: [{ code: 'EU/1/21/1529' }],
      type: [{ code: 'J07BX03' }],
      maker: [{ code: 'ORG-100030215' }],
    }
    assert.equal(product(parts), 'known stated vaxzevria')
  })

  test('a code that nobody knows is never made a product by its maker', () => {
    const match = product({
      product: [{ code: 'EU/1/29/9999' }],
      maker: [{ code: 'ORG-100030215' }],
    })
    assert.equal(match, 'unknown derived comirnaty')
  })

  test('adapted boosters are the product that they adapt', () => {
    for (const code of ['300', '301', '520']) {
      assert.equal(product({ type: [{ system: CVX, code }] }), STATED)
    }
  })

  test('both generations of identifiers of WHO are read under one name', () => {
    const yellowFever = { disease: NO_DISEASE }
    const ids = [
      'YellowFeverProductf82b015dfb3b1feeacd4c44d95b3b3ec',
      'a3K3X000006MihuUAC',
      'FVP-P-64',
    ]
    for (const code of ids) {
      for (const system of [WHO, WHO.replace(/Ids$/, 'IDs'), undefined]) {
        const coding = { code, ...(system !== undefined && { system }) }
        assert.equal(
          product({ ...yellowFever, product: [coding] }),
          'known stated yellow-fever-dakar',
        )
      }
    }
    const guessed = [{ code: `YellowFeverProduct${'0'.repeat(32)}` }]
    assert.equal(product({ ...yellowFever, product: guessed }), 'unknown stated')
  })

  test('the facts of products follow their kind', () => {
    const { products } = terminology
    assert.deepEqual(products.get('comirnaty'), {
      id: 'comirnaty',
      name: 'Comirnaty',
      disease: 'covid-19',
      platform: 'mrna',
      kind: 'covid-19-mrna',
      primarySeries: 2,
      isPrequalified: true,
      euCodes: { mp: 'EU/1/20/1528', ma: 'ORG-100030215', vp: '1119349007' },
    })
    assert.equal(products.get('jcovden')?.primarySeries, 1)
    assert.equal(products.get('nimenrix')?.serogroups, 'ACWY')
    assert.equal(products.get('menveo')?.platform, 'conjugate')
    assert.equal(products.get('stamaril')?.disease, 'yellow-fever')
  })

  test('what an EU DCC writes of a product is that product', () => {
    for (const { id, euCodes } of terminology.products.values()) {
      if (!euCodes) continue
      const { mp, ma, vp } = euCodes
      const parts = { product: [{ code: mp }], type: [{ code: vp }], maker: [{ code: ma }] }
      assert.equal(product(parts), `known stated ${id}`)
    }
  })
})

describe('the kind', () => {
  function kind(parts: Parts): string {
    return show(terminology.matchKind(dose({ disease: NO_DISEASE, ...parts })))
  }

  test('is known where a class is', () => {
    assert.equal(
      kind({ type: [{ system: CVX, code: '136' }] }),
      'known stated meningococcal-acwy-conjugate',
    )
    assert.equal(kind({ type: [{ code: 'J07BF04' }] }), 'known stated polio-bopv')
    assert.equal(
      kind({ type: [{ code: '1119349007' }], disease: COVID }),
      'known stated covid-19-mrna',
    )
  })

  test('is that of the product', () => {
    assert.equal(kind({ product: [{ code: 'Comirnaty' }] }), 'known derived covid-19-mrna')
    assert.equal(
      kind({ product: [{ code: 'EU/1/20/1525' }] }),
      'known stated covid-19-viral-vector',
    )
    assert.equal(
      kind({ type: [{ system: CVX, code: '210' }] }),
      'known stated covid-19-viral-vector',
    )
  })

  test('is one of several, or open, or contradictory', () => {
    const acwy = 'one-of stated meningococcal-acwy-conjugate meningococcal-acwy-polysaccharide'
    assert.equal(kind({ type: [{ system: CVX, code: '108' }] }), acwy)
    assert.match(kind({ type: [{ code: 'J07BX03' }] }), /^unknown stated covid-19-mrna /)
    const both = kind({ product: [{ code: 'EU/1/20/1528' }], type: [{ code: '29061000087103' }] })
    assert.equal(both, 'contradictory stated covid-19-mrna covid-19-viral-vector')
    assert.equal(kind({ type: [{ code: 'nonsense' }] }), 'unknown stated')
  })
})
