/**
 * An example of each request and answer, by the name of its route, for the description of the API. Their people are made
 * up, and their certificates cut short.
 *
 * @module
 */

import { FHIR_TYPE } from './fhir.ts'

interface Exchange {
  /** By media type, as are answers. */
  readonly request?: Readonly<Record<string, unknown>>
  readonly answer?: Readonly<Record<string, unknown>>
}

const json = (value: unknown) => ({ 'application/json': value })

const ID = '7d3b1f0a-52c4-4e09-9b6e-0c1d2e3f4a5b'
const TIME = '2026-11-24T09:00:00.000Z'
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const TEXT = 'HC1:NCFOXN%TSMAHN-HW S0VN$BSJ7F…'

/** An order that is carried out. */
export const ORDER = {
  holder: { family: 'Hythloday', given: 'Raphael', birthDate: '1978-03-01' },
  fact: {
    kind: 'vaccination',
    disease: 'covid-19',
    date: '2026-10-01',
    product: 'EU/1/20/1528',
    doseNumber: 2,
    seriesDoses: 2,
  },
}

const CERTIFICATE = {
  ...json({ format: 'eu-dcc', texts: [TEXT], verdict: 'genuine', receipt: '1/4711' }),
  'text/plain': `${TEXT}\n`,
}

const CSV = [
  'holder.family,holder.given,holder.birthDate,fact.kind,fact.disease,fact.date,fact.product,fact.doseNumber',
  'Hythloday,Raphael,1978-03-01,vaccination,covid-19,2026-10-01,EU/1/20/1528,2',
].join('\n')

const HEALTH_CARDS_REQUEST = {
  resourceType: 'Parameters',
  parameter: [
    { name: 'site', valueString: 'lab-1' },
    { name: 'credentialType', valueUri: 'Immunization' },
    {
      name: 'bundle',
      resource: {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          {
            fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000001',
            resource: {
              resourceType: 'Patient',
              name: [{ use: 'official', family: 'Hythloday', given: ['Raphael'] }],
              birthDate: '1978-03-01',
            },
          },
          {
            fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000002',
            resource: {
              resourceType: 'Immunization',
              status: 'completed',
              patient: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000001' },
              vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '208' }] },
              occurrenceDateTime: '2026-04-02',
            },
          },
        ],
      },
    },
  ],
}

const PROPOSED = json({ proposal: ID, expiresAt: TIME })

const PASSED = ['format', 'signer', 'signature', 'key-usage', 'validity', 'revocation', 'content']

const VERIFICATION = {
  verdict: 'genuine',
  exitCode: 0,
  checks: [
    ...PASSED.map((check) => ({ check, status: 'passed' })),
    ...['holder', 'policy'].map((check) => ({ check, status: 'not-applicable' })),
  ],
  remarks: [],
  simulated: false,
  lists: {},
  format: 'eu-dcc',
  personOmitted: true,
}

