/**
 * Mutants that change nothing, each with the reason: a file, the line as it stands, and what is changed in
 * it; where a line occurs twice, also the one above. An entry that fits no mutant any more, or whose mutant a test kills, is a fault.
 *
 * @module
 */

import { EQUIVALENT_OWN } from './equivalent-own.mjs'

const LIBRARY = 'packages/pratique/src'

/** What the compiler wants for an index that is always within. */
const WITHIN = 'the index is always within, which the compiler cannot see'
/** A memory that makes it faster, and nothing else. */
const MEMORY = 'it only remembers, so that it is faster: bench/ measures that'

/** What the compiler wants for something that is never empty. */
const NEVER_EMPTY = 'there is always one, which the compiler cannot see'

/** @type {readonly { file: string, line: string, above?: string, mutations: string[], reason: string }[]} */
export const EQUIVALENT = [
  ...EQUIVALENT_OWN,
  {
    file: 'verify/together.ts',
    line: "const inside = verification.verdict === 'specimen' ? verification.asExitCode : 0",
    mutations: ['0 → 1', '0 → (-1)'],
    reason:
      'what is no specimen has the same number always, which is less than the step to the next exit code',
  },
  {
    file: 'verify/check-holder.ts',
    line: 'for (const other of certificates.slice(index + 1)) {',
    mutations: ['certificates.slice(index + 1) → certificates', 'index + 1 → index - 1', '1 → 0'],
    reason:
      'a pair is compared twice, or a holder with itself: never "different", and "unclear" only if no other is the same',
  },
  {
    file: 'policy/policies.ts',
    line: "const [timeZone = 'Etc/UTC'] = zonesOf(toIso(destination))",
    mutations: ["= 'Etc/UTC' → nothing"],
    reason: 'every destination has a zone, be it the first of the Earth',
  },
  {
    file: 'policy/policies.ts',
    line: "const next = windows.find(({ from = '', result }) => result === 'passed' && isAfter(from, at))",
    mutations: ["= '' → nothing"],
    reason: 'neither text is a time, and NaN is after nothing',
  },
  {
    file: 'policy/policies.ts',
    line: 'return [...new Set(decisions.flatMap(({ show = [] }) => show))].toSorted((a, b) => a - b)',
    mutations: ['= [] → nothing'],
    reason: 'what passes always shows something',
  },
  {
    file: 'policy/eu/judge.ts',
    line: 'fieldsOf(candidate, index, values[index] ?? [], prepared),',
    mutations: ['values[index] ?? [] → values[index]'],
    reason: WITHIN,
  },
  {
    file: 'policy/eu/judge.ts',
    line: 'const [first = []] = values',
    mutations: ['= [] → nothing'],
    reason: 'a slot that decides has two values at least',
  },
  {
    file: 'policy/eu/judge.ts',
    line: 'const chosen = values[index]?.[choice[index] ?? 0] ?? []',
    mutations: [
      'values[index]?.[choice[index] ?? 0] ?? [] → values[index]?.[choice[index] ?? 0]',
      'choice[index] ?? 0 → choice[index]',
      '0 → 1',
      '0 → (-1)',
    ],
    reason: WITHIN,
  },
  {
    file: 'policy/eu/judge.ts',
    line: 'const value = chosen[place] ?? null',
    mutations: ['chosen[place] ?? null → chosen[place]'],
    reason: WITHIN,
  },
  {
    file: 'policy/eu/event-time.ts',
    line: 'return text.length > 10 ? time : time - EARLIEST_ZONE_MS',
    mutations: ['10 → 11'],
    reason: 'a text of 11 characters is no date-time, and NaN stays NaN',
  },
  {
    file: 'policy/eu/event-time.ts',
    line: 'const slot = slots.find(({ members }) => members.includes(EVENT_MEMBERS[group]))',
    mutations: ['find → findLast'],
    reason: 'a member is of one slot alone',
  },
  {
    file: 'policy/eu/answers.ts',
    line: '.filter((change) => change > range.from && change < range.until)',
    mutations: [
      'change > range.from && change < range.until → change > range.from || change < range.until',
      'change > range.from → change >= range.from',
      'change < range.until → change <= range.until',
    ],
    reason: 'anchors outside the stretch are left out once more, and more of them change nothing',
  },
  {
    file: 'policy/eu/decide.ts',
    line: "const next = segments.find((each) => each.verdict === 'passed' && each.from > arrival)",
    mutations: ['each.from > arrival → each.from >= arrival'],
    reason:
      'where the segment begins with the arrival, the arrival passes, and no next one is told',
  },
  {
    file: 'policy/eu/decide.ts',
    line: 'const isOneOfSeveral = common.show !== undefined && certificates.length > 1',
    mutations: ['certificates.length > 1 → certificates.length >= 1', '1 → 0'],
    reason: 'of one certificate that one is found by looking, too',
  },
  {
    file: 'policy/eu/decide.ts',
    line: 'const segments = findAnswers(own, at * 1000) ?? []',
    mutations: ['1000 → 1001', '1000 → 999'],
    reason: 'the stretch that is looked at has the arrival in it either way',
  },
  {
    file: 'policy/eu/applied.ts',
    line: "const name = group === 'dob' ? group : (member ?? '')",
    mutations: ["member ?? '' → member"],
    reason: 'no slot has a member of either name',
  },
  {
    file: 'policy/eu/applied.ts',
    line: 'const slot = candidate.slots.find(({ members }) => members.includes(name))',
    mutations: ['find → findLast'],
    reason: 'a member is of one slot alone',
  },
  {
    file: 'policy/eu/applied.ts',
    line: 'const finding = judgement.findings.find((each) => each.rule === prepared)',
    mutations: ['find → findLast'],
    reason: 'a rule has one finding',
  },
  {
    file: 'policy/eu/applied.ts',
    line: 'return [...applied.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))',
    mutations: ['a.id < b.id → a.id <= b.id'],
    reason: 'rules of one identifier have no order among them',
  },
  {
    file: 'policy/eu/reasons.ts',
    line: 'GROUPS[group] ?? group,',
    mutations: ['GROUPS[group] ?? group → GROUPS[group]'],
    reason: 'every group has a name',
  },
  {
    file: 'policy/projection/completions.ts',
    line: 'for (let slot = choice.length - 1; slot >= 0; slot--) {',
    mutations: ['0 → (-1)'],
    reason: 'one step further writes a member that no slot has',
  },
  {
    file: 'policy/projection/completions.ts',
    line: 'const next = (choice[slot] ?? 0) + 1',
    mutations: ['choice[slot] ?? 0 → choice[slot]', '0 → 1', '0 → (-1)'],
    reason: WITHIN,
  },
  {
    file: 'policy/projection/completions.ts',
    line: 'choice[slot] = next % (values[slot]?.length ?? 1)',
    mutations: ['values[slot]?.length ?? 1 → values[slot]?.length', '1 → 2', '1 → 0'],
    reason: WITHIN,
  },
  {
    file: 'policy/projection/representatives.ts',
    line: 'if (each > earliest && each < latest) times.add(each)',
    mutations: ['each > earliest → each >= earliest', 'each < latest → each <= latest'],
    reason: 'the ends are in the set already',
  },
  {
    file: 'policy/rules/select.ts',
    line: 'const order = known ? compareRules(rule, known) : 1',
    mutations: ['1 → 2'],
    reason: 'only its sign counts',
  },
  {
    file: 'policy/rules/version.ts',
    line: 'for (let index = 0; index < Math.max(left.length, right.length); index++) {',
    mutations: [
      '0 → (-1)',
      'index < Math.max(left.length, right.length) → index <= Math.max(left.length, right.length)',
    ],
    reason: 'both have no part there, which counts as 0',
  },
  {
    file: 'policy/rules/version.ts',
    line: "const [release = ''] = version.split(/[-+]/)",
    mutations: ["= '' → nothing"],
    reason: 'a text that is split has a first part',
  },
  {
    file: 'policy/rules/rule-book.ts',
    line: 'let [low, high] = [0, instants.length]',
    mutations: ['0 → (-1)'],
    reason: 'before the first change it is -1 always, which is a name as good as 0',
  },
  {
    file: 'policy/rules/rule-book.ts',
    line: 'if ((instants[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1',
    mutations: ['instants[middle] ?? Number.POSITIVE_INFINITY → instants[middle]'],
    reason: WITHIN,
  },
  {
    file: 'policy/rules/rule-book.ts',
    line: "const types = CERTIFICATE_TYPES.filter((type) => type !== 'General')",
    mutations: ["CERTIFICATE_TYPES.filter((type) => type !== 'General') → CERTIFICATE_TYPES"],
    reason: 'of the type General a selection has general rules alone',
  },
  {
    file: 'policy/windows/segments.ts',
    line: 'if (instant > from && instant < until) instants.add(instant)',
    mutations: ['instant > from → instant >= from'],
    reason: 'the start is in the set already',
  },
  {
    file: 'policy/windows/combine.ts',
    line: 'const from = current.find((each) => startOf(each) === start)?.from',
    mutations: ['find → findLast'],
    reason: 'windows that begin together write it alike',
  },
  {
    file: 'policy/policies.ts',
    line: 'const age = asOf === undefined ? 0 : request.now - asOf',
    mutations: ['0 → 1', '0 → (-1)'],
    reason: 'neither is old',
  },
  {
    file: 'policy/eu/judge.ts',
    line: "const isKnown = ({ domain }: Slot) => domain.kind === 'choice' || domain.kind === 'open'",
    mutations: [
      "domain.kind === 'choice' || domain.kind === 'open' → domain.kind === 'choice' && domain.kind === 'open'",
      "'open' → 'failed'",
    ],
    reason: 'where no date is unknown, those found are not looked at: it is only faster',
  },
  {
    file: 'policy/eu/judge.ts',
    line: 'if (candidate.slots.every(isKnown)) return []',
    mutations: ['if (candidate.slots.every(isKnown)) return [] → ;'],
    reason: 'where no date is unknown, those found are not looked at: it is only faster',
  },
  {
    file: 'policy/eu/judge.ts',
    line: "slot.domain.kind === 'choice' ? slot.domain.values.slice(0, 1) : [slot.members.map(() => null)],",
    mutations: [
      'slot.domain.values.slice(0, 1) → slot.domain.values',
      '0 → (-1)',
      '1 → 2',
      'slot.members.map(() => null) → nothing',
    ],
    reason: 'of each slot the first is taken, and what is not there is null',
  },
  {
    file: 'policy/projection/representatives.ts',
    line: 'if (!isRead) return domain.values.slice(0, 1)',
    mutations: ['if (!isRead) return domain.values.slice(0, 1) → ;'],
    reason: 'of what nobody asks all values are alike',
  },
  {
    file: 'policy/projection/representatives.ts',
    line: "const held = sets.map((set) => (set.has(value) ? '1' : '0')).join('')",
    mutations: ['set.has(value) → !(set.has(value))'],
    reason: 'signatures are only compared with each other',
  },
  {
    file: 'policy/projection/representatives.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a line of source as it stands
    line: "return `${held}${compared}${value === null || value === 0 || value === '' ? 'f' : 't'}`",
    mutations: [
      "value === null || value === 0 || value === '' → !(value === null || value === 0 || value === '')",
    ],
    reason: 'signatures are only compared with each other',
  },
  {
    file: 'policy/projection/representatives.ts',
    line: "return values.map((a, index) => values.slice(index + 1).map((b) => compare(a, b))).join('')",
    mutations: ['values.slice(index + 1) → values', 'index + 1 → index - 1', '1 → 0'],
    reason: 'a pair is compared twice, or a member with itself: nothing new is learnt',
  },
  {
    file: 'policy/projection/representatives.ts',
    line: "return a < b ? '<' : '>'",
    mutations: ['a < b → !(a < b)', 'a < b → a <= b'],
    reason: 'signatures are only compared with each other, and equal ones have their own',
  },
  {
    file: 'policy/rules/rule-book.ts',
    line: 'if (known) return known',
    above: 'const known = byRules.get(name)',
    mutations: ['if (known) return known → ;'],
    reason: MEMORY,
  },
  {
    file: 'policy/rules/rule-book.ts',
    line: 'byRules.set(name, made)',
    mutations: ['byRules.set(name, made) → ;'],
    reason: MEMORY,
  },
  {
    file: 'policy/rules/rule-book.ts',
    line: 'byStretch.set(name, prepared)',
    mutations: ['byStretch.set(name, prepared) → ;'],
    reason: MEMORY,
  },
  {
    file: 'policy/rules/rule-book.ts',
    line: 'dates.set(name, index)',
    mutations: ['dates.set(name, index) → ;'],
    reason: MEMORY,
  },
  {
    file: 'policy/eu/decide.ts',
    line: "if (!anywhere) throw new Error('unreachable: the whole country is asked about')",
    mutations: [
      "if (!anywhere) throw new Error('unreachable: the whole country is asked about') → ;",
    ],
    reason: NEVER_EMPTY,
  },
  {
    file: 'policy/eu/decide.ts',
    line: "return answers.length > 0 && answers.every(({ verdict }) => verdict === 'passed')",
    mutations: ['answers.length > 0 → answers.length >= 0', '0 → (-1)'],
    reason:
      'the arrival lies in a segment, unless too much was asked: and then nothing passed before',
  },
  {
    file: 'policy/eu/answers.ts',
    line: 'const changes = rules.book',
    mutations: [
      'rules.book .changesOf({ destination: place.destination }) .filter((change) => change > range.from && change < range.unti… → rules.book .changesOf({ destination: place.destination })',
    ],
    reason: 'anchors outside the stretch are left out once more, and more of them change nothing',
  },
  {
    file: 'policy/eu/answers.ts',
    line: 'if (anchors.size > MAX_ANCHORS) return undefined',
    mutations: ['anchors.size > MAX_ANCHORS → anchors.size >= MAX_ANCHORS'],
    reason: 'a limit of work: one more or less is as good',
  },
  {
    file: 'policy/eu/answers.ts',
    line: "asking.budget.left > 0 ? resultAt(asking, at) : 'open',",
    mutations: [
      'asking.budget.left > 0 → asking.budget.left >= 0',
      '0 → 1',
      '0 → (-1)',
      "'open' → 'passed'",
    ],
    reason: 'without a budget what is found is thrown away below; one run more or less is as good',
  },
  {
    file: 'policy/eu/answers.ts',
    line: 'return asking.budget.left > 0 ? segments : undefined',
    mutations: ['0 → 1'],
    reason: 'a limit of work: one more or less is as good',
  },
].map((entry) => ({ ...entry, file: `${LIBRARY}/${entry.file}` }))
