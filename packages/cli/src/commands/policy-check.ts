/**
 * `pratique policy check`: whether the holder of certificates would be let in, and if not, why.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { PolicyLanguage } from 'pratique/messages/policy/en'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { worstExitCode } from '../exit-code.ts'
import type { InputText } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import { openInputs } from '../link/open-inputs.ts'
import type { Options } from '../options.ts'
import { writeAnswers } from '../output/answers.ts'
import { writeJson } from '../output/json.ts'
import { parseArrival } from '../policy/arrival.ts'
import { parseLanguage } from '../policy/languages.ts'
import type { PolicySources } from '../policy/load-policies.ts'
import { parseTime } from '../times.ts'
import { parsePolicy } from '../trust/policy.ts'
import { type VerifyTask, verifyInputs } from '../verify-inputs.ts'

export const USAGE = `Usage: pratique policy check CERT… --to COUNTRY [OPTION…]

Verifies certificates, and says whether their holder would be let in: with the reasons in plain
words and in those of the destination, when they would be taken, and which certificate is best
shown. Several certificates are taken as one person's; "pratique verify --to" answers for each.

Rules come from the files that are given, then from the bundles that are held. A file of rules
stands in place of all that is held of its countries. No rules known is never "let in".

Options
  --to COUNTRY       the two letters of the destination, such as CH; "all": an overview of all
                     destinations that rules are known of
  --on TIME          the arrival: a day there, all of whose hours must have one answer, such as
                     2026-12-01, or an instant, such as 2026-12-01T10:00+01:00. Default: now
  --from COUNTRY     where the journey begins, for policies that ask for it
  --purpose WORD     what it is made for, in a word of the policy
  --region NAME      part of the destination, where its rules have any
  --rules FILE       rules of the EU, or one policy; may be repeated
  --policy FILE      a policy of Pratique, or the NAME of one that comes with the program:
                     yellow-fever, polio, meningococcal-acwy, pcr-72h or three-way; may be repeated
  --value-sets FILE  value sets that rules of the EU refer to; may be repeated
  --terminology FILE what codes mean that our tables do not have, such as those of products; may be
                     repeated
  --lang LANGUAGE    of the reasons: en, fr, es, ar, ru or zh. Default: en
  --show-person      show dates, and values of the certificates, in the reasons too
  --at TIME          answer as if it were TIME: moves keys and lists, too
  --trust FILE, --official, --also NETWORK, --data-dir DIR, --catalogue FILE
                     as of "pratique verify"
  --together         what it does anyway
  --json             one JSON object, and nothing else
  --help             this text

Exit codes
  0 let in   10 one more document needed   11 rule not met   20 rules or lists are out of date
  21 no rule known   22 something is missing   31 specimen   all others as of "pratique verify"
  With --to all: 3 if the certificates are genuine and in force, whatever each destination says.

Examples
  pratique policy check certificate.png --to CH --rules rules.jsonl --value-sets value-sets.json
  pratique policy check card.txt --to KE --policy yellow-fever --on 2026-12-01 --show-person
  pratique policy check vaccination.png test.png --to all --rules rules.jsonl
`

const OPTIONS = {
  to: { type: 'string' },
  on: { type: 'string' },
  from: { type: 'string' },
  purpose: { type: 'string' },
  region: { type: 'string' },
  rules: { type: 'string', multiple: true },
  policy: { type: 'string', multiple: true },
  'value-sets': { type: 'string', multiple: true },
  terminology: { type: 'string', multiple: true },
  lang: { type: 'string' },
  'show-person': { type: 'boolean' },
  at: { type: 'string' },
  trust: { type: 'string', multiple: true },
  official: { type: 'boolean' },
  also: { type: 'string', multiple: true },
  'data-dir': { type: 'string' },
  catalogue: { type: 'string' },
  together: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const COUNTRY = /^[A-Za-z]{2}$/
const ALL = 'all'

type Values = Options<typeof OPTIONS>['values']

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const { to } = values
    const isAll = to?.toLowerCase() === ALL
    if (to === undefined || !(isAll || COUNTRY.test(to))) {
      throw new UsageError('usage.option', '--to needs the two letters of a country, or "all"')
    }
    const language = parseLanguage(values.lang)
    const journey = readJourney(values)
    const base = readTask(values, io)
    const sources = readSources(values)
    if (values.on !== undefined) parseTime('--on', values.on)
    const texts = await openCertificates(positionals, io)
    const task: CheckTask = { ...base, isTogether: texts.length > 1 }
    if (!isAll) {
      const destination = to.toUpperCase()
      const arrival = arrivalOf(values.on, destination, base.context.now)
      const policy = { destination, ...arrival, ...journey }
      return checkOne(
        texts,
        { ...task, policySources: sources, context: { ...task.context, policy } },
        {
          ...tellOptions(values, language),
          io,
        },
      )
    }
    const { checkAll } = await import('../policy/overview.ts')
    const when = (destination: string) => arrivalOf(values.on, destination, base.context.now)
    return checkAll(texts, task, { sources, journey, when, ...tellOptions(values, language), io })
  },
)

type CheckTask = VerifyTask

interface TellOptions {
  readonly showPerson: boolean
  readonly asJson: boolean
  readonly language: PolicyLanguage
}

function tellOptions(values: Values, language: PolicyLanguage): TellOptions {
  return {
    showPerson: values['show-person'] ?? false,
    asJson: values.json ?? false,
    language,
  }
}

async function checkOne(
  texts: readonly InputText[],
  task: VerifyTask,
  { asJson, ...options }: TellOptions & { readonly io: Io },
): Promise<number> {
  const answers = await verifyInputs(texts, task, options.io)
  const { io } = options
  if (asJson) for (const answer of answers) io.out(writeJson(answer, options))
  else io.out(await writeAnswers(answers, { ...options, hasFaults: false }))
  return worstExitCode(
    answers.map(({ verification }) => verification.exitCode),
    { hasFaults: false, authenticityOnly: false },
  )
}

/** Nothing is decided on a part of what somebody has. */
async function openCertificates(
  positionals: readonly string[],
  io: Io,
): Promise<readonly InputText[]> {
  const { texts, others, faults } = await openInputs(positionals, io)
  if (others.length > 0) {
    throw new UsageError('usage.argument', 'not checked: policy check takes certificates alone')
  }
  if (faults > 0 || texts.length === 0) {
    throw new UsageError('usage.argument', 'not checked: policy check needs every input')
  }
  return texts
}

