/**
 * Three-letter codes of countries, as passports have them (ISO 3166-1 alpha-3; ICAO Doc 9303-3 §5),
 * and the two letters that they stand for.
 *
 * Apart from `countries.ts`, so that formats with two letters do not carry the table.
 *
 * @module
 */

import { isCountry } from './countries.ts'

/** Three letters and two, without anything between. */
const CODES =
  'ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT ' +
  'AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO ' +
  'BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG ' +
  'COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO ' +
  'DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB ' +
  'GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY ' +
  'HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT ' +
  'JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY ' +
  'LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH ' +
  'MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA ' +
  'NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE ' +
  'PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA ' +
  'SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR ' +
  'SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO ' +
  'TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG ' +
  'VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW ' +
  // Of passports: Kosovo, the Union, the United Nations; and the made-up Utopia and Examplia.
  'RKSXK XKXXK EUEEU UNOUN UTOUT XEXXE'

const TWO_LETTERS: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['D', 'DE'],
  .../* @__PURE__ */ CODES.split(' ').map((code): [string, string] => [
    code.slice(0, 3),
    code.slice(3),
  ]),
])

/** In certificates of authorities for passports, beside countries: the Union, the United Nations. */
const ORGANISATIONS: ReadonlySet<string> = /* @__PURE__ */ new Set(['EU', 'UN'])

/**
 * Turns a code of two or three letters, in any case, into two capital letters.
 *
 * @returns `undefined` if it is no country's
 */
export function toCountry(code: string): string | undefined {
  const letters = code.trim().toUpperCase()
  const two = TWO_LETTERS.get(letters) ?? letters
  return isCountry(two) || ORGANISATIONS.has(two) ? two : undefined
}

const THREE_LETTERS: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ [...TWO_LETTERS]
    .filter(([three]) => three.length === 3)
    .map(([three, two]): [string, string] => [two, three]),
)

/** Two letters that the EU writes for countries which have others (Interinstitutional Style Guide §7.1.1). */
const EU_LETTERS: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['EL', 'GRC'],
  ['UK', 'GBR'],
])

/** The three letters of a country that has two, in capitals; as it is if it has none. */
export function toThreeLetters(country: string): string {
  return THREE_LETTERS.get(country) ?? EU_LETTERS.get(country) ?? country
}

/** The country that a text names as an issuer; none if it names somebody else, as issuers may. */
export function toIssuerCountry(text = ''): { readonly country?: string } {
  const country = toCountry(text)
  return country === undefined ? {} : { country }
}
