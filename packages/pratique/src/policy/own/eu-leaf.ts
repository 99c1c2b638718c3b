/**
 * One condition in CertLogic.
 *
 * @module
 */

import { COVID_19 } from '../dcc-codes.ts'
import type { KnownVaccines } from '../facts/policy-facts.ts'
import { type Candidate, isProductTaken } from './dose-group.ts'
import { clockAfter, type EuType, fieldOf, TEST_RESULTS, TEST_TYPES } from './eu-codes.ts'
import { ALWAYS, allOf, anyOf, type EuFormula, expression, NEVER } from './eu-formula.ts'
import type {
  AgeLimit,
  Duration,
  OwnCondition,
  OwnPolicy,
  Period,
  Recovered,
  Tested,
  Vaccinated,
} from './policy.ts'

/** Something of a policy that CertLogic cannot say, as a JSON Pointer, and why. */
export interface Inexpressible {
  readonly path: string
  readonly reason: string
}

interface Writing {
  readonly type: EuType
  readonly vaccines: KnownVaccines
  readonly months: OwnPolicy['months']
  readonly faults: Inexpressible[]
}

const BOOSTER_DOSE = 3
const CLOCK = clockAfter(0)

/** Writes a condition for one type of certificate; of another type, it never holds. */
export function toEuLeaf(condition: OwnCondition, path: string, writing: Writing): EuFormula {
  const { type } = writing.type
  if ('age' in condition) return writeAge(condition.age, `${path}/age`, writing)
  if ('vaccinated' in condition) {
    if (type !== 'Vaccination') return NEVER
    return writeDose(condition.vaccinated, `${path}/vaccinated`, writing)
  }
  if ('tested' in condition) {
    return type === 'Test' ? writeTest(condition.tested, `${path}/tested`, writing) : NEVER
  }
  if ('recovered' in condition) {
    if (type !== 'Recovery') return NEVER
    return writeRecovery(condition.recovered, `${path}/recovered`, writing)
  }
  const name = 'exempt' in condition ? 'exempt' : 'prophylaxis'
  return refuse(`${path}/${name}`, 'no EU certificate states it: nobody meets it', writing)
}

function writeDose(wanted: Vaccinated, path: string, writing: Writing): EuFormula {
  if (wanted.disease !== 'covid-19') return refuseDisease(path, writing)
  const field = (name: string) => fieldOf('v', name)
  return allOf([
    expression('===', field('tg'), COVID_19),
    writeProducts(wanted, path, writing),
    writeSeries(wanted),
    writePeriod(wanted, 'v', 'dt', path, writing),
  ])
}

function writeProducts(wanted: Vaccinated, path: string, writing: Writing): EuFormula {
  const { products, platforms, prequalified, serogroups } = wanted
  if (!products && !platforms && !prequalified && !serogroups) return ALWAYS
  const taken = [...writing.vaccines.products.values()].filter((product) => {
    const candidate: Candidate = { ...product, isFavourable: false }
    return product.disease === 'covid-19' && isProductTaken(candidate, wanted)
  })
  const without = taken.filter(({ euCodes }) => !euCodes).map(({ id }) => id)
  const unknown = (products ?? []).filter((id) => !writing.vaccines.products.has(id))
  for (const id of [...without, ...unknown]) {
    writing.faults.push({ path: `${path}/products`, reason: `the EU has no code for ${id}` })
  }
  const codes = taken.flatMap(({ euCodes }) => euCodes?.mp ?? [])
  return codes.length === 0 ? NEVER : expression('in', fieldOf('v', 'mp'), codes)
}

function writeSeries({ primaryComplete, doses, booster }: Vaccinated): EuFormula {
  const [dose, series] = [fieldOf('v', 'dn'), fieldOf('v', 'sd')]
  if (primaryComplete) return expression('>=', dose, series)
  if (doses) return expression('>=', dose, doses.least)
  if (!booster) return ALWAYS
  return anyOf([expression('>', dose, series), expression('>=', dose, BOOSTER_DOSE)])
}

