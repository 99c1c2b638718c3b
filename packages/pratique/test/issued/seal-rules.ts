/**
 * Members of a visible digital seal, their lengths and their patterns (ICAO Doc 9303-13, "VDS-NC for
 * health").
 *
 * @module
 */

import type { ValidateFunction } from 'ajv'
import { createAjv } from './formats-of-json-schema.ts'

const ascii = (maxLength: number) => ({ type: 'string', pattern: '^[\\x20-\\x7e]+$', maxLength })
const word = (...values: readonly string[]) => ({ enum: values })
const date = { type: 'string', format: 'date' }
/** With its offset. */
const dateTime = { type: 'string', format: 'date-time' }
const partialDate = { type: 'string', pattern: '^\\d{4}(-\\d\\d(-\\d\\d)?)?$' }
const country = { type: 'string', pattern: '^[A-Z]{3}$|^D$' }
const identifier = { type: 'string', pattern: '^[A-Z0-9]{12}$' }
/** Two spaces part the two identifiers, one the components of either. */
const name = { type: 'string', pattern: '^[A-Z]+( {1,2}[A-Z]+)*$', maxLength: 39 }

function only(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((each) => !optional.includes(each))
  return { type: 'object', properties, required, additionalProperties: false }
}

function one(items: object) {
  return { type: 'array', items, minItems: 1, maxItems: 1 }
}

const header = (type: string) => only({ t: { const: type }, v: { const: 1 }, is: country })

const VACCINATION = only({
  hdr: header('icao.vacc'),
  msg: only({
    uvci: identifier,
    pid: {
      ...only({ n: name, dob: partialDate, i: ascii(11), sex: word('F', 'M') }, [
        'dob',
        'i',
        'sex',
      ]),
      anyOf: [{ required: ['dob'] }, { required: ['i'] }],
    },
    ve: one(
      only({
        des: { type: 'string', pattern: '^XM[A-Z0-9]{4}$' },
        nam: { type: 'string', minLength: 1 },
        dis: { type: 'string', minLength: 4, maxLength: 6 },
        vd: one(
          only(
            {
              dvc: date,
              seq: { type: 'integer', minimum: 1, maximum: 99 },
              ctr: country,
              adm: { type: 'string', minLength: 1, maxLength: 20 },
              lot: { type: 'string', minLength: 1, maxLength: 20 },
            },
            ['lot'],
          ),
        ),
      }),
    ),
  }),
})

const TEST = only({
  hdr: header('icao.test'),
  msg: only({
    utci: identifier,
    pid: only(
      { n: name, dob: partialDate, dt: word('P', 'A', 'C', 'I', 'AC', 'V', 'D'), dn: ascii(24) },
      ['dob'],
    ),
    sp: only({ spn: { type: 'string', minLength: 1, maxLength: 20 }, ctr: country }),
    dat: only({ sc: dateTime, ri: dateTime }),
    tr: only(
      {
        tc: word('molecular(PCR)', 'molecular(other)', 'antigen', 'antibody'),
        r: word('positive', 'negative', 'normal', 'abnormal'),
        m: word('nasopharyngeal', 'oropharyngeal', 'saliva', 'blood', 'other'),
      },
      ['m'],
    ),
  }),
})

/** Compiles the rules of what a seal signs. */
export function compileSealData(): ValidateFunction {
  return createAjv().compile({ oneOf: [VACCINATION, TEST] })
}
