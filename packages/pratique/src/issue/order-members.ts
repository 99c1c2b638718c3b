/**
 * The members of an order, and what each must be.
 *
 * @module
 */

/** What a member holds. Texts may be empty or null: then they are absent. */
export type MemberType =
  | 'text'
  | 'name'
  | 'mrz-name'
  | 'number'
  | 'partial-date'
  | 'date'
  | 'instant'
  | 'count'
  | 'code'
  | 'codes'
  | 'country'
  | 'nationality'
  | 'device'
  | readonly string[]

export interface Member {
  readonly type: MemberType
  readonly isRequired: boolean
}

export type Members = Readonly<Record<string, Member>>

const required = (type: MemberType): Member => ({ type, isRequired: true })
const optional = (type: MemberType): Member => ({ type, isRequired: false })

export const HOLDER: Members = {
  family: optional('name'),
  given: optional('name'),
  familyTransliterated: optional('mrz-name'),
  givenTransliterated: optional('mrz-name'),
  birthDate: required('partial-date'),
  documentNumber: optional('number'),
  documentType: optional(['passport', 'identity-card', 'other']),
  nationality: optional('nationality'),
  sex: optional(['female', 'male', 'other']),
}

const FACT: Members = {
  kind: required(['vaccination', 'test', 'recovery']),
  disease: required(['covid-19', 'yellow-fever', 'poliomyelitis']),
  country: optional('country'),
  statedBy: optional('text'),
  centre: optional('text'),
}

/** Members of a fact, by its kind. */
export const FACTS: Readonly<Record<string, Members>> = {
  vaccination: {
    ...FACT,
    date: required('date'),
    product: required('codes'),
    vaccineType: optional('code'),
    manufacturer: optional('code'),
    doseNumber: optional('count'),
    seriesDoses: optional('count'),
    lot: optional('text'),
    clinician: optional('text'),
  },
  test: {
    ...FACT,
    class: required(['naat', 'antigen-rapid', 'antigen-laboratory', 'antibody']),
    result: required(['not-detected', 'detected', 'inconclusive']),
    sampledAt: required('instant'),
    codes: optional('codes'),
    name: optional('text'),
    device: optional('device'),
    sample: optional(['nasopharyngeal', 'oropharyngeal', 'saliva', 'blood', 'other']),
  },
  recovery: {
    ...FACT,
    firstPositive: required('date'),
    validFrom: optional('date'),
    validUntil: optional('date'),
  },
}
