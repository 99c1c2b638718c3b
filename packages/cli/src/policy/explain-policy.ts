/**
 * Policies of Pratique in words.
 *
 * @module
 */

import type { OutlineLine, OwnCondition, OwnPolicy, Requirement } from 'pratique/policy'
import { createTerminology } from 'pratique/terminology'

/** What a policy asks for, line by line. */
export function outlinePolicy(policy: OwnPolicy): readonly OutlineLine[] {
  const { appliesTo, exemptions = [], requirement } = policy
  return [
    ...(appliesTo ? [line('It is about travellers:', scopeOf(appliesTo))] : []),
    ...(exemptions.length > 0
      ? [line('Whoever meets one of these needs nothing else:', exemptions.map(outline))]
      : []),
    line('Needed:', [outline(requirement)]),
    ...requiresOf(policy),
  ]
}

function line(text: string, lines: readonly OutlineLine[] = []): OutlineLine {
  return { text, lines }
}

function outline(requirement: Requirement): OutlineLine {
  if ('anyOf' in requirement) return line('One of these:', requirement.anyOf.map(outline))
  if ('allOf' in requirement) return line('All of these:', requirement.allOf.map(outline))
  return line(describe(requirement))
}

function describe(condition: OwnCondition): string {
  if ('vaccinated' in condition) return describeVaccinated(condition.vaccinated)
  if ('tested' in condition) return describeTested(condition.tested)
  if ('recovered' in condition) {
    const { recovered } = condition
    return `Recovered from ${wordOf(recovered.disease)}, ${periodOf(recovered, 'the first positive test')}`
  }
  if ('prophylaxis' in condition) {
    const { prophylaxis } = condition
    return `Prophylaxis against ${wordOf(prophylaxis.disease)}, ${periodOf(prophylaxis, 'it')}`
  }
  if ('exempt' in condition) {
    return `Exempt from ${wordOf(condition.exempt.disease)} vaccination by a physician, for as long as stated`
  }
  return describeAge(condition.age)
}

type Of<K extends string> = Extract<OwnCondition, Readonly<Record<K, unknown>>>
type Vaccinated = Of<'vaccinated'>['vaccinated']
type Tested = Of<'tested'>['tested']
type AgeLimit = Of<'age'>['age']

function describeVaccinated(wanted: Vaccinated): string {
  const { disease, products, platforms, prequalified, serogroups } = wanted
  const { products: known } = createTerminology()
  const names = products?.map((id) => known.get(id)?.name ?? id)
  return [
    `Vaccinated against ${wordOf(disease)}`,
    ...(names ? [`with ${orList(names)}`] : []),
    ...(platforms ? [`with a vaccine of this kind: ${orList(platforms)}`] : []),
    ...(prequalified ? ['with a product that WHO has prequalified'] : []),
    ...(serogroups ? [`covering serogroups ${serogroups.join(', ')}`] : []),
    ...dosesOf(wanted),
    periodOf(wanted, 'the dose'),
  ].join(', ')
}

function dosesOf({ primaryComplete, doses, booster }: Vaccinated): readonly string[] {
  if (booster) return ['with a booster']
  if (doses) return [`with at least ${count(doses.least, 'dose')}`]
  if (primaryComplete === undefined) return []
  return primaryComplete === 'stated'
    ? ['with the series complete, as the certificate says']
    : ['with the series complete, as the certificate says or as is regular for the product']
}

function describeTested({ disease, classes, result, withinHours, devices }: Tested): string {
  const taken = devices ? `, with one of ${count(devices.length, 'device')}` : ''
  const kinds = classes.map((each) => TEST_WORDS[each] ?? each)
  const outcome = result === 'detected' ? 'detected (positive)' : 'not detected (negative)'
  return (
    `Tested for ${wordOf(disease)} by ${orList(kinds)}${taken}: ${outcome}, ` +
    `sampled at most ${count(withinHours, 'hour')} before`
  )
}

const TEST_WORDS: Readonly<Record<string, string>> = {
  naat: 'PCR or another molecular test',
  'antigen-rapid': 'a rapid antigen test',
  'antigen-laboratory': 'a laboratory antigen test',
  antibody: 'an antibody test',
}

function describeAge(limit: AgeLimit): string {
  if ('below' in limit) return `Younger than ${amountOf(limit.below)} on arrival`
  return `At least ${amountOf(limit.from)} old on arrival`
}

type Period = Pick<Vaccinated, 'from' | 'until' | 'ignoreStatedStart' | 'ignoreStatedEnd'>

function periodOf(period: Period, event: string): string {
  const { from, until, ignoreStatedStart, ignoreStatedEnd } = period
  const begin =
    from === undefined || from.days === 0
      ? `from the day of ${event}`
      : `from ${count(from.days, 'day')} after ${event}`
  const end = until === 'lifetime' ? 'for life' : `until ${amountOf(until)} after it`
  const ignored = [
    ...(ignoreStatedStart ? ['a start'] : []),
    ...(ignoreStatedEnd ? ['an end'] : []),
  ]
  const rest = ignored.length > 0 ? ` (${ignored.join(' or ')} that it states does not count)` : ''
  return `${begin} ${end}${rest}`
}

type Amount = Exclude<Vaccinated['until'], 'lifetime'>

function amountOf(amount: Amount): string {
  if ('days' in amount) return count(amount.days, 'day')
  if ('months' in amount) return count(amount.months, 'month')
  return count(amount.years, 'year')
}

function scopeOf({
  age,
  fromCountries,
  purposes,
  others,
}: NonNullable<OwnPolicy['appliesTo']>): readonly OutlineLine[] {
  const rest = others === 'exempt' ? 'Nothing is asked of all others' : 'It says nothing of others'
  return [
    ...(age ? [line(describeAge(age))] : []),
    ...(fromCountries ? [line(`Coming from ${orList(fromCountries)}`)] : []),
    ...(purposes ? [line(`Travelling for ${orList(purposes)}`)] : []),
    line(rest),
  ]
}

function requiresOf({ requires }: OwnPolicy): readonly OutlineLine[] {
  if (!requires) return []
  const { evidence, maxKeyListAgeDays, maxRevocationAgeDays, acceptAttestationOf } = requires
  const levels =
    typeof evidence === 'object'
      ? Object.entries(evidence).map(([network, level]) => `${level} (${network})`)
      : [evidence ?? '']
  const lines = [
    ...(evidence === undefined
      ? []
      : [`The issuer's key is known at least so: ${levels.join(', ')}`]),
    ...limitOf('The list of keys', maxKeyListAgeDays),
    ...limitOf('The list of revoked certificates', maxRevocationAgeDays),
    ...(acceptAttestationOf
      ? [`The mere word of these counts: ${acceptAttestationOf.join(', ')}`]
      : []),
  ]
  return lines.length === 0
    ? []
    : [
        line(
          'Of the certificates themselves:',
          lines.map((each) => line(each)),
        ),
      ]
}

function limitOf(what: string, days: number | undefined): readonly string[] {
  return days === undefined ? [] : [`${what} is at most ${count(days, 'day')} old`]
}

function wordOf(word: string): string {
  return word === 'covid-19' ? 'COVID-19' : word.replaceAll('-', ' ')
}

function orList(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words)
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
