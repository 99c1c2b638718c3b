/**
 * Every column of the database, and why it tells of no person that a certificate is about. A test holds the database
 * against this page: a column that has no reason here is not added.
 *
 * @module
 */

import type { Tables } from './tables.ts'

type Reasons = {
  readonly [Table in keyof Tables]: { readonly [Column in keyof Tables[Table]]: string }
}

/** Of our own tables. */
export const COLUMNS: Reasons = {
  lists: {
    number: 'A list, of which there is one a quarter or so',
    opened_at: 'When the list was begun',
    closed_at: 'When the list was full or over',
    claimed: 'How far indices are handed out, by whole blocks: it does not say which were used',
  },
  list_identity: {
    singleton: 'Always true: there is one row',
    secret_check: 'Tells the secret of this authority from another’s',
    issuers: 'What the authority is called in each network',
  },
  revoked: {
    list: 'The list',
    reason: 'One of five words',
    count: 'How many are taken back for it',
    gaps: 'Which indices, in rising order: numbers drawn by chance, which nothing here leads from to a certificate',
  },
  issued_counts: {
    site: 'A laboratory or clinic',
    week: 'A week',
    count: 'How many certificates, of everybody there together',
  },
  api_keys: {
    id: 'Drawn by chance',
    name: 'A program, as its operator calls it',
    hash: 'Of 256 bits that were drawn by chance',
    acts: 'Words of a fixed list',
    sites: 'Laboratories or clinics',
    expires_at: 'When the key is over',
    revoked_at: 'When the key was taken back',
    made_by: 'Who works here and made it',
    principal: 'Whose it is: as in `sessions`, or a key',
  },
  audit: {
    sequence: 'The line’s number',
    act: 'A word of a fixed list',
    operator: 'Who did it: somebody who works here, or a program',
    site: 'A laboratory or clinic',
    hour: 'An hour: certificates of one hour cannot be told apart',
    count: 'How often',
    reason: 'One of five words',
    hash: 'Binds the line to the one before',
  },
  acts_of_hour: {
    act: 'As in the log that it becomes',
    operator: 'As in the log',
    site: 'As in the log',
    hour: 'As in the log',
    reason: 'As in the log',
    count: 'As in the log',
  },
  idempotency: {
    key_hash: 'Of a random UUID, which is not here',
    request_mac: 'By a key made of the UUID: without it, nothing of the request can be tried out',
    answer:
      'Sealed by a key made of the UUID, in lengths of whole KiB, so that no name is told by it; gone after a day',
    is_final: 'Whether the answer may be given out',
    lease: 'Drawn by chance',
    leased_until: 'When whoever makes the answer is given up; gone when it is there',
    expires_at: 'When it is forgotten: an hour, so that it does not tell when something was issued',
  },
  batches: {
    id: 'Drawn by chance',
    key_hash: 'As in `idempotency`, while the batch comes in',
    operator: 'Who sent it: somebody who works here, or a program',
    site: 'A laboratory or clinic',
    format: 'A word of a fixed list',
    purpose: 'One of two words',
    pictures: 'One of three words',
    recipient: 'A public key of who sent it',
    day_key: 'A day, and what was drawn by chance',
    wrapped_key:
      'Opened by the key of the day alone, which is not here and is destroyed after 48 hours',
    state: 'One of five words',
    chunks: 'How many parts it has',
    chunks_done: 'How many are done',
    begun: 'How often one of them was begun',
    rows: 'How many rows it has',
    issued: 'How many of them became certificates',
    refused: 'How many did not',
    lost: 'How many are to be sent again',
    began_at: 'When it began to come in',
    busy_until: 'When whoever takes it in is given up',
    ended_at: 'When its last row was done',
  },
  batch_chunks: {
    batch: 'As in `batches`',
    chunk: 'The part’s number',
    first_row: 'The number of its first row',
    rows: 'How many rows it has',
    input: 'Sealed under `wrapped_key`; gone when there is a result',
    result: 'Encrypted to `recipient`; gone when it is acknowledged, or after a day',
    leased_until: 'When whoever works on it is given up',
    lease: 'Drawn by chance',
    attempts: 'How often it was begun',
  },
  proposals: {
    id: 'Drawn by chance',
    content:
      'What is to be approved: places on lists as in `revoked`, or a key as in `api_keys` or `withdrawn_keys`',
    sites: 'Laboratories or clinics',
    proposed_by: 'Who works here, or a program',
    principal: 'Who that is: as in `sessions`, or a key',
    expires_at: 'When it is forgotten',
  },
  withdrawn_keys: {
    key: 'The hash of a public key of the authority',
    withdrawn_at: 'When it was withdrawn',
  },
  sessions: {
    hash: 'Of 256 bits that were drawn by chance',
    operator: 'Who works here, as the log names them',
    principal: 'Who works here: the hash of what the identity provider calls them',
    roles: 'Words of a fixed list',
    sites: 'Laboratories or clinics',
    expires_at: 'When it is forgotten',
  },
}

/** Of the tables that say which steps have run. */
export const MIGRATION_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kysely_migration: { name: 'A step', timestamp: 'When it ran' },
  kysely_migration_lock: { id: 'Always the same', is_locked: 'Whether a step runs' },
}
