/**
 * What a rule says of itself: identifier, versions, validity and descriptions (EU DCC validation rules,
 * rule schema 1.x; what the EU's gateway takes).
 *
 * @module
 */

import { isJsonObject } from '../../json/read.ts'
import { ENGINE_VERSION } from '../certlogic/expression.ts'
import type { CertificateType, EntryRule } from '../rules/rule.ts'
import { compareVersions } from '../rules/version.ts'
import { type LintFinding, toFinding } from './finding.ts'
import { checkLanguage } from './languages.ts'

type Findings = Generator<LintFinding, void, undefined>

const IDENTIFIER = /^(GR|VR|TR|RR|IR)-([A-Z]{2})-\d{4}$/

const SEMVER = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:[-+][0-9A-Za-z.+-]+)?$/

/** With an offset, without a fraction. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)$/

const TYPES: Readonly<Record<string, CertificateType>> = {
  GR: 'General',
  VR: 'Vaccination',
  TR: 'Test',
  RR: 'Recovery',
}

const MIN_VALIDITY_HOURS = 72
const MIN_DESCRIPTION_LENGTH = 20

/** The last version of the certificate's schema. */
const SCHEMA_VERSION = '1.3'

const MS_PER_HOUR = 3_600_000

/** Checks all but the Logic. */
export function* lintHeader(rule: EntryRule): Findings {
  yield* lintIdentifier(rule)
  yield* lintVersions(rule)
  yield* lintValidity(rule)
  yield* lintDescriptions(rule)
}

function* lintIdentifier(rule: EntryRule): Findings {
  const { id, kind, country, certificateType } = rule
  const path = '/Identifier'
  const [, prefix = '', owner] = IDENTIFIER.exec(id) ?? []
  if (owner === undefined) {
    const message = `Write the identifier ${id} as GR, VR, TR, RR or IR, the country's two letters and four digits: VR-${country}-0001.`
    yield toFinding(rule, 'identifier-form', { path, message })
    return
  }
  if (owner !== country) {
    const message = `The identifier is one of ${owner}, but Country is ${country}: use the same country in both.`
    yield toFinding(rule, 'identifier-country', { path, message, values: { owner, country } })
  }
  if ((prefix === 'IR') !== (kind === 'invalidation')) {
    const message = `Identifiers that begin with IR are for Type Invalidation, and for nothing else: change ${id} or Type.`
    yield toFinding(rule, 'identifier-type', { path, message, values: { prefix, type: kind } })
  } else if (prefix !== 'IR' && TYPES[prefix] !== certificateType) {
    const message = `Identifiers that begin with ${prefix} are for CertificateType ${TYPES[prefix]}, not ${certificateType}: change one of them.`
    yield toFinding(rule, 'identifier-type', {
      path,
      message,
      values: { prefix, type: certificateType },
    })
  }
}

function* lintVersions(rule: EntryRule): Findings {
  const { version, schemaVersion, engine, engineVersion } = rule
  if (!SEMVER.test(version)) {
    const message = `Write the version ${version} as three numbers, such as 1.0.0: the highest one applies.`
    yield toFinding(rule, 'version-form', { path: '/Version', message })
  }
  const isOfSchema = SEMVER.test(schemaVersion) && schemaVersion.startsWith('1.')
  const [, minor = ''] = schemaVersion.split('.')
  if (!isOfSchema || compareVersions(`1.${minor}`, SCHEMA_VERSION) > 0) {
    const message = `No certificates have the schema version ${schemaVersion}: the rule stays open. Write 1.3.0.`
    yield toFinding(rule, 'schema-version', { path: '/SchemaVersion', message })
  }
  if (engine !== 'CERTLOGIC') {
    const message = `No engine but CERTLOGIC is in use: the rule stays open with ${engine}.`
    yield toFinding(rule, 'engine-unknown', { path: '/Engine', message })
  }
  const path = '/EngineVersion'
  if (!SEMVER.test(engineVersion)) {
    const message = `Write the engine version ${engineVersion} as three numbers, such as 1.0.0.`
    yield toFinding(rule, 'engine-version', { path, message })
  } else if (compareVersions(engineVersion, ENGINE_VERSION) > 0) {
    const message = `CertLogic ${engineVersion} does not exist, the last is ${ENGINE_VERSION}: the rule stays open everywhere. Ask for 1.0.0, or what the Logic needs.`
    yield toFinding(rule, 'engine-version', { path, message, values: { engineVersion } })
  }
}

function* lintValidity(rule: EntryRule): Findings {
  const { validFrom, validUntil, source } = rule
  for (const name of ['ValidFrom', 'ValidTo']) {
    if (TIMESTAMP.test(String(source[name]))) continue
    const message = `Write ${name} as a date and time with an offset and without fractions, such as 2022-02-01T00:00:00Z.`
    yield toFinding(rule, 'validity-form', { path: `/${name}`, message })
  }
  const hours = (validUntil - validFrom) / MS_PER_HOUR
  const path = '/ValidTo'
  if (hours <= 0) {
    const message = 'ValidTo is not after ValidFrom: the rule never applies.'
    yield toFinding(rule, 'validity-reversed', { path, message })
  } else if (hours < MIN_VALIDITY_HOURS) {
    const message = `A rule must be valid for ${MIN_VALIDITY_HOURS} hours or more: the EU's gateway refuses shorter ones.`
    yield toFinding(rule, 'validity-short', { path, message, values: { hours: Math.floor(hours) } })
  }
}

function* lintDescriptions(rule: EntryRule): Findings {
  const { Description: descriptions } = rule.source
  let hasEnglish = false
  for (const [index, each] of (Array.isArray(descriptions) ? descriptions : []).entries()) {
    const path = `/Description/${index}`
    const lang = isJsonObject(each) ? each['lang'] : undefined
    const desc = isJsonObject(each) ? each['desc'] : undefined
    const language = typeof lang === 'string' ? lang.toLowerCase() : ''
    const fault = checkLanguage(language, rule.country)
    if (fault !== undefined) {
      yield toFinding(rule, 'description-language', { path, message: fault, values: { language } })
    }
    const { length } = typeof desc === 'string' ? desc.trim() : ''
    if (/^en(?:-|$)/.test(language) && length > 0) hasEnglish = true
    if (length < MIN_DESCRIPTION_LENGTH) {
      const message = `Describe the rule in ${MIN_DESCRIPTION_LENGTH} characters or more: this one has ${length}.`
      yield toFinding(rule, 'description-short', { path, message, values: { language, length } })
    }
  }
  if (hasEnglish) return
  const message = 'Add a description in English (lang en): it is mandatory.'
  yield toFinding(rule, 'description-english', { path: '/Description', message })
}
