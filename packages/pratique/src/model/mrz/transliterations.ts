/**
 * The tables of transliteration for the machine-readable zone (ICAO Doc 9303-3, 8th edition 2021, §6).
 *
 * A *row* is a capital letter, what it becomes, and after `/` what else the table allows: a name in
 * another document may be written so.
 *
 * @module
 */

/** Languages for which the table of Cyrillic letters has exceptions (ISO 639-1). */
export type CyrillicLanguage = 'be' | 'bg' | 'mk' | 'sr' | 'uk'

/** What a letter becomes: the recommended first; never empty. */
export type Forms = readonly [string, ...string[]]

/**
 * §6.A, the letters that become more than their base letter, or have none. All others of that table
 * lose their diacritical mark, as §4.3 has it for every letter.
 */
const LATIN = `
  Ä AE/A  Å AA/A  Æ AE  Ð D  Ñ N/NXX  Ö OE/O  Ø OE  Ü UE/UXX/U  Þ TH  Đ D  Ħ H  ı I  Ĳ IJ  Ł L
  Ŋ N  Œ OE  Ŧ T  ẞ SS`

/**
 * §6.B. Ћ and Ѓ stand for themselves and for the rows 04BA and 0492, whose code points are those of
 * letters that look alike. Ь has no row; states that use the table leave it out.
 */
const CYRILLIC = `
  Ё E  Ђ D  Ѓ G  Є IE  Ѕ DZ  І I  Ї I  Ј J  Љ LJ  Њ NJ  Ћ C  Ќ K  Ў U  Џ DZ  А A  Б B  В V  Г G
  Д D  Е E  Ж ZH  З Z  И I  Й I  К K  Л L  М M  Н N  О O  П P  Р R  С S  Т T  У U  Ф F  Х KH
  Ц TS  Ч CH  Ш SH  Щ SHCH  Ъ IE  Ы Y  Ь -  Э E  Ю IU  Я IA  Ѫ U  Ѵ Y  Ґ G  Ғ G  Һ C`

/** §6.B, the exceptions. */
const CYRILLIC_EXCEPTIONS: { readonly [language in CyrillicLanguage]: string } = {
  be: 'Ё IO  Г H',
  bg: 'Щ SHT',
  mk: 'Ѓ GJ  Ғ GJ  Ќ KJ  Џ DJ  Х H  Ц C',
  sr: 'Г H  Ж Z  Х H  Ц C  Ч C  Ш S',
  uk: 'Г H  И Y',
}

/** §6.B, the exceptions for the first letter of a Ukrainian name. */
const UKRAINIAN_FIRST = 'Є YE  Ї YI  Й Y  Ю YU  Я YA'

/**
 * §6.C; ڤ and ڥ by Appendix B §B.5.4; what else Farsi yeh and teh marbuta may be by §B.5.5, §B.5.6.
 * `-` is not encoded; neither are the vowel marks.
 */
const ARABIC = `
  ء XE  آ XAA  أ XAE  ؤ U  إ I  ئ XI  ا A  ب B  ة XTA/XAH  ت T  ث XTH  ج J  ح XH  خ XKH  د D
  ذ XDH  ر R  ز Z  س S  ش XSH  ص XSS  ض XDZ  ط XTT  ظ XZZ  ع E  غ G  ـ -  ف F  ق Q  ك K  ل L
  م M  ن N  ه H  و W  ى XAY  ي Y  ٱ XXA  ٹ XXT
  ټ XRT  پ P  ځ XKE  څ XXH  چ XC  ڈ XXD  ډ XDR  ڑ XXR  ړ XRR  ږ XRX  ژ XJ  ښ XXS  ڜ -  ڢ -
  ڤ V  ڥ XF  ڧ -  ڨ -  ک XKK  ګ XXK  ڭ XNG  گ XGG  ں XNN  ڼ XXN  ھ XDO  ۀ XYH  ہ XXG  ۂ XGE
  ۃ XTG  ی XYA/Y/XAY  ۍ XXY  ې Y  ے XYB  ۓ XBE`

/** Marks of vowels, which are not encoded (§6.C). */
export const VOWEL_MARKS: RegExp = /^[\u064b-\u0650\u0652\u0670]$/
/** Doubles the letter before it (§6.C, note 3). */
export const SHADDA = '\u0651'
/** At the end of a name component it takes its second form (§6.C, note 2). */
export const TEH_MARBUTA = '\u0629'

/** The tables by letter. */
export interface Tables {
  readonly all: ReadonlyMap<string, Forms>
  readonly exceptions: ReadonlyMap<CyrillicLanguage, ReadonlyMap<string, Forms>>
  readonly ukrainianFirst: ReadonlyMap<string, Forms>
}

let tables: Tables | undefined

/** Returns the tables, made when they are first needed. */
export function getTables(): Tables {
  tables ??= {
    all: new Map([...readRows(LATIN), ...readRows(CYRILLIC), ...readRows(ARABIC)]),
    exceptions: new Map(
      (['be', 'bg', 'mk', 'sr', 'uk'] as const).map((language) => {
        return [language, readRows(CYRILLIC_EXCEPTIONS[language])]
      }),
    ),
    ukrainianFirst: readRows(UKRAINIAN_FIRST),
  }
  return tables
}

function readRows(rows: string): ReadonlyMap<string, Forms> {
  const cells = rows.trim().split(/\s+/)
  const read = new Map<string, Forms>()
  for (let i = 0; i + 1 < cells.length; i += 2) {
    const [first = '', ...others] = (cells[i + 1] ?? '').replace('-', '').split('/')
    read.set(cells[i] ?? '', [first, ...others])
  }
  return read
}
