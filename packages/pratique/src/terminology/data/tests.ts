/**
 * Codes of tests for SARS-CoV-2, and of their results.
 *
 * @module
 */

import type { TestClass, TestResult } from '../../model/health-certificate.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { SourceKey } from './sources.ts'

/**
 * Why a code of a test tells no class that counts. `quantity`: a Ct value or a viral load. `typing`: of
 * variants, mutations and genomes. `donor`: screening of blood. `sequencing`: no amplification with a
 * probe. `panel`: its members have the results. `several`: pathogens in one. `unspecific`: also finds other
 * viruses.
 */
export type TestHazard =
  | 'quantity'
  | 'typing'
  | 'donor'
  | 'sequencing'
  | 'panel'
  | 'several'
  | 'unspecific'

interface Row {
  readonly vocabulary: Vocabulary
  /** With white space between; of words, whole texts. */
  readonly codes: string | readonly string[]
  readonly source: SourceKey
}

/** Codes of one class, or of several that the vocabulary does not tell apart. */
export interface TestRow extends Row {
  readonly classes: readonly TestClass[]
  /** It looks for this virus and no other. */
  readonly isCovid19: boolean
}

/** Codes that are often taken for a class and must not be. `looksLike`: which one. */
export interface HazardRow extends Row {
  readonly hazard: TestHazard
  readonly looksLike: TestClass
}

const loinc = { vocabulary: 'loinc', source: 'loinc', isCovid19: true } as const
const icao = { vocabulary: 'word', source: 'icao-9303-13', isCovid19: false } as const
const divoc = { vocabulary: 'word', source: 'divoc', isCovid19: false } as const
const entity = { vocabulary: 'icd-11', source: 'who-ddcc', isCovid19: false } as const
const eu = { vocabulary: 'loinc', source: 'eu-value-sets', isCovid19: false } as const

// biome-ignore format: a table
export const TEST_CODES: readonly TestRow[] = [
  { ...eu, classes: ['naat'], codes: 'LP6464-4' },
  // The EU's device list says from 2022 on which of them are a laboratory's; the code does not.
  { ...eu, classes: ['antigen-rapid'], codes: 'LP217198-3' },
  { ...loinc, classes: ['naat'], codes: `
    94307-6 94308-4 94309-2 94314-2 94316-7 94500-6 94533-7 94534-5 94559-2 94565-9 94639-2 94640-0 94641-8
    94660-8 94756-4 94757-2 94759-8 94760-6 94766-3 94767-1 94845-5 95406-5 95409-9 95425-5 95608-6 95824-9
    96091-4 96120-1 96123-5 96448-6 96763-8 96765-3 96797-6 96957-6 96958-4 96986-5 97098-8 98131-6 98132-4
    98493-0 98494-8` },
  { ...loinc, classes: ['antigen-rapid'], codes: '94558-4 95209-3 97097-0' },
  { ...loinc, classes: ['antigen-laboratory'], codes: '96119-3' },
  { ...loinc, classes: ['antibody'], codes: '98069-8' },
  { ...loinc, source: 'health-cards', classes: ['antibody'], codes: `
    94503-0 94504-8 94507-1 94508-9 94547-7 94562-6 94563-4 94564-2 94661-6 94761-4 94762-2 95416-4 95542-7` },
  { ...entity, classes: ['naat'], codes: '1334426561' },
  { ...entity, classes: ['antigen-rapid'], codes: '2056159157' },
  { ...icao, classes: ['naat'], codes: ['molecular(PCR)', 'molecular(other)'] },
  { ...icao, classes: ['antigen-rapid', 'antigen-laboratory'], codes: ['antigen'] },
  { ...icao, classes: ['antibody'], codes: ['antibody'] },
  { ...divoc, classes: ['naat'], codes: ['RT-PCR'] },
  { ...divoc, classes: ['antigen-rapid'], codes: ['Rapid Antigen Test (RAT)'] },
]

const naat = { vocabulary: 'loinc', source: 'loinc', looksLike: 'naat' } as const

// biome-ignore format: a table
export const HAZARD_CODES: readonly HazardRow[] = [
  { ...naat, hazard: 'quantity', codes: `
    94311-8 94312-6 94313-4 94509-7 94510-5 94511-3 94642-6 94643-4 94644-2 94645-9 94646-7 94745-7 94746-5
    94819-0 95521-1 95522-9 96764-6 96898-2 96899-0 96900-6 97104-4` },
  { ...naat, hazard: 'typing', codes: `
    94764-8 96741-4 96751-3 96752-1 96755-4 96895-8 96896-6 99314-7 100156-9 100157-7` },
  { ...naat, hazard: 'donor', codes: '96829-7' },
  { ...naat, hazard: 'sequencing', codes: '94822-4 95424-8 95609-4' },
  { ...naat, hazard: 'panel', codes: `
    94306-8 94531-1 95380-2 95422-2 95826-4 95941-1 96094-8 96894-1 96897-4 98080-5 100345-8` },
  { ...naat, hazard: 'several', codes: '95423-0' },
  { ...naat, hazard: 'unspecific', codes: `
    94310-0 94315-9 94502-2 94532-9 94647-5 94758-0 94765-5 95823-1 96121-9 96122-7` },
  { ...naat, looksLike: 'antigen-rapid', hazard: 'panel', codes: '95942-9 97099-6' },
]

/** Codes of results: one, or several that it may stand for. */
export interface ResultRow extends Row {
  readonly results: readonly TestResult[]
}

const eur = { vocabulary: 'snomed', source: 'eu-value-sets' } as const
const who = { vocabulary: 'snomed', source: 'who-ddcc' } as const
const answer = { vocabulary: 'loinc', source: 'loinc' } as const

// biome-ignore format: a table
export const RESULT_CODES: readonly ResultRow[] = [
  { ...eur, results: ['detected'], codes: '260373001' },
  { ...eur, results: ['not-detected'], codes: '260415000' },
  { ...who, results: ['detected'], codes: '10828004 11214006' },
  { ...who, results: ['not-detected'], codes: '260385009 131194007' },
  // Presumed positive: it may be either of these, and never a negative.
  { ...who, results: ['detected', 'inconclusive'], codes: '720735008' },
  { ...who, results: ['inconclusive'], codes: '419984006 42425007 82334004 415684004' },
  // No result at all: a specimen that could not be used, an invalid test.
  { ...who, results: ['inconclusive'], codes: '125154007 455371000124106' },
  { ...answer, results: ['detected'], codes: 'LA11882-0 LA6576-8' },
  { ...answer, results: ['not-detected'], codes: 'LA11883-8 LA6577-6' },
  { vocabulary: 'word', source: 'icao-9303-13', results: ['detected'], codes: ['positive'] },
  { vocabulary: 'word', source: 'icao-9303-13', results: ['not-detected'], codes: ['negative'] },
]

/**
 * Diagnoses that WHO's maps put in the place of results. RA01.1 is COVID-19 found by a physician *without*
 * proof of the virus: no negative result. They have no meaning as a result, and beside a negative one
 * they contradict it.
 */
export const DIAGNOSES: readonly string[] = ['RA01', 'RA01.0', 'RA01.1']