/** By `operationId`. */
export const EXAMPLES: Readonly<Record<string, Exchange>> = {
  issueCertificate: {
    request: json({ site: 'lab-1', format: 'eu-dcc', order: ORDER }),
    answer: CERTIFICATE,
  },
  replaceCertificate: {
    request: json({ site: 'lab-1', format: 'eu-dcc', order: ORDER, replaces: TEXT }),
    answer: CERTIFICATE,
  },
  issueHealthCards: {
    request: { [FHIR_TYPE]: HEALTH_CARDS_REQUEST },
    answer: {
      [FHIR_TYPE]: {
        resourceType: 'Parameters',
        parameter: [{ name: 'verifiableCredential', valueString: 'eyJ6aXAiOiJERUYiLCJhbGci…' }],
      },
    },
  },
  createBatch: {
    request: { 'application/x-ndjson': `${JSON.stringify(ORDER)}\n`, 'text/csv': `${CSV}\n` },
    answer: json({ id: 'Zk1pX2b8Qf6w', state: 'working', rows: 1, issued: 0, refused: 0 }),
  },
  getBatch: {
    answer: json({ id: 'Zk1pX2b8Qf6w', state: 'done', rows: 1, issued: 1, refused: 0 }),
  },
  getBatchResult: { answer: { 'text/plain': 'eyJhbGciOiJFQ0RILUVTIiwiZW5j…\n' } },
  revokeCertificates: {
    request: json({ site: 'lab-1', reason: 'wrong', certificates: [TEXT] }),
    answer: json({ revoked: 1 }),
  },
  proposeMassRevocation: {
    request: json({
      ...{ site: 'lab-1', reason: 'faulty-batch' },
      ...{ receipts: ['1/4711', '1/4712'], count: 2 },
    }),
    answer: PROPOSED,
  },
  listProposals: {
    answer: json({
      proposals: [
        {
          ...{ id: ID, proposedBy: 'aw4bburnqsxp', expiresAt: TIME },
          act: {
            ...{ kind: 'revoke-mass', site: 'lab-1', reason: 'faulty-batch' },
            ...{ count: 2, lists: { 1: 2 }, digest: HASH },
          },
        },
      ],
    }),
  },
  listApiKeys: {
    answer: json({
      keys: [
        {
          ...{ id: 'aw4bburnqsxp', name: 'Laboratory 7', acts: ['issue'], sites: ['lab-7'] },
          ...{ state: 'in-force', expiresAt: TIME },
        },
      ],
    }),
  },
  createApiKey: {
    request: json({ name: 'Laboratory 7', acts: ['issue'], sites: ['lab-7'], days: 90 }),
    answer: json({ id: 'aw4bburnqsxp', key: 'prat_aw4bburnqsxp_sF0n1-qa…', expiresAt: TIME }),
  },
  listSigningKeys: {
    answer: json({
      keys: [{ fingerprint: HASH, formats: ['eu-dcc'], sites: ['*'], state: 'in-force' }],
    }),
  },
  proposeKeyWithdrawal: { answer: PROPOSED },
  readAudit: {
    answer: json({
      lines: [
        {
          ...{ sequence: 1, act: 'issue', operator: 'aw4bburnqsxp', site: 'lab-7' },
          ...{ hour: TIME, count: 20, hash: HASH },
        },
      ],
      chain: { state: 'whole', missingHeads: 0, head: { sequence: 1, hash: HASH } },
    }),
  },
  getSession: {
    answer: json({
      ...{ operator: 'r.hythloday', roles: ['supervisor'], acts: ['approve'], sites: ['*'] },
      expiresAt: TIME,
    }),
  },
  getPublishedFile: {
    answer: json({
      lists: [{ list: 1, number: 3, file: 'list-1-3.cbor', digest: HASH, deltas: [] }],
      bundle: { number: 3, file: 'bundle-3.bundle', digest: HASH },
    }),
  },
  verifyCertificates: { request: json({ texts: [TEXT] }), answer: json(VERIFICATION) },
  checkPolicy: {
    request: json({ texts: [TEXT], destination: 'UT', arrival: TIME }),
    answer: json({
      ...VERIFICATION,
      verdict: 'accepted',
      checks: VERIFICATION.checks.map(({ check, status }) => ({
        ...{ check, status: check === 'policy' ? 'passed' : status },
      })),
      policy: { destination: 'UT', at: TIME, result: 'passed', reasons: [] },
    }),
  },
  getHealth: { answer: json({ status: 'alive' }) },
  getReadiness: { answer: json({ status: 'ready' }) },
  getMetrics: { answer: { 'text/plain': 'pratique_verifications{verdict="genuine"} 50\n' } },
  getCode: {
    answer: json({
      code: 'request.rate',
      title: 'Too many requests',
      meaning: 'This key, or this address, has asked more often than the server is set to answer.',
      action: 'Wait the seconds that `Retry-After` names.',
    }),
  },
}
