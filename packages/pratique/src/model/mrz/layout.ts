/**
 * Where the fields of machine-readable zones stand (ICAO Doc 9303-4, -5 and -6, §4.2.2).
 *
 * @module
 */

/** Sizes of travel documents: cards of three lines, of two, and passports. */
export type MrzKind = 'TD1' | 'TD2' | 'TD3'

/** The fields that every zone has. */
export type MrzField =
  | 'documentCode'
  | 'issuingState'
  | 'name'
  | 'documentNumber'
  | 'documentNumberCheck'
  | 'nationality'
  | 'birthDate'
  | 'birthDateCheck'
  | 'sex'
  | 'expiryDate'
  | 'expiryDateCheck'
  | 'optionalData'
  | 'compositeCheck'

/** Line and first position, both from 1, and how many characters. */
export type Place = readonly [line: number, from: number, length: number]

export interface Layout {
  readonly lines: number
  readonly width: number
  readonly fields: { readonly [field in MrzField]: Place }
  /** Only in passports. */
  readonly optionalDataCheck?: Place
  /** Only on cards of three lines. */
  readonly optionalData2?: Place
  /** What the composite check digit is over, in this order. */
  readonly composite: readonly Place[]
}

/** The second line of zones of two. */
const SECOND_LINE = {
  documentNumber: [2, 1, 9],
  documentNumberCheck: [2, 10, 1],
  nationality: [2, 11, 3],
  birthDate: [2, 14, 6],
  birthDateCheck: [2, 20, 1],
  sex: [2, 21, 1],
  expiryDate: [2, 22, 6],
  expiryDateCheck: [2, 28, 1],
} as const satisfies { readonly [field in MrzField]?: Place }

export const LAYOUTS: { readonly [kind in MrzKind]: Layout } = {
  TD1: {
    lines: 3,
    width: 30,
    fields: {
      documentCode: [1, 1, 2],
      issuingState: [1, 3, 3],
      documentNumber: [1, 6, 9],
      documentNumberCheck: [1, 15, 1],
      optionalData: [1, 16, 15],
      birthDate: [2, 1, 6],
      birthDateCheck: [2, 7, 1],
      sex: [2, 8, 1],
      expiryDate: [2, 9, 6],
      expiryDateCheck: [2, 15, 1],
      nationality: [2, 16, 3],
      compositeCheck: [2, 30, 1],
      name: [3, 1, 30],
    },
    optionalData2: [2, 19, 11],
    composite: [
      [1, 6, 25],
      [2, 1, 7],
      [2, 9, 7],
      [2, 19, 11],
    ],
  },
  TD2: {
    lines: 2,
    width: 36,
    fields: {
      documentCode: [1, 1, 2],
      issuingState: [1, 3, 3],
      name: [1, 6, 31],
      ...SECOND_LINE,
      optionalData: [2, 29, 7],
      compositeCheck: [2, 36, 1],
    },
    composite: [
      [2, 1, 10],
      [2, 14, 7],
      [2, 22, 14],
    ],
  },
  TD3: {
    lines: 2,
    width: 44,
    fields: {
      documentCode: [1, 1, 2],
      issuingState: [1, 3, 3],
      name: [1, 6, 39],
      ...SECOND_LINE,
      optionalData: [2, 29, 14],
      compositeCheck: [2, 44, 1],
    },
    optionalDataCheck: [2, 43, 1],
    composite: [
      [2, 1, 10],
      [2, 14, 7],
      [2, 22, 22],
    ],
  },
}

export const KINDS: readonly MrzKind[] = ['TD1', 'TD2', 'TD3']

const WEIGHTS = [7, 3, 1] as const

/**
 * Computes a check digit (ICAO Doc 9303-3 §4.9): of digits and letters `A`–`Z`; all else counts as the
 * filler `<`, 0.
 */
export function checkDigit(text: string): string {
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isLetter = code >= 0x41 && code <= 0x5a
    const isDigit = code >= 0x30 && code <= 0x39
    const value = isLetter ? code - 0x41 + 10 : isDigit ? code - 0x30 : 0
    sum += value * (WEIGHTS[i % 3] ?? 0)
  }
  return String(sum % 10)
}
