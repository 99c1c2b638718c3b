/**
 * What a server is told: its form, with sensible defaults. Every fault is named at once, by path.
 *
 * @module
 */

import { z } from 'zod'
import { SITE } from '../identity/acts.ts'

export const ROLES = ['issuer', 'worker', 'lists', 'verifier'] as const

export type Role = (typeof ROLES)[number]

const path = z.string().min(1)
const port = z.int().min(0).max(65_535)

const KEY = {
  key: path.describe('File of the private key (PEM), or its address in a token (pkcs11:…)'),
  passphraseFile: path.optional().describe('File whose first line is the passphrase or PIN'),
  certificate: path.optional().describe('File of its certificate'),
}

const SIGNATORY = z.strictObject({
  ...KEY,
  authority: path
    .optional()
    .describe('Certificate of the authority that issued it: VDS-NC needs it'),
  formats: z.array(z.enum(['eu-dcc', 'who-icvp', 'smart-health-card', 'vds-nc'])).min(1),
  sites: z
    .array(z.union([z.literal('*'), z.string().regex(SITE)]))
    .min(1)
    .default(['*'])
    .describe('Whose certificates it signs; "*": those of all sites without a key of their own'),
  from: z.iso
    .datetime({ offset: true })
    .optional()
    .describe(
      'From when on it signs, in place of the one before: a key is made ready, and known, first',
    ),
  catalogue: path.optional().describe('File of WHO’s catalogue of products: who-icvp needs it'),
})

const BUNDLE = z.strictObject({
  signers: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80).describe('What the quorum calls it'),
        ...{ key: KEY.key, passphraseFile: KEY.passphraseFile },
      }),
    )
    .min(1)
    .describe('Who signs it; whose quorum takes it decides how many are enough'),
  trust: z
    .array(z.union([path, z.strictObject({ file: path, issuer: z.url({ protocol: /^https$/ }) })]))
    .min(1)
    .describe(
      'Files of the keys in it, as --trust of verify takes them; with an issuer of cards, its own',
    ),
  policies: z.array(path).default([]).describe('Files of entry rules in it'),
})

/** An address over HTTPS; without it on this machine alone. */
const ADDRESS = z
  .url({ protocol: /^https?$/ })
  .refine((text) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(text), {
    message: 'expected https://…; http:// is for this machine alone',
  })

const VALUES = z.array(z.string().min(1)).default([])

const OIDC = z.strictObject({
  issuer: ADDRESS.describe('The identity provider, as it calls itself'),
  clientId: z.string().min(1),
  clientSecretFile: path.describe('File whose first line is the secret'),
  origin: ADDRESS.refine((text) => text === new URL(text).origin, {
    message: 'expected an origin: no path, and no slash at its end',
  }).describe(
    'How browsers reach this server; the provider sends people back to ORIGIN/sign-in/callback',
  ),
  home: z
    .string()
    .regex(/^\/(?!\/)/)
    .default('/')
    .describe('Where somebody is led who has signed in'),
  scope: z
    .string()
    .regex(/(^| )openid( |$)/)
    .default('openid'),
  operatorClaim: z.string().min(1).default('sub').describe('What the log of acts calls a person'),
  rolesClaim: z.string().min(1).default('roles'),
  roles: z
    .strictObject({ clerk: VALUES, supervisor: VALUES, auditor: VALUES, operator: VALUES })
    .describe('By role, the values of the claim that mean it'),
  sitesClaim: z.string().min(1).default('sites'),
  sessionMinutes: z.int().min(1).max(60).default(15),
})

/** Members whose value is a password; as such they would be shown, and logged by whoever reads the address. */
const PASSWORDS: readonly string[] = ['password', 'sslpassword']

const POSTGRES_URL = z.string().superRefine((text, context) => {
  const refuse = (message: string): void => context.addIssue({ code: 'custom', message })
  const url = /^postgres(ql)?:\/\/\S*$/.test(text) ? URL.parse(text) : null
  if (!url) {
    refuse(
      'expected postgres://USER@HOST/NAME; a password with / or @ in it belongs into passwordFile',
    )
  } else if ([...url.searchParams.keys()].some((name) => PASSWORDS.includes(name))) {
    refuse('a password is no parameter: it belongs into passwordFile')
  }
})

/** What one member needs of others; asked only if each of these is whole by itself. */
const RELATED: readonly string[] = [
  'roles',
  'authority',
  'signatories',
  'lists',
  'database',
  'batches',
]