function writeTest(wanted: Tested, path: string, writing: Writing): EuFormula {
  if (wanted.disease !== 'covid-19') return refuseDisease(path, writing)
  const field = (name: string) => fieldOf('t', name)
  const sampled = field('sc')
  return allOf([
    expression('===', field('tg'), COVID_19),
    writeClasses(wanted, path, writing),
    expression('===', field('tr'), TEST_RESULTS[wanted.result]),
    wanted.devices ? expression('in', field('ma'), wanted.devices) : ALWAYS,
    expression('not-before', CLOCK, { plusTime: [sampled, 0, 'hour'] }),
    expression('not-after', CLOCK, { plusTime: [sampled, wanted.withinHours, 'hour'] }),
  ])
}

function writeClasses({ classes }: Tested, path: string, writing: Writing): EuFormula {
  const isRapid = classes.includes('antigen-rapid')
  if (isRapid !== classes.includes('antigen-laboratory')) {
    writing.faults.push({
      path: `${path}/classes`,
      reason: isRapid
        ? 'EU codes do not tell rapid tests from those of laboratories: both are taken'
        : 'EU codes do not tell laboratory tests from rapid ones: neither is taken',
    })
  }
  if (classes.includes('antibody')) {
    writing.faults.push({ path: `${path}/classes`, reason: 'the EU has no code for antibodies' })
  }
  const codes = TEST_TYPES.filter((each) => each.classes[0] && classes.includes(each.classes[0]))
  const [only, ...others] = codes.map(({ code }) => code)
  if (only === undefined) return NEVER
  const field = fieldOf('t', 'tt')
  return others.length === 0
    ? expression('===', field, only)
    : expression('in', field, [only, ...others])
}

function writeRecovery(wanted: Recovered, path: string, writing: Writing): EuFormula {
  if (wanted.disease !== 'covid-19') return refuseDisease(path, writing)
  const { ignoreStatedStart, ignoreStatedEnd } = wanted
  const [from, until] = [fieldOf('r', 'df'), fieldOf('r', 'du')]
  return allOf([
    expression('===', fieldOf('r', 'tg'), COVID_19),
    writePeriod(wanted, 'r', 'fr', path, writing),
    ignoreStatedStart ? ALWAYS : expression('not-before', CLOCK, { plusTime: [from, 0, 'day'] }),
    ignoreStatedEnd ? ALWAYS : expression('before', CLOCK, { plusTime: [until, 1, 'day'] }),
  ])
}

/** Whole days: the last one ends where the day after it begins. */
function writePeriod(
  { from, until }: Period,
  group: EuType['group'],
  name: string,
  path: string,
  writing: Writing,
): EuFormula {
  const date = fieldOf(group, name)
  const begins = expression('not-before', CLOCK, { plusTime: [date, from?.days ?? 0, 'day'] })
  if (until === 'lifetime') return begins
  if ('days' in until) {
    return allOf([begins, expression('before', CLOCK, { plusTime: [date, until.days + 1, 'day'] })])
  }
  checkMonths(`${path}/until`, writing)
  // CertLogic adds only once: the day that the last one lasts is taken from the clock.
  const yesterday = clockAfter(-1)
  return allOf([begins, expression('before', yesterday, { plusTime: [date, ...shiftOf(until)] })])
}

function writeAge(limit: AgeLimit, path: string, writing: Writing): EuFormula {
  checkMonths(path, writing)
  const age = 'from' in limit ? limit.from : limit.below
  const birthday = { plusTime: [{ var: 'payload.dob' }, ...shiftOf(age)] }
  return expression('from' in limit ? 'not-before' : 'before', CLOCK, birthday)
}

function shiftOf(duration: Duration): readonly [number, string] {
  if ('days' in duration) return [duration.days, 'day']
  return 'months' in duration ? [duration.months, 'month'] : [duration.years, 'year']
}

function checkMonths(path: string, { months, faults }: Writing): void {
  if (months === 'overflow') return
  faults.push({
    path,
    reason:
      'CertLogic counts months with overflow: after the last days of a month up to three days more',
  })
}

function refuseDisease(path: string, writing: Writing): EuFormula {
  return refuse(
    `${path}/disease`,
    'EU certificates are about COVID-19 alone: nobody meets it',
    writing,
  )
}

function refuse(path: string, reason: string, { faults }: Writing): EuFormula {
  faults.push({ path, reason })
  return NEVER
}
