/**
 * Who makes which products. A maker narrows what else is known; it never names a product by itself, but
 * where all of its products against COVID-19 are one.
 *
 * @module
 */

/** A maker, by the names and the EU's codes that certificates have. */
export interface Maker {
  /** Of the EU's value set of holders. */
  readonly codes?: string
  /** As whole words in a text, without signs. */
  readonly names: readonly string[]
  /** What it makes. */
  readonly products: string
  /** What others make under its licence, or it for others: its name beside them contradicts nothing. */
  readonly alsoNamedWith?: string
  /** Its vaccines against COVID-19 are all in `products`. */
  readonly isComplete?: true
}

const SINOPHARM = 'bbibp-corv wibp-corv inactivated-sars-cov-2-vero-cell hayat-vax nvsi-06-08'
const CHADOX1 = 'covishield covid-19-recombinant r-covi'

// biome-ignore format: a table
export const MAKERS: readonly Maker[] = [
  { codes: 'ORG-100030215', names: ['biontech'], products: 'comirnaty', isComplete: true },
  { names: ['pfizer', 'pfizer biontech'], products: 'comirnaty nimenrix', isComplete: true },
  { codes: 'ORG-100031184', names: ['moderna'], products: 'spikevax' },
  { codes: 'ORG-100001699', names: ['astrazeneca', 'astra zeneca', 'oxford'], products: 'vaxzevria azd2816', alsoNamedWith: CHADOX1 },
  { codes: 'ORG-100001417', names: ['janssen', 'johnson johnson', 'johnson and johnson'], products: 'jcovden', isComplete: true },
  { codes: 'ORG-100006270', names: ['curevac'], products: 'cvncov' },
  { codes: 'ORG-100032020', names: ['novavax'], products: 'nuvaxovid', alsoNamedWith: 'covovax' },
  { codes: 'ORG-100001981', names: ['serum institute', 'sii'], products: 'covishield covovax hexasiil polio-ipv-serum-institute polio-bopv-serum-institute menafrivac menafrivac-5', alsoNamedWith: 'vaxzevria nuvaxovid' },
  { codes: 'ORG-100007893', names: ['r pharm'], products: 'r-covi', alsoNamedWith: 'sputnik-v vaxzevria' },
  { codes: 'ORG-100013793', names: ['cansino'], products: 'convidecia' },
  { codes: 'ORG-100020693', names: ['beijing institute of biological products'], products: 'bbibp-corv polio-sipv-beijing polio-bopv-beijing', alsoNamedWith: SINOPHARM },
  { codes: 'ORG-100010771 ORG-100024420', names: [], products: 'inactivated-sars-cov-2-vero-cell', alsoNamedWith: SINOPHARM },
  { codes: 'Sinopharm-WIBP', names: ['wuhan institute of biological products'], products: 'wibp-corv', alsoNamedWith: SINOPHARM },
  { codes: 'NVSI', names: ['nvsi'], products: 'nvsi-06-08', alsoNamedWith: SINOPHARM },
  { names: ['sinopharm', 'cnbg'], products: SINOPHARM },
  { codes: 'ORG-100023050', names: ['gulf pharmaceutical', 'julphar'], products: 'hayat-vax', alsoNamedWith: 'bbibp-corv' },
  { codes: 'Sinovac-Biotech', names: ['sinovac'], products: 'coronavac polio-sipv-sinovac', alsoNamedWith: 'vacina-adsorvida-covid-19-inativada' },
  { codes: 'Instituto-Butantan', names: ['butantan'], products: 'vacina-adsorvida-covid-19-inativada', alsoNamedWith: 'coronavac' },
  { codes: 'Bharat-Biotech', names: ['bharat'], products: 'covaxin biopolio biopolio-b1-3' },
  { codes: 'Gamaleya-Research-Institute', names: ['gamaleya'], products: 'sputnik-v sputnik-light sputnik-m' },
  { codes: 'Vector-Institute', names: ['vector institute'], products: 'epivaccorona epivaccorona-n' },
  { codes: 'Chumakov-Federal-Scientific-Center', names: ['chumakov'], products: 'covivac sinsavac yellow-fever-chumakov' },
  { codes: 'Fiocruz', names: ['fiocruz', 'bio manguinhos'], products: 'covid-19-recombinant yellow-fever-bio-manguinhos', alsoNamedWith: 'vaxzevria covishield' },
  { codes: 'CIGB', names: ['cigb'], products: 'abdala' },
  { codes: 'Finlay-Institute', names: ['finlay'], products: 'soberana-02 soberana-plus' },
  { codes: 'ORG-100033914', names: ['medigen'], products: 'mvc-covid-19-vaccine' },
  { codes: 'ORG-100000788', names: ['sanofi'], products: 'vidprevtyn-beta stamaril imovax-polio hexaxim shanipv polio-mopv-2-sanofi menactra menquadfi', alsoNamedWith: 'nuvaxovid' },
  { codes: 'ORG-100036422', names: ['valneva'], products: 'covid-19-vaccine-valneva' },
  { codes: 'ORG-100036914', names: ['hipra'], products: 'bimervax' },
  { codes: 'Yisheng-Biopharma', names: ['yisheng'], products: 'ys-sc2-010' },
  { codes: 'ORG-100026614', names: ['sinocelltech'], products: 'sctv01c' },
  { codes: 'ORG-100008549', names: ['medicago'], products: 'covifenz' },
  { names: ['biological e'], products: 'corbevax polio-nopv-2-biological-e', alsoNamedWith: 'jcovden' },
  { names: ['zydus', 'cadila'], products: 'zycov-d' },
  { names: ['zhifei'], products: 'zifivax' },
  { names: ['institut pasteur de dakar', 'pasteur dakar'], products: 'yellow-fever-dakar' },
  { names: ['bio farma'], products: 'polio-bopv-bio-farma polio-topv-bio-farma polio-mopv-1-bio-farma polio-mopv-2-bio-farma polio-nopv-2-bio-farma', alsoNamedWith: 'coronavac' },
  { names: ['haffkine'], products: 'polio-bopv-haffkine polio-topv-haffkine polio-mopv-1-haffkine', alsoNamedWith: 'covaxin' },
  { names: ['panacea biotec'], products: 'polio-bopv-panacea', alsoNamedWith: 'sputnik-v sputnik-light' },
  { names: ['bilthoven'], products: 'polio-ipv-bilthoven' },
  { names: ['aj vaccines'], products: 'ipv-aj-vaccines picovax' },
  { names: ['lg chem'], products: 'eupolio' },
  { names: ['glaxosmithkline', 'gsk'], products: 'menveo polio-sabin-one-and-three polio-sabin-mono-one polio-sabin-mono-two polio-sabin-mono-three', alsoNamedWith: 'vidprevtyn-beta nimenrix' },
]
