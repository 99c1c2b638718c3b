/**
 * Codes of vaccines against COVID-19. Those of the EU stand with its products.
 *
 * @module
 */

import type { KindRow, ProductRow } from './rows.ts'

const cvx = { vocabulary: 'cvx', source: 'cdc-cvx' } as const
const icd = { vocabulary: 'icd-11', source: 'who-ddcc' } as const
const snomed = { vocabulary: 'snomed', source: 'who-ddcc' } as const
const exact = { relation: 'exact' } as const
const narrower = { relation: 'narrower' } as const
const broader = { relation: 'broader' } as const

// biome-ignore format: a table
export const COVID_CODES: readonly ProductRow[] = [
  { ...cvx, ...narrower, products: 'comirnaty', codes: '208 217 218 219 300 301 302 308 309 310 520' },
  { ...cvx, ...narrower, products: 'spikevax', codes: '207 221 227 228 229 230 311 312 519' },
  // The vector of AstraZeneca, whoever makes it under licence.
  { ...cvx, ...broader, products: 'vaxzevria covishield covid-19-recombinant r-covi azd2816', mainly: 'vaxzevria', codes: '210' },
  { ...cvx, ...broader, products: 'nuvaxovid covovax', mainly: 'nuvaxovid', codes: '211' },
  { ...cvx, ...narrower, products: 'nuvaxovid', codes: '313' },
  { ...cvx, ...narrower, products: 'jcovden', codes: '212' },
  { ...cvx, ...narrower, products: 'vidprevtyn-beta', codes: '225 226 521' },
  { ...cvx, ...narrower, products: 'qazvac', codes: '501' },
  { ...cvx, ...narrower, products: 'covaxin', codes: '502' },
  { ...cvx, ...narrower, products: 'covivac', codes: '503' },
  { ...cvx, ...narrower, products: 'sputnik-light', codes: '504' },
  { ...cvx, ...narrower, products: 'sputnik-v', codes: '505' },
  { ...cvx, ...narrower, products: 'convidecia', codes: '506' },
  { ...cvx, ...narrower, products: 'zifivax', codes: '507 513' },
  { ...cvx, ...narrower, products: 'epivaccorona', codes: '509' },
  { ...cvx, ...narrower, products: 'bbibp-corv', codes: '510' },
  { ...cvx, ...narrower, products: 'coronavac', codes: '511' },
  { ...cvx, ...narrower, products: 'covifenz', codes: '512' },
  { ...cvx, ...narrower, products: 'zycov-d', codes: '514' },
  { ...cvx, ...narrower, products: 'mvc-covid-19-vaccine', codes: '515' },
  { ...cvx, ...narrower, products: 'kconvac', codes: '516' },
  { ...cvx, ...narrower, products: 'corbevax', codes: '517' },
  { ...cvx, ...narrower, products: 'covid-19-vaccine-valneva', codes: '518' },

  { ...icd, ...exact, products: 'comirnaty', codes: 'XM8NQ0' },
  { ...icd, ...exact, products: 'spikevax', codes: 'XM3DT5' },
  // WHO's maps send R-COVI and AZD2816 to the code of AstraZeneca's, and Covovax to that of Novavax: what
  // issuers made with these maps may be either.
  { ...icd, ...exact, products: 'vaxzevria r-covi azd2816', mainly: 'vaxzevria', codes: 'XM4YL8' },
  { ...icd, ...broader, products: 'nuvaxovid covovax', mainly: 'nuvaxovid', codes: 'XM9T65' },
  { ...icd, ...exact, products: 'jcovden', codes: 'XM6QV1' },
  { ...icd, ...exact, products: 'covishield', codes: 'XM97T2' },
  { ...icd, ...exact, products: 'sputnik-v', codes: 'XM5ZJ4' },
  { ...icd, ...exact, products: 'sputnik-light', codes: 'XM5QM6' },
  { ...icd, ...exact, products: 'convidecia', codes: 'XM1AG7' },
  { ...icd, ...exact, products: 'epivaccorona', codes: 'XM6SZ8' },
  { ...icd, ...exact, products: 'epivaccorona-n', codes: 'XM3SK8' },
  { ...icd, ...exact, products: 'bbibp-corv', codes: 'XM8866' },
  { ...icd, ...exact, products: 'wibp-corv', codes: 'XM1AU2' },
  { ...icd, ...exact, products: 'hayat-vax', codes: 'XM9FQ7' },
  { ...icd, ...exact, products: 'coronavac', codes: 'XM7HT3' },
  { ...icd, ...exact, products: 'covaxin', codes: 'XM1G90' },
  { ...icd, ...exact, products: 'covivac', codes: 'XM85P5' },
  { ...icd, ...exact, products: 'mvc-covid-19-vaccine', codes: 'XM4EC8' },
  { ...icd, ...exact, products: 'soberana-02', codes: 'XM3PG0' },
  { ...icd, ...exact, products: 'soberana-plus', codes: 'XM0RV9' },
  { vocabulary: 'icd-11', source: 'icd-11', ...exact, products: 'qazvac', codes: 'XM97N6' },

  { ...snomed, ...exact, products: 'comirnaty', codes: '1031000172108 424751000221104' },
  { ...snomed, ...narrower, products: 'comirnaty', codes: `125071000220108 125081000220106 125091000220109 125101000220104
    1411000220106 28581000087106 33361000087101 33881000087102 34611000087105 399911000221104` },
  { ...snomed, ...exact, products: 'spikevax', codes: '10871000172106 424731000221108' },
  { ...snomed, ...narrower, products: 'spikevax', codes: `125111000220101 125121000220108 1421000220104 28571000087109
    35651000087105 37311000087109 37651000087101 399891000221101 399901000221102` },
  { ...snomed, ...exact, products: 'vaxzevria', codes: '10891000172107 28761000087108 424571000221103' },
  { ...snomed, ...narrower, products: 'vaxzevria', codes: '1401000220108 399781000221106 425031000221105' },
  { ...snomed, ...exact, products: 'covishield', codes: '28961000087105 424581000221100' },
  { ...snomed, ...narrower, products: 'covishield', codes: '399771000221108' },
  { ...snomed, ...exact, products: 'jcovden', codes: '10901000172106 28951000087107 399821000221103 424591000221102' },
  { ...snomed, ...narrower, products: 'jcovden', codes: '62051000220105' },
  { ...snomed, ...exact, products: 'nuvaxovid', codes: '29171000087106 424831000221103' },
  // Deviates from WHO's map, which calls it Novavax': the Canadian code is that of Covovax.
  { ...snomed, ...exact, products: 'covovax', codes: '34921000087108' },
  { ...snomed, ...exact, products: 'bbibp-corv', codes: '31301000087101' },
  { ...snomed, ...narrower, products: 'bbibp-corv', codes: '384671000221101 424551000221105' },
  { ...snomed, ...exact, products: 'wibp-corv', codes: '33201000087108' },
  { ...snomed, ...exact, products: 'coronavac', codes: '31311000087104' },
  { ...snomed, ...exact, products: 'covaxin', codes: '33211000087105' },
  { ...snomed, ...exact, products: 'covivac', codes: '33411000087109' },
  { ...snomed, ...exact, products: 'epivaccorona', codes: '33421000087101' },
  { ...snomed, ...exact, products: 'sputnik-v', codes: '31341000087103 424711000221100' },
  { ...snomed, ...narrower, products: 'sputnik-v', codes: `399801000221105 399811000221108 424641000221109 424651000221106
    424661000221108 424671000221104 425001000221100 425011000221102` },
  { ...snomed, ...exact, products: 'sputnik-light', codes: '33461000087106 424821000221101' },
  { ...snomed, ...exact, products: 'convidecia', codes: '31431000087100' },
  { ...snomed, ...narrower, products: 'convidecia', codes: '424781000221109 424791000221107' },
  { ...snomed, ...exact, products: 'soberana-02', codes: '34591000087100' },

  { vocabulary: 'who-product', source: 'who-prequalified-2025', ...exact, products: 'comirnaty', codes: 'Covid19Product2afac141c6a2f5d7231a1db67e0613a5' },
  { vocabulary: 'who-product', source: 'who-prequalified-2025', ...exact, products: 'bimervax', codes: 'Covid19Product8da0ece0c48e47a9df9e0ad312343219' },
]

