/**
 * The files whose mutants are tried, and the tests that must notice them: quick ones first.
 *
 * @module
 */

const LIBRARY = 'packages/pratique/src'

const OWN_TESTS = [
  'policy/own/what-counts.test.ts',
  'policy/own/when-it-counts.test.ts',
  'policy/own/evaluate.test.ts',
  'policy/own/properties.test.ts',
]

const EU_TESTS = [
  'policy/eu/windows-told.test.ts',
  'policy/eu/answers.test.ts',
  'policy/eu/answers-in-time.test.ts',
]

/** @type {Readonly<Record<string, readonly string[]>>} */
export const TARGETS = toPaths({
  'verdict.ts': ['verdict-lines.test.ts', 'verdict.test.ts'],
  'verify/apply-policy.ts': ['verify/applied-policy.test.ts'],
  'verify/check-holder.ts': ['verify/combined-findings.test.ts', 'verify/document.test.ts'],
  'verify/compare-holders.ts': [
    'verify/compare-holders.test.ts',
    'verify/combined-findings.test.ts',
  ],
  'verify/together.ts': ['verify/combined-findings.test.ts'],
  'policy/policies.ts': ['policy/several-policies.test.ts'],
  'policy/eu/judge.ts': ['policy/eu/every-way.test.ts'],
  'policy/eu/decide.ts': EU_TESTS,
  'policy/eu/answers.ts': EU_TESTS,
  'policy/eu/reasons.ts': EU_TESTS,
  'policy/eu/applied.ts': EU_TESTS,
  'policy/eu/event-time.ts': ['policy/eu/every-way.test.ts', 'policy/eu/answers-in-time.test.ts'],
  'policy/projection/completions.ts': [
    'policy/projection/all-ways.test.ts',
    'policy/eu/every-way.test.ts',
  ],
  'policy/projection/representatives.ts': ['policy/projection/values-to-try.test.ts'],
  'policy/rules/select.ts': ['policy/rules/select.test.ts', 'policy/rules/ready-rules.test.ts'],
  'policy/rules/rule-book.ts': ['policy/rules/select.test.ts', 'policy/rules/ready-rules.test.ts'],
  'policy/rules/result.ts': ['policy/eu/every-way.test.ts'],
  'policy/rules/version.ts': ['policy/rules/select.test.ts', 'policy/rules/ready-rules.test.ts'],
  'policy/windows/segments.ts': ['policy/windows/limits.test.ts'],
  'policy/windows/combine.ts': ['policy/windows/limits.test.ts'],
  'policy/own/judge.ts': ['policy/own/judge.test.ts', ...OWN_TESTS],
  'policy/own/requirement.ts': ['policy/own/small-worlds.test.ts', ...OWN_TESTS],
  'policy/own/worlds.ts': [
    'policy/own/small-worlds.test.ts',
    'policy/own/worlds.test.ts',
    ...OWN_TESTS,
  ],
  'policy/own/explain-decision.ts': [...OWN_TESTS, 'policy/own/bench.test.ts'],
  'policy/own/trust.ts': OWN_TESTS,
  'policy/own/scope.ts': ['policy/own/scope.test.ts', ...OWN_TESTS],
  'policy/own/bench.ts': [...OWN_TESTS, 'policy/own/bench.test.ts'],
  'policy/own/destination.ts': ['policy/several-policies.test.ts'],
  'policy/own/evaluate.ts': [...OWN_TESTS, 'policy/own/bench.test.ts'],
  'policy/own/least-shown.ts': [...OWN_TESTS, 'policy/own/bench.test.ts'],
})

function toPaths(table) {
  return Object.fromEntries(
    Object.entries(table).map(([file, tests]) => [
      `${LIBRARY}/${file}`,
      tests.map((test) => `${LIBRARY}/${test}`),
    ]),
  )
}