function readTask(values: Values, io: Io): Omit<VerifyTask, 'isTogether'> {
  const { at, trust = [], official = false, also = [] } = values
  const now = at === undefined ? io.now() : parseTime('--at', at)
  return {
    context: { now, ...(at !== undefined && { simulated: true }) },
    trustFiles: trust,
    trustPolicy: parsePolicy(official, also),
    dataDir: values['data-dir'],
    catalogueFile: values.catalogue,
  }
}

function readSources(values: Values): PolicySources {
  return {
    files: [...(values.rules ?? []), ...(values.policy ?? [])],
    valueSetFiles: values['value-sets'] ?? [],
    terminologyFiles: values.terminology ?? [],
    dataDir: values['data-dir'],
  }
}

/** What is asked of every destination alike. */
function readJourney({ from, purpose, region }: Values): {
  readonly from?: string
  readonly purpose?: string
  readonly region?: string
} {
  if (from !== undefined && !COUNTRY.test(from)) {
    throw new UsageError('usage.option', '--from needs the two letters of a country, such as BR')
  }
  return {
    ...(from !== undefined && { from: from.toUpperCase() }),
    ...(purpose !== undefined && { purpose }),
    ...(region !== undefined && { region }),
  }
}

function arrivalOf(
  on: string | undefined,
  destination: string,
  now: number,
): { readonly at: number; readonly until?: number } {
  return on === undefined ? { at: now } : parseArrival('--on', on, destination)
}
