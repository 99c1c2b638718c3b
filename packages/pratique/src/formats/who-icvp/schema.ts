/**
 * The four shapes in which the ICVP was published, and their members (README, "Which shape").
 *
 * @module
 */

/**
 * G0: pilots of 2024; G1: DVCMin draft and the guide of October 2025; G2: early 2026; G3: build of
 * April 2026.
 */
export type Generation = 'G0' | 'G1' | 'G2' | 'G3'

/** How the members of a generation are called, and which must be there. */
export interface Shape {
  /** Number and type of the holder's document. */
  readonly number: string
  readonly numberType: string
  readonly date: string
  /** Members of the root and of the vaccination that must be there, `n` and `vp` apart. */
  readonly requiredRoot: readonly string[]
  readonly requiredDose: readonly string[]
  /** Whether clinician or authority must be named. */
  readonly needsSupervisor: boolean
  /** Whether the product is one of the catalogue's, whatever it looks like. */
  readonly needsCatalogue: boolean
  readonly rootMembers: ReadonlySet<unknown>
  readonly doseMembers: ReadonlySet<unknown>
}

const PILOT_DOSE = ['vp', 'tg', 'mp', 'ma', 'mid', 'dt', 'bo', 'cn', 'is', 'vls', 'vle', 'dn']
const NEW_ROOT = ['n', 'dob', 's', 'nt', 'id', 'dt', 'gn', 'vx', 'v', 'd']

const NEW = {
  number: 'id',
  numberType: 'dt',
  requiredRoot: ['dob'],
  requiredDose: ['bo'],
  needsSupervisor: true,
  needsCatalogue: true,
  rootMembers: new Set<unknown>(NEW_ROOT),
} as const

export const SHAPES: Readonly<Record<Generation, Shape>> = {
  G0: {
    number: 'nid',
    numberType: 'ndt',
    date: 'dt',
    requiredRoot: [],
    requiredDose: [],
    needsSupervisor: false,
    needsCatalogue: false,
    rootMembers: new Set(['n', 'dob', 's', 'ntl', 'nid', 'ndt', 'gn', 'v']),
    doseMembers: new Set(PILOT_DOSE),
  },
  G1: {
    number: 'nid',
    numberType: 'ndt',
    date: 'dt',
    requiredRoot: ['dob'],
    requiredDose: ['bo'],
    needsSupervisor: true,
    needsCatalogue: true,
    rootMembers: new Set(['n', 'dob', 's', 'ntl', 'nid', 'ndt', 'gn', 'v']),
    doseMembers: new Set(['vp', 'dt', 'bo', 'cn', 'is', 'vls', 'vle', 'dn']),
  },
  G2: { ...NEW, date: 'dt', doseMembers: new Set(['vp', 'dt', 'bo', 'cn', 'is']) },
  G3: { ...NEW, date: 'dv', doseMembers: new Set(['vp', 'dv', 'bo', 'cn', 'is']) },
}

/**
 * Versions of the template that were published: the model's own, 1, and the guide's, 0.3.0. There is no
 * register of them.
 */
export const TEMPLATE_VERSIONS: ReadonlySet<string> = new Set(['1', '1.0', '1.0.0', '0.3.0'])

/** What the model ICVP says where there is no end (IHR Annexes 6 and 7), in its two languages. */
export const FOR_LIFE: ReadonlySet<string> = new Set([
  'life of person vaccinated',
  'vie entière du sujet vacciné',
])

/**
 * Types of identity and travel documents (HL7 v2 table 0203): passport, national identifier, driving
 * licence, citizenship, permanent resident and military card. Numbers of other types, such as a
 * medical record's, are of no use at a border and are not shown.
 */
const DOCUMENT_TYPES: ReadonlySet<string> = new Set(['PPN', 'NI', 'DL', 'CZ', 'PRC', 'MI'])
/** A national person identifier, with the country's three letters or without. */
const NATIONAL_IDENTIFIER = /^NN(?:[A-Z]{3})?$/

/** Whether a number of this type identifies a document. Without a type, its field's definition does. */
export function isDocumentType(type: string | undefined): boolean {
  return type === undefined || DOCUMENT_TYPES.has(type) || NATIONAL_IDENTIFIER.test(type)
}
