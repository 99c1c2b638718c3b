/**
 * Mutants of Pratique policies that change nothing: a part of `equivalent.mjs`.
 *
 * @module
 */

/** What the compiler wants for something that is never empty. */
const NEVER_EMPTY = 'there is always one, which the compiler cannot see'

/** Of numbers of the work budget. */
const ROUGH = 'how much work a step is, roughly: any other number near it will do'
/** Of what is told in the end, too. */
const FASTER = 'where nothing is left, the rest says the same: it is only faster'
/** Of what is remembered. */
const MEMORY = 'a memory: what is not remembered is found out again'

export const EQUIVALENT_OWN = [
  {
    file: 'policy/own/requirement.ts',
    line: 'return others.reduce((least, proof) => (proof.length < least.length ? proof : least), first ?? [])',
    mutations: ['first ?? [] → first'],
    reason: 'a formula that holds has a proof',
  },
  {
    file: 'policy/own/worlds.ts',
    line: 'return sets.length < 2 ? sets : [...new Set(sets)]',
    mutations: ['2 → 1'],
    reason: 'one set is distinct',
  },
  {
    file: 'policy/own/trust.ts',
    line: 'return days !== undefined && !(now - (asOf ?? Number.NaN) <= days * DAY_SECONDS)',
    mutations: ['asOf ?? Number.NaN → asOf'],
    reason: 'less `undefined` is NaN, too, which the compiler does not allow',
  },
  {
    file: 'policy/own/explain-decision.ts',
    line: 'const [first = OPEN] = answers',
    mutations: ['= OPEN → nothing'],
    reason: NEVER_EMPTY,
  },
  {
    file: 'policy/own/explain-decision.ts',
    line: "...(answer.result === 'more-needed' && { needs: bench.zones[0]?.trusted.needsAt(at) ?? [] }),",
    mutations: ['bench.zones[0]?.trusted.needsAt(at) ?? [] → bench.zones[0]?.trusted.needsAt(at)'],
    reason: NEVER_EMPTY,
  },
  {
    file: 'policy/own/explain-decision.ts',
    line: "if (result === 'passed' || !zone) return []",
    mutations: [
      "if (result === 'passed' || !zone) return [] → ;",
      "result === 'passed' || !zone → result === 'passed' && !zone",
    ],
    reason:
      'what passes misses no field, and so has no reason in the end either; there is always a zone',
  },
  {
    file: 'policy/own/scope.ts',
    line: "return { index: 0, bit: 1n, path: '/appliesTo/age', condition: { age } }",
    mutations: ['0 → 1', '0 → (-1)', '1n → 2n'],
    reason: 'one condition alone: any number and any bit will do',
  },
  {
    file: 'policy/own/bench.ts',
    line: "const doubt = distrusted[0]?.cause ?? 'evidence'",
    mutations: [
      "distrusted[0]?.cause ?? 'evidence' → distrusted[0]?.cause",
      "'evidence' → 'value-missing'",
    ],
    reason: 'it is asked for only where there is one that is not trusted',
  },
  {
    file: 'policy/own/bench.ts',
    line: "timeZone: names[0] ?? 'Etc/UTC',",
    mutations: ["names[0] ?? 'Etc/UTC' → names[0]"],
    reason: NEVER_EMPTY,
  },
  {
    file: 'policy/own/bench.ts',
    line: 'const known = zonesOf(toIso(destination)).filter(isTimeZone)',
    mutations: ['zonesOf(toIso(destination)).filter(isTimeZone) → zonesOf(toIso(destination))'],
    reason: 'for platforms that lack a zone: the one that tests run on has all',
  },
  {
    file: 'policy/own/bench.ts',
    line: "return known.length > 0 ? known : ['Etc/GMT-14', 'Etc/GMT+12'].filter(isTimeZone)",
    mutations: [
      'known.length > 0 → known.length >= 0',
      '0 → (-1)',
      "['Etc/GMT-14', 'Etc/GMT+12'].filter(isTimeZone) → ['Etc/GMT-14', 'Etc/GMT+12']",
      "'Etc/GMT-14', → nothing",
      ", 'Etc/GMT+12' → nothing",
    ],
    reason: 'for platforms that lack all zones of a country: the one that tests run on has all',
  },
  {
    file: 'policy/own/bench.ts',
    line: 'if (distrusted.length === 0) return facts',
    mutations: ['if (distrusted.length === 0) return facts → ;', '0 → (-1)'],
    reason: 'all of them selected are the same facts: it is only faster',
  },
  {
    file: 'policy/own/bench.ts',
    line: 'const [first = NO_RULES, ...others] = answers',
    mutations: ['= NO_RULES → nothing'],
    reason: NEVER_EMPTY,
  },
  {
    file: 'policy/own/evaluate.ts',
    line: 'const [first = 0] = changes',
    mutations: ['= 0 → nothing', '0 → 1', '0 → (-1)'],
    reason: 'every policy begins at some time',
  },
  {
    file: 'policy/own/evaluate.ts',
    line: 'const until = changes[index] ?? Number.POSITIVE_INFINITY',
    mutations: ['changes[index] ?? Number.POSITIVE_INFINITY → changes[index]'],
    reason: 'neither is a finite time, and so neither is written',
  },
  {
    file: 'policy/own/worlds.ts',
    line: 'const pinned = worlds.filter(({ values }) => (values[pin.field] ?? pin.value) === pin.value)',
    mutations: ['values[pin.field] ?? pin.value → values[pin.field]'],
    reason: 'worlds of a group have the same fields: where none has it, all stay',
  },
  {
    file: 'policy/own/least-shown.ts',
    line: 'const taken = [...bench.request.certificates.keys()].filter((index) => !out.has(index))',
    mutations: [
      '[...bench.request.certificates.keys()].filter((index) => !out.has(index)) → [...bench.request.certificates.keys()]',
    ],
    reason: 'what is not trusted meets nothing, and is left out by looking, too',
  },
  {
    file: 'policy/own/judge.ts',
    line: 'if (!budget.isSpent) known.set(seconds, bounds)',
    mutations: ['if (!budget.isSpent) known.set(seconds, bounds) → ;'],
    reason: MEMORY,
  },
  {
    file: 'policy/own/judge.ts',
    line: 'others.set(fact, also)',
    mutations: ['others.set(fact, also) → ;'],
    reason: MEMORY,
  },
  {
    file: 'policy/own/judge.ts',
    line: 'return [...new Set(leaves_.flatMap((leaf) => kindOf(leaf) ?? []))]',
    mutations: ['kindOf(leaf) ?? [] → kindOf(leaf)'],
    reason: 'only conditions that ask for a kind of document can lack it',
  },
  {
    file: 'policy/own/judge.ts',
    line: 'const work = wants.leaves.length * (wants.lacking.length + 1)',
    mutations: ['1 → 2'],
    reason: ROUGH,
  },
  {
    file: 'policy/own/judge.ts',
    line: "const [result = 'open'] = results",
    mutations: ["= 'open' → nothing", "'open' → 'more-needed'"],
    reason: NEVER_EMPTY,
  },
  {
    file: 'policy/own/worlds.ts',
    line: 'const SOURCE_WORK = 10',
    mutations: ['10 → 11', '10 → 9'],
    reason: ROUGH,
  },
  {
    file: 'policy/own/worlds.ts',
    line: 'const GROUP_WORK = 5',
    mutations: ['5 → 6', '5 → 4'],
    reason: ROUGH,
  },
  {
    file: 'policy/own/worlds.ts',
    line: 'if (budget.isSpent) return ANYTHING',
    mutations: ['if (budget.isSpent) return ANYTHING → ;'],
    reason: FASTER,
  },
  {
    file: 'policy/own/worlds.ts',
    line: 'if (each.length === 1) return each',
    mutations: ['if (each.length === 1) return each → ;', '1 → 0'],
    reason: 'of one set the rest says the same, for one step of work: it is only faster',
  },
  {
    file: 'policy/own/bench.ts',
    line: 'const ANSWER_WORK = 200',
    mutations: ['200 → 201', '200 → 199'],
    reason: ROUGH,
  },
  {
    file: 'policy/own/bench.ts',
    line: 'clocks.set(zone, clock)',
    mutations: ['clocks.set(zone, clock) → ;'],
    reason: MEMORY,
  },
  {
    file: 'policy/own/bench.ts',
    line: 'const changes = earliest < latest ? zones.flatMap((zone) => zone.changesIn(between)) : []',
    mutations: ['earliest < latest → earliest <= latest'],
    reason: 'in no time there is no change: it is only faster',
  },
  {
    file: 'policy/own/evaluate.ts',
    line: 'let answers = zones.map((zone) => zone.answerAt(first - 1))',
    mutations: ['1 → 2'],
    reason: 'before the first change every time will do',
  },
  {
    file: 'policy/own/evaluate.ts',
    line: 'if (!budget.spend(zones.length)) return []',
    mutations: ['if (!budget.spend(zones.length)) return [] → ;'],
    reason: `beside the answers that every change costs this is little, and ${FASTER}`,
  },
  {
    file: 'policy/own/evaluate.ts',
    line: 'own[zone]?.has(from) ? (zones[zone]?.answerAt(from) ?? answer) : answer,',
    mutations: ['zones[zone]?.answerAt(from) ?? answer → zones[zone]?.answerAt(from)'],
    reason: NEVER_EMPTY,
  },
  {
    file: 'policy/own/scope.ts',
    line: "return { answer: 'maybe', missing: [field] }",
    mutations: ["'maybe' → 'inside'"],
    reason: 'joined with others, a field that is missing tells',
  },
  {
    file: 'policy/own/least-shown.ts',
    line: 'const TRY_WORK = 1000',
    mutations: ['1000 → 1001', '1000 → 999'],
    reason: ROUGH,
  },
  {
    file: 'policy/own/least-shown.ts',
    line: 'if (!means.budget.spend(TRY_WORK + 2 * pairs)) return false',
    mutations: ['2 → 3'],
    reason: ROUGH,
  },
]
