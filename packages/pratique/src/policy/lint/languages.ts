/**
 * Language codes of descriptions: two letters (ISO 639-1), or these and a country's. Codes of countries
 * are often written in their place.
 *
 * @module
 */

/** ISO 639-1, without what was withdrawn. */
const LANGUAGES: ReadonlySet<string> = /* @__PURE__ */ new Set(
  `aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
  el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
  it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
  mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
  sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
  yo za zh zu`.split(/\s+/),
)

/** What is spoken in countries whose code is that of another language, or of none. */
const SPOKEN: Readonly<Record<string, string>> = {
  al: 'sq',
  am: 'hy',
  at: 'de',
  be: 'nl',
  ch: 'de',
  cy: 'el',
  cz: 'cs',
  dk: 'da',
  ee: 'et',
  ge: 'ka',
  gr: 'el',
  il: 'he',
  ie: 'ga',
  me: 'sr',
  rs: 'sr',
  se: 'sv',
  si: 'sl',
  sm: 'it',
  tg: 'fr',
  tn: 'ar',
  ua: 'uk',
}

/** Says what is wrong with a code, in lower case; `undefined`: nothing. */
export function checkLanguage(code: string, country: string): string | undefined {
  const [language = '', region, ...rest] = code.split('-')
  const hasForm = /^[a-z]{2}$/.test(language) && rest.length === 0
  const isForm = hasForm && (region === undefined || /^[a-z]{2}$/.test(region))
  const spoken = language === country.toLowerCase() ? SPOKEN[language] : undefined
  if (isForm && LANGUAGES.has(language) && spoken === undefined) return undefined
  const hint = SPOKEN[language] ?? spoken
  const meant = hint === undefined ? 'such as en' : `which is ${hint} here`
  return `"${code}" is not the code of the language: write that of ISO 639-1, ${meant}.`
}
