/**
 * The letters that ICAO Doc 9303-3 §6 (8th edition) has a row for, large and small, by script. The first of
 * each script is always written.
 *
 * @module
 */

const LATIN =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘ' +
  'ŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŹŻŽẞ'
const CYRILLIC = 'АЁЂЃЄЅІЇЈЉЊЋЌЎЏБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѪѴҐҒҺ'
const ARABIC = 'بءآأؤإئاةتثجحخدذرزسشصضطظعغـفقكلمنهوىيٱٹټپځڅچڈډڑړږژښڜڢڤڥڧڨکګڭگںڼھۀہۂۃیۍېےۓ'

/** Letters of each script. İ and ı are no pair: the small form of one is not the other's. */
export const LETTERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['latin', [...LATIN, ...LATIN.toLowerCase(), 'İ', 'ı']],
  ['cyrillic', [...CYRILLIC, ...CYRILLIC.toLowerCase()]],
  ['arabic', [...ARABIC]],
])
