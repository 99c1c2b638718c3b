/**
 * Value sets of the EU DCC, as codes (eHealth Network value sets, frozen 2023; Apache-2.0).
 *
 * An unknown code is a remark and never a fault. Rapid tests' device ids have no closed list.
 *
 * @module
 */

import { toWords } from '../../model/fields.ts'
import type { Disease, TestClass, TestResult } from '../../model/health-certificate.ts'

/** SNOMED CT of diseases (value set disease-agent-targeted). */
export const DISEASE_CODES: Readonly<Partial<Record<Disease, string>>> = { 'covid-19': '840539006' }

/** `tg` */
export const DISEASES: ReadonlyMap<string, Disease> = /* @__PURE__ */ new Map(
  toWords(DISEASE_CODES),
)

/** `vp` */
export const PROPHYLAXIS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  '1119305005',
  '1119349007',
  '1157024006',
  '1162643001',
  '1187593009',
  '28531000087107',
  '29061000087103',
  '30141000087107',
  'J07BX03',
])

/** `mp` */
export const PRODUCTS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'AZD2816',
  'Abdala',
  'BBIBP-CorV',
  'CT_EUCTR_2020-005997-82',
  'CVnCoV',
  'Convidecia',
  'CoronaVac',
  'Covaxin',
  'CoviVac',
  'Covid-19-adsorvida-inativada',
  'Covid-19-recombinant',
  'Covifenz',
  'Covishield',
  'Covovax',
  'EU/1/20/1507',
  'EU/1/20/1525',
  'EU/1/20/1528',
  'EU/1/21/1529',
  'EU/1/21/1580',
  'EU/1/21/1618',
  'EU/1/21/1624',
  'EU/1/22/1709',
  'EpiVacCorona',
  'EpiVacCorona-N',
  'Hayat-Vax',
  'Inactivated-SARS-CoV-2-Vero-Cell',
  'MVC-COV1901',
  'NVSI-06-08',
  'NVX-CoV2373',
  'R-COVI',
  'SCTV01C',
  'Soberana-02',
  'Soberana-Plus',
  'Sputnik-Light',
  'Sputnik-M',
  'Sputnik-V',
  'VLA2001',
  'Vidprevtyn',
  'WIBP-CorV',
  'YS-SC2-010',
])

/** `ma` of a vaccination: who holds the marketing authorisation */
export const HOLDERS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'Bharat-Biotech',
  'CIGB',
  'Chumakov-Federal-Scientific-Center',
  'Finlay-Institute',
  'Fiocruz',
  'Gamaleya-Research-Institute',
  'Instituto-Butantan',
  'NVSI',
  'ORG-100000788',
  'ORG-100001417',
  'ORG-100001699',
  'ORG-100001981',
  'ORG-100006270',
  'ORG-100007893',
  'ORG-100008549',
  'ORG-100010771',
  'ORG-100013793',
  'ORG-100020693',
  'ORG-100023050',
  'ORG-100024420',
  'ORG-100026614',
  'ORG-100030215',
  'ORG-100031184',
  'ORG-100032020',
  'ORG-100033914',
  'ORG-100036422',
  'ORG-100036914',
  'Sinopharm-WIBP',
  'Sinovac-Biotech',
  'Vector-Institute',
  'Yisheng-Biopharma',
])

/** LOINC of classes (value set covid-19-lab-test-type). Rapid or laboratory antigen is told by the device. */
export const CLASS_CODES: Readonly<Partial<Record<TestClass, string>>> = {
  naat: 'LP6464-4',
  'antigen-rapid': 'LP217198-3',
}

/** `tt` */
export const TEST_CLASSES: ReadonlyMap<string, TestClass> = /* @__PURE__ */ new Map(
  toWords(CLASS_CODES),
)

/** SNOMED CT of results (value set covid-19-lab-result). */
export const RESULT_CODES: Readonly<Partial<Record<TestResult, string>>> = {
  'not-detected': '260415000',
  detected: '260373001',
}

/** `tr`. Anything else is `unknown`, never "not detected". */
export const TEST_RESULTS: ReadonlyMap<string, TestResult> = /* @__PURE__ */ new Map(
  toWords(RESULT_CODES),
)
