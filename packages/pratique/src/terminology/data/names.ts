/**
 * Names that people write for vaccines, and for who makes them: facts of common use, in lower-case words
 * without signs.
 *
 * @module
 */

/** Names of one product, or of several that go by it. */
export interface NameRow {
  readonly names: readonly string[]
  readonly products: string
}

/** Names that stand for their product wherever they occur in a text. */
// biome-ignore format: a table
export const BRANDS: readonly NameRow[] = [
  { products: 'comirnaty', names: ['comirnaty', 'bnt162b2', 'tozinameran', 'raxtozinameran', 'famtozinameran'] },
  { products: 'spikevax', names: ['spikevax', 'mrna 1273', 'elasomeran', 'imelasomeran', 'davesomeran', 'andusomeran'] },
  { products: 'cvncov', names: ['cvncov', 'zorecimeran'] },
  { products: 'vaxzevria', names: ['vaxzevria'] },
  { products: 'covishield', names: ['covishield'] },
  { products: 'r-covi', names: ['r covi'] },
  { products: 'azd2816', names: ['azd2816'] },
  { products: 'vaxzevria covishield covid-19-recombinant r-covi', names: ['azd1222', 'chadox1 s', 'chadox1 ncov 19', 'chadox1'] },
  { products: 'jcovden', names: ['jcovden', 'ad26 cov2 s', 'ad26cov2 s', 'jnj 78436735'] },
  { products: 'sputnik-v', names: ['sputnik v', 'gam covid vac', 'спутник v', 'гам ковид вак'] },
  { products: 'sputnik-light', names: ['sputnik light', 'спутник лайт'] },
  { products: 'sputnik-m', names: ['sputnik m', 'gam covid vac m', 'спутник m', 'спутник м', 'гам ковид вак м'] },
  { products: 'sputnik-v sputnik-light sputnik-m', names: ['sputnik', 'спутник'] },
  { products: 'convidecia', names: ['convidecia', 'ad5 ncov'] },
  { products: 'bbibp-corv', names: ['bbibp corv', 'bbibp'] },
  { products: 'wibp-corv', names: ['wibp corv', 'wibp'] },
  { products: 'hayat-vax', names: ['hayat vax', 'hayatvax'] },
  { products: 'coronavac', names: ['coronavac'] },
  { products: 'vacina-adsorvida-covid-19-inativada', names: ['vacina adsorvida covid 19 inativada', 'covid 19 adsorvida inativada'] },
  { products: 'covaxin', names: ['covaxin', 'bbv152'] },
  { products: 'covivac', names: ['covivac', 'ковивак'] },
  { products: 'covid-19-vaccine-valneva', names: ['vla2001'] },
  { products: 'nuvaxovid', names: ['nuvaxovid'] },
  { products: 'covovax', names: ['covovax'] },
  { products: 'nuvaxovid covovax', names: ['nvx cov2373'] },
  { products: 'epivaccorona', names: ['epivaccorona', 'эпиваккорона'] },
  { products: 'epivaccorona-n', names: ['epivaccorona n', 'aurora cov', 'эпиваккорона н'] },
  { products: 'mvc-covid-19-vaccine', names: ['mvc cov1901', 'mvc covid 19 vaccine'] },
  { products: 'abdala', names: ['abdala', 'cigb 66'] },
  { products: 'soberana-02', names: ['soberana 02', 'soberana 2', 'pastocovac'] },
  { products: 'soberana-plus', names: ['soberana plus', 'pastocovac plus'] },
  { products: 'vidprevtyn-beta', names: ['vidprevtyn beta', 'vidprevtyn'] },
  { products: 'bimervax', names: ['bimervax'] },
  { products: 'nvsi-06-08', names: ['nvsi 06 08'] },
  { products: 'ys-sc2-010', names: ['ys sc2 010'] },
  { products: 'sctv01c', names: ['sctv01c'] },
  { products: 'covifenz', names: ['covifenz'] },
  { products: 'qazvac', names: ['qazvac', 'qazcovid in'] },
  { products: 'kconvac', names: ['kconvac'] },
  { products: 'zifivax', names: ['zifivax', 'zf2001'] },
  { products: 'corbevax', names: ['corbevax'] },
  { products: 'zycov-d', names: ['zycov d'] },
  { products: 'stamaril', names: ['stamaril'] },
  { products: 'sinsavac', names: ['sinsavac'] },
  { products: 'imovax-polio', names: ['imovax polio'] },
  { products: 'picovax', names: ['picovax'] },
  { products: 'shanipv', names: ['shanipv'] },
  { products: 'eupolio', names: ['eupolio'] },
  { products: 'hexasiil', names: ['hexasiil'] },
  { products: 'hexaxim', names: ['hexaxim'] },
  { products: 'biopolio-b1-3', names: ['biopolio b1 3'] },
  { products: 'biopolio biopolio-b1-3', names: ['biopolio'] },
  { products: 'menactra', names: ['menactra'] },
  { products: 'menquadfi', names: ['menquadfi'] },
  { products: 'menveo', names: ['menveo'] },
  { products: 'nimenrix', names: ['nimenrix'] },
  { products: 'menafrivac menafrivac-5', names: ['menafrivac'] },
]

/**
 * Names of makers that people call their vaccine against COVID-19 by: only where the text says nothing
 * else. Novavax and AstraZeneca have licensees whose doses go by their name.
 */
export const MAKERS_AS_BRANDS: readonly NameRow[] = [
  { products: 'comirnaty', names: ['pfizer biontech', 'pfizer', 'biontech'] },
  { products: 'spikevax', names: ['moderna'] },
  {
    products: 'vaxzevria covishield covid-19-recombinant r-covi',
    names: ['oxford astrazeneca', 'astrazeneca', 'astra zeneca', 'oxford'],
  },
  { products: 'jcovden', names: ['janssen', 'johnson johnson', 'johnson and johnson', 'j j'] },
  { products: 'nuvaxovid covovax', names: ['novavax'] },
  { products: 'coronavac', names: ['sinovac'] },
  { products: 'covid-19-vaccine-valneva', names: ['valneva'] },
]

/** Words that add nothing to the name of a maker. Numbers, strengths and variants add nothing either. */
export const FILLERS: ReadonlySet<string> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ (
    'covid covid19 sars cov coronavirus vaccine vaccines vaccin vacuna vacina vaccino impfstoff vaksin ' +
    'vakcina mrna rna arnm bivalent monovalent original omicron ba xbb jn kp dose doses mcg mg ml µg ' +
    'μg micrograms injection suspension dispersion solution for adult adults children child paediatric ' +
    'pediatric booster recombinant the and against'
  ).split(' '),
)

/** Words by which a text may deny what it names. "No" is here: of "lot no 12" nothing is lost. */
export const DENIALS: ReadonlySet<string> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ (
    'not no non never without except instead neither nor unlike refused declined contraindicated allergy ' +
    'allergic placebo kein keine nicht ohne pas sans aucun sin ninguna não nao sem nenhuma non senza nessun ' +
    'tidak bukan не нет без'
  ).split(' '),
)
