/**
 * Products against COVID-19: those of the EU's value set, and others that CVX or ICD-11 names.
 *
 * `primarySeries` as first authorised: the EU's product information, or WHO's emergency use listing.
 *
 * @module
 */

import type { ProductLine } from './rows.ts'

/** `vp` of the EU: a class where the EU has one for the product, else any vaccine against COVID-19. */
const MRNA = '1119349007'
const VECTOR = '29061000087103'
const INACTIVATED = '1157024006'
const SUBUNIT = '1162643001'
const ANY = '28531000087107'

const mrna = { kind: 'covid-19-mrna' }
const vector = { kind: 'covid-19-viral-vector' }
const inactivated = { kind: 'covid-19-inactivated' }
const subunit = { kind: 'covid-19-protein-subunit' }

// biome-ignore format: a table
export const COVID_PRODUCTS: readonly ProductLine[] = [
  { id: 'comirnaty', name: 'Comirnaty', ...mrna, eu: `EU/1/20/1528 ORG-100030215 ${MRNA}`, primarySeries: 2, isPrequalified: true },
  { id: 'spikevax', name: 'Spikevax', ...mrna, eu: `EU/1/20/1507 ORG-100031184 ${MRNA}`, primarySeries: 2 },
  { id: 'cvncov', name: 'CVnCoV', ...mrna, eu: `CVnCoV ORG-100006270 ${MRNA}` },
  { id: 'vaxzevria', name: 'Vaxzevria', ...vector, eu: `EU/1/21/1529 ORG-100001699 ${VECTOR}`, primarySeries: 2 },
  { id: 'covishield', name: 'Covishield', ...vector, eu: `Covishield ORG-100001981 ${VECTOR}`, primarySeries: 2 },
  { id: 'covid-19-recombinant', name: 'Covid-19 (recombinant), Fiocruz', ...vector, eu: `Covid-19-recombinant Fiocruz ${VECTOR}` },
  { id: 'r-covi', name: 'R-COVI', ...vector, eu: `R-COVI ORG-100007893 ${VECTOR}` },
  { id: 'azd2816', name: 'AZD2816', ...vector, eu: `AZD2816 ORG-100001699 ${VECTOR}` },
  { id: 'jcovden', name: 'Jcovden', ...vector, eu: `EU/1/20/1525 ORG-100001417 ${VECTOR}`, primarySeries: 1 },
  { id: 'sputnik-v', name: 'Sputnik V', ...vector, eu: `Sputnik-V Gamaleya-Research-Institute ${VECTOR}`, primarySeries: 2 },
  { id: 'sputnik-light', name: 'Sputnik Light', ...vector, eu: `Sputnik-Light Gamaleya-Research-Institute ${VECTOR}`, primarySeries: 1 },
  { id: 'sputnik-m', name: 'Sputnik M', ...vector, eu: `Sputnik-M Gamaleya-Research-Institute ${VECTOR}` },
  { id: 'convidecia', name: 'Convidecia', ...vector, eu: `Convidecia ORG-100013793 ${VECTOR}`, primarySeries: 1 },
  { id: 'bbibp-corv', name: 'BBIBP-CorV', ...inactivated, eu: `BBIBP-CorV ORG-100020693 ${INACTIVATED}`, primarySeries: 2 },
  { id: 'wibp-corv', name: 'WIBP-CorV', ...inactivated, eu: `WIBP-CorV Sinopharm-WIBP ${INACTIVATED}` },
  { id: 'inactivated-sars-cov-2-vero-cell', name: 'Inactivated SARS-CoV-2 (Vero Cell)', ...inactivated, eu: `Inactivated-SARS-CoV-2-Vero-Cell ORG-100010771 ${INACTIVATED}` },
  { id: 'hayat-vax', name: 'Hayat-Vax', ...inactivated, eu: `Hayat-Vax ORG-100023050 ${INACTIVATED}` },
  { id: 'coronavac', name: 'CoronaVac', ...inactivated, eu: `CoronaVac Sinovac-Biotech ${INACTIVATED}`, primarySeries: 2 },
  { id: 'vacina-adsorvida-covid-19-inativada', name: 'Vacina adsorvida covid-19 (inativada)', ...inactivated, eu: `Covid-19-adsorvida-inativada Instituto-Butantan ${INACTIVATED}` },
  { id: 'covaxin', name: 'Covaxin', ...inactivated, eu: `Covaxin Bharat-Biotech ${INACTIVATED}`, primarySeries: 2 },
  { id: 'covivac', name: 'CoviVac', ...inactivated, eu: `CoviVac Chumakov-Federal-Scientific-Center ${INACTIVATED}` },
  { id: 'covid-19-vaccine-valneva', name: 'COVID-19 Vaccine Valneva', ...inactivated, eu: `EU/1/21/1624 ORG-100036422 ${ANY}`, primarySeries: 2 },
  { id: 'nuvaxovid', name: 'Nuvaxovid', ...subunit, eu: `EU/1/21/1618 ORG-100032020 ${SUBUNIT}`, primarySeries: 2 },
  { id: 'covovax', name: 'Covovax', ...subunit, eu: `Covovax ORG-100001981 ${SUBUNIT}`, primarySeries: 2 },
  { id: 'epivaccorona', name: 'EpiVacCorona', ...subunit, eu: `EpiVacCorona Vector-Institute ${SUBUNIT}` },
  { id: 'epivaccorona-n', name: 'EpiVacCorona-N', ...subunit, eu: `EpiVacCorona-N Vector-Institute ${SUBUNIT}` },
  { id: 'mvc-covid-19-vaccine', name: 'MVC-COV1901', ...subunit, eu: `MVC-COV1901 ORG-100033914 ${SUBUNIT}` },
  { id: 'abdala', name: 'Abdala', ...subunit, eu: `Abdala CIGB ${ANY}` },
  { id: 'soberana-02', name: 'Soberana 02', ...subunit, eu: `Soberana-02 Finlay-Institute ${ANY}` },
  { id: 'soberana-plus', name: 'Soberana Plus', ...subunit, eu: `Soberana-Plus Finlay-Institute ${ANY}` },
  { id: 'vidprevtyn-beta', name: 'VidPrevtyn Beta', ...subunit, eu: `EU/1/21/1580 ORG-100000788 ${ANY}` },
  { id: 'bimervax', name: 'Bimervax', ...subunit, eu: `EU/1/22/1709 ORG-100036914 ${ANY}`, isPrequalified: true },
  { id: 'nvsi-06-08', name: 'NVSI-06-08', ...subunit, eu: `NVSI-06-08 NVSI ${ANY}` },
  { id: 'ys-sc2-010', name: 'YS-SC2-010', ...subunit, eu: `YS-SC2-010 Yisheng-Biopharma ${ANY}` },
  { id: 'sctv01c', name: 'SCTV01C', ...subunit, eu: `SCTV01C ORG-100026614 ${ANY}` },
  { id: 'covifenz', name: 'Covifenz', kind: 'covid-19-virus-like-particle', eu: `Covifenz ORG-100008549 ${ANY}` },
  { id: 'qazvac', name: 'QazVac', ...inactivated },
  { id: 'kconvac', name: 'KCONVAC', ...inactivated },
  { id: 'zifivax', name: 'Zifivax', ...subunit },
  { id: 'corbevax', name: 'Corbevax', ...subunit },
  { id: 'zycov-d', name: 'ZyCoV-D', kind: 'covid-19-dna' },
]

/** Codes of the EU for products that also have a code of the value set in force. */
export const FORMER_EU_PRODUCTS: readonly { readonly product: string; readonly code: string }[] = [
  { product: 'nuvaxovid', code: 'NVX-CoV2373' },
  { product: 'vidprevtyn-beta', code: 'Vidprevtyn' },
  { product: 'covid-19-vaccine-valneva', code: 'VLA2001' },
]