/** The whole configuration. */
export const CONFIG = z
  .strictObject({
    roles: z.array(z.enum(ROLES)).min(1).default(['issuer', 'lists']),
    listen: z
      .strictObject({
        host: z.string().min(1).default('127.0.0.1'),
        port: port.default(8080),
        proxies: z
          .int()
          .min(0)
          .max(5)
          .default(0)
          .describe(
            'So many servers of yours stand before it, and say whom they ask for (X-Forwarded-For)',
          ),
      })
      .prefault({}),
    database: z
      .union(
        [
          z.strictObject({
            url: POSTGRES_URL,
            passwordFile: path.optional().describe('File whose first line is the password'),
          }),
          z.strictObject({ folder: path }),
        ],
        { error: 'expected url, if need be with passwordFile, or folder alone' },
      )
      .default({ folder: 'data' })
      .describe('PostgreSQL, or a folder for the embedded one'),
    secrets: path
      .default('secrets')
      .describe('Folder of the secrets: outside the database and its backups'),
    authority: z
      .strictObject({
        country: z.string().regex(/^[A-Z]{2}$/),
        name: z.string().min(1).max(80),
        url: z
          .url({ protocol: /^https$/ })
          .regex(/[^/]$/)
          .optional()
          .describe('Where the keys of SMART Health Cards are published'),
      })
      .optional(),
    signatories: z.array(SIGNATORY).default([]),
    lists: z
      .strictObject({
        folder: path.default('published').describe('Where lists are published from'),
        ...KEY,
        key: KEY.key.optional(),
        earlier: z.array(path).default([]).describe('Certificates of earlier revocation keys'),
        days: z.int().min(1).max(365).default(7).describe('Until the next list is due'),
        at: z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
          .default('03:00')
          .describe('When each day’s lists are made, UTC'),
      })
      .prefault({}),
    bundle: BUNDLE.optional().describe('The bundle that is published beside the lists'),
    page: z
      .strictObject({ folder: path })
      .optional()
      .describe('The page at the counter, as it was built, to be served at the root'),
    oidc: OIDC.optional().describe('How people sign in'),
    batches: z
      .strictObject({
        workers: z
          .int()
          .min(0)
          .max(8)
          .default(1)
          .describe('In this process; 0 leaves batches to processes of the role worker'),
        leaseSeconds: z
          .int()
          .min(1)
          .max(600)
          .default(30)
          .describe('After so long others take what a worker had that was killed'),
      })
      .prefault({}),
    trust: z
      .array(path)
      .default([])
      .describe('For verifying: files of keys and lists, folders of published lists'),
    rules: z.array(path).default([]).describe('Files of entry rules, for verifying'),
    limits: z
      .strictObject({
        bodyBytes: z.int().min(1024).max(1_048_576).default(65_536),
        perMinute: z
          .int()
          .min(1)
          .default(1200)
          .describe('Requests of one key; without a key, of one address'),
        seconds: z.int().min(1).max(600).default(30).describe('For one answer'),
        connections: z.int().min(1).default(1000).describe('At once; more are turned away'),
      })
      .prefault({}),
  })
  .superRefine(
    (config, context) => {
      const need = (where: string, words: string): void => {
        context.addIssue({ code: 'custom', path: where.split('.'), message: words })
      }
      const { roles, authority, signatories, lists, database, batches } = config
      if (roles.includes('worker') && batches.workers === 0) {
        need('batches.workers', 'a worker works')
      }
      if (roles.includes('worker') && !roles.includes('issuer') && !('url' in database)) {
        need(
          'database',
          'workers beside an issuer need PostgreSQL: the embedded one has one process',
        )
      }
      if (roles.includes('issuer') || roles.includes('worker')) {
        if (!authority) need('authority', 'an issuer has to say who it is')
        if (signatories.length === 0) need('signatories', 'an issuer needs a key that signs')
      }
      if (roles.includes('issuer')) {
        if (lists.key === undefined) need('lists.key', 'an issuer needs a key that signs its lists')
      }
      signatories.forEach(({ formats, certificate, authority: issuedBy, catalogue, key }, at) => {
        const place = `signatories.${at}`
        const isToken = key.startsWith('pkcs11:')
        const isBare = formats.every((format) => format === 'smart-health-card')
        if (!isBare && certificate === undefined && !isToken) {
          need(`${place}.certificate`, 'all formats but smart-health-card need it')
        }
        if (formats.includes('vds-nc') && issuedBy === undefined)
          need(`${place}.authority`, 'vds-nc needs it')
        if (formats.includes('who-icvp') && catalogue === undefined) {
          need(`${place}.catalogue`, 'who-icvp needs it')
        }
        if (formats.includes('smart-health-card') && authority && authority.url === undefined) {
          need('authority.url', 'smart-health-card needs it')
        }
      })
    },
    { when: ({ issues }) => !issues.some(({ path }) => RELATED.includes(String(path?.[0]))) },
  )

export type Config = z.infer<typeof CONFIG>

/** The demonstration alone may issue and verify in one process. */
export function findRoleFault(roles: readonly unknown[]): string | undefined {
  const hasKeys = roles.includes('issuer') || roles.includes('worker')
  return hasKeys && roles.includes('verifier')
    ? 'issuer and verifier never share a process: whoever holds keys learns of no verification'
    : undefined
}
