/**
 * Members of a digital ICVP, in the shape of ICVP 0.3.0 of April 2026.
 *
 * @module
 */

import type { ValidateFunction } from 'ajv'
import { createAjv } from './formats-of-json-schema.ts'

const text = { type: 'string', minLength: 1, maxLength: 80 }
const country = { type: 'string', pattern: '^[A-Z]{3}$' }

const PAYLOAD = {
  type: 'object',
  properties: {
    n: { ...text, pattern: '^[\\p{Script=Latin}\\p{Script=Common}\\p{Script=Inherited}]+$' },
    dob: { type: 'string', pattern: '^\\d{4}(-\\d\\d(-\\d\\d)?)?$' },
    s: { enum: ['male', 'female', 'other', 'unknown'] },
    nt: country,
    id: text,
    dt: { enum: ['PPN', 'NI'] },
    vx: {
      type: 'object',
      properties: {
        vp: text,
        dv: { type: 'string', format: 'date' },
        bo: text,
        cn: text,
        is: country,
      },
      required: ['vp', 'dv', 'bo'],
      anyOf: [{ required: ['cn'] }, { required: ['is'] }],
      additionalProperties: false,
    },
    v: { const: '0.3.0' },
  },
  required: ['n', 'dob', 's', 'vx', 'v'],
  dependentRequired: { dt: ['id'] },
  additionalProperties: false,
}

/** Compiles the rules of what an ICVP states. */
export function compileIcvpPayload(): ValidateFunction {
  return createAjv().compile(PAYLOAD)
}