const vp = { vocabulary: 'snomed', source: 'eu-value-sets', relation: 'broader' } as const
const xm = { vocabulary: 'icd-11', source: 'who-ddcc', relation: 'broader' } as const

// biome-ignore format: a table
export const COVID_KINDS: readonly KindRow[] = [
  { ...vp, kinds: 'covid-19-mrna', codes: '1119349007' },
  { ...vp, kinds: 'covid-19-viral-vector', codes: '29061000087103' },
  { ...vp, kinds: 'covid-19-inactivated', codes: '1157024006' },
  { ...vp, kinds: 'covid-19-protein-subunit', codes: '1162643001' },
  { ...vp, kinds: 'covid-19-dna', codes: '1187593009' },
  { ...vp, kinds: 'covid-19-virus-like-particle', codes: '30141000087107' },
  // 1119305005, "antigen vaccine", stood beside products of every kind until 2022.
  { ...vp, kinds: 'covid-19 *', isOpen: true, codes: '28531000087107 1119305005' },
  { vocabulary: 'atc', source: 'eu-value-sets', relation: 'broader', kinds: 'covid-19 *', isOpen: true, codes: 'J07BX03' },

  { ...xm, kinds: 'covid-19-mrna', codes: 'XM0GQ8' },
  { ...xm, kinds: 'covid-19-dna', codes: 'XM6AT1' },
  { ...xm, kinds: 'covid-19-viral-vector', codes: 'XM9QW8' },
  { ...xm, kinds: 'covid-19-inactivated', codes: 'XM1NL1' },
  { ...xm, kinds: 'covid-19-protein-subunit', codes: 'XM5JC5' },
  { ...xm, kinds: 'covid-19-virus-like-particle', codes: 'XM1J92' },
  { ...xm, kinds: 'covid-19-live', codes: 'XM5DF6' },
  { ...xm, kinds: 'covid-19-viral-vector covid-19-protein-subunit covid-19-virus-like-particle', isOpen: true, codes: 'XM3CT4' },
  { ...xm, kinds: 'covid-19 *', isOpen: true, codes: 'XM68M6' },

  { ...cvx, ...broader, kinds: 'covid-19 *', isOpen: true, codes: '213 500' },
  { ...cvx, ...broader, kinds: 'covid-19-protein-subunit', codes: '508' },
]
