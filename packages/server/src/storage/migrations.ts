/**
 * How the tables come to be: forward only, at start, one process at a time.
 *
 * @module
 */

import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { UnavailableError } from 'pratique/errors'

/** Steps by name, in the order of their names. What has run anywhere is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-lists': { up: createLists },
  '002-acts': { up: createActs },
  '003-batches': { up: createBatches },
  '004-proposals': { up: createProposals },
  '005-sessions': { up: createSessions },
  '006-turns': { up: countTurns },
  '007-receipts-told': { up: forgetUntold },
  '008-principals': { up: addPrincipals },
  '009-runs': { up: leaseRuns },
  '010-heads': { up: indexHeads },
}

/**
 * Brings the tables up to date.
 *
 * @throws {UnavailableError} `unavailable.database` if a step fails: nothing of it is left
 */
export async function migrate(db: Kysely<never>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  const words = 'the tables cannot be brought up to date'
  throw new UnavailableError('unavailable.database', words, { cause: error })
}

async function createLists(db: Kysely<unknown>): Promise<void> {
  await run(
    db,
    `CREATE TABLE lists (
       number integer PRIMARY KEY CHECK (number BETWEEN 0 AND 65535),
       opened_at bigint NOT NULL,
       closed_at bigint,
       claimed bigint NOT NULL CHECK (claimed BETWEEN 0 AND 4294967296)
     )`,
    `CREATE UNIQUE INDEX lists_open ON lists ((true)) WHERE closed_at IS NULL`,
    // An index that was claimed once is never claimed again, whatever asks for it.
    `CREATE FUNCTION lists_go_forward() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF TG_OP = 'DELETE' OR NEW.number <> OLD.number OR NEW.claimed < OLD.claimed
         OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at) THEN
         RAISE EXCEPTION 'a list never goes back';
       END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER lists_go_forward BEFORE UPDATE OR DELETE ON lists
       FOR EACH ROW EXECUTE FUNCTION lists_go_forward()`,
    `CREATE TABLE list_identity (
       singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
       secret_check bytea CHECK (length(secret_check) <= 32),
       issuers jsonb
     )`,
    `CREATE TABLE revoked (
       list integer NOT NULL CHECK (list BETWEEN 0 AND 65535),
       reason text NOT NULL
         CHECK (reason IN ('wrong', 'replaced', 'withdrawn', 'fraud', 'faulty-batch')),
       count bigint NOT NULL CHECK (count >= 0),
       gaps bytea NOT NULL,
       PRIMARY KEY (list, reason)
     )`,
    `CREATE TABLE issued_counts (
       site text NOT NULL CHECK (site ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
       week text NOT NULL CHECK (week ~ '^[0-9]{4}-W[0-9]{2}$'),
       count bigint NOT NULL CHECK (count >= 0),
       PRIMARY KEY (site, week)
     )`,
  )
}

async function createActs(db: Kysely<unknown>): Promise<void> {
  await run(
    db,
    `CREATE TABLE api_keys (
       id text PRIMARY KEY CHECK (id ~ '^[a-z0-9]{12}$'),
       name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
       hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
       acts text[] NOT NULL,
       sites text[] NOT NULL,
       expires_at bigint NOT NULL,
       revoked_at bigint
     )`,
    `CREATE TABLE audit (
       sequence bigint PRIMARY KEY,
       act text NOT NULL CHECK (act ~ '^[a-z-]{1,40}$'),
       operator text NOT NULL CHECK (length(operator) BETWEEN 1 AND 80),
       site text NOT NULL CHECK (site ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
       hour bigint NOT NULL CHECK (hour % 3600 = 0),
       count bigint NOT NULL CHECK (count >= 0),
       reason text CHECK (reason ~ '^[a-z-]{1,20}$'),
       hash bytea NOT NULL CHECK (length(hash) = 32)
     )`,
    `CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$`,
    `CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
       FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()`,
    `CREATE TABLE acts_of_hour (
       act text NOT NULL CHECK (act ~ '^[a-z-]{1,40}$'),
       operator text NOT NULL CHECK (length(operator) BETWEEN 1 AND 80),
       site text NOT NULL CHECK (site ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
       hour bigint NOT NULL CHECK (hour % 3600 = 0),
       reason text NOT NULL CHECK (reason ~ '^[a-z-]{0,20}$'),
       count bigint NOT NULL CHECK (count >= 0),
       PRIMARY KEY (act, operator, site, hour, reason)
     )`,
    `CREATE TABLE idempotency (
       key_hash bytea PRIMARY KEY CHECK (length(key_hash) = 32),
       request_mac bytea NOT NULL CHECK (length(request_mac) = 32),
       answer bytea,
       is_final boolean NOT NULL CHECK (answer IS NOT NULL OR NOT is_final),
       busy_until bigint NOT NULL,
       expires_at bigint NOT NULL
     )`,
    `CREATE INDEX idempotency_expires_at ON idempotency (expires_at)`,
  )
}

async function createBatches(db: Kysely<unknown>): Promise<void> {
  await run(
    db,
    `CREATE TABLE batches (
       id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
       key_hash bytea UNIQUE CHECK (length(key_hash) = 32),
       operator text NOT NULL CHECK (length(operator) BETWEEN 1 AND 80),
       site text NOT NULL CHECK (site ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
       format text NOT NULL CHECK (format ~ '^[a-z-]{1,20}$'),
       purpose text NOT NULL CHECK (purpose IN ('keeping', 'showing')),
       pictures text NOT NULL CHECK (pictures IN ('none', 'svg', 'png')),
       recipient jsonb NOT NULL CHECK (length(recipient::text) <= 300),
       day_key text NOT NULL CHECK (day_key ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}$'),
       wrapped_key bytea CHECK (length(wrapped_key) = 60),
       state text NOT NULL CHECK (state IN ('receiving', 'working', 'done', 'failed', 'gone')),
       chunks integer NOT NULL CHECK (chunks >= 0),
       chunks_done integer NOT NULL CHECK (chunks_done BETWEEN 0 AND chunks),
       rows bigint NOT NULL CHECK (rows >= 0),
       issued bigint NOT NULL CHECK (issued >= 0),
       refused bigint NOT NULL CHECK (refused >= 0),
       lost bigint NOT NULL CHECK (lost BETWEEN 0 AND refused),
       began_at bigint NOT NULL,
       busy_until bigint CHECK ((busy_until IS NULL) = (state <> 'receiving')),
       ended_at bigint CHECK ((ended_at IS NULL) = (state IN ('receiving', 'working'))),
       CHECK (issued + refused <= rows)
     )`,
    `CREATE TABLE batch_chunks (
       batch text NOT NULL REFERENCES batches ON DELETE CASCADE,
       chunk integer NOT NULL CHECK (chunk >= 0),
       first_row bigint NOT NULL CHECK (first_row >= 1),
       rows integer NOT NULL CHECK (rows >= 1),
       input bytea,
       result bytea,
       leased_until timestamptz,
       lease text CHECK (lease ~ '^[A-Za-z0-9_-]{22}$'),
       attempts smallint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
       PRIMARY KEY (batch, chunk),
       UNIQUE (batch, first_row),
       CHECK ((input IS NULL) <> (result IS NULL)),
       CHECK ((lease IS NULL) = (leased_until IS NULL))
     )`,
    // Ciphertext does not get smaller.
    'ALTER TABLE batch_chunks ALTER input SET STORAGE EXTERNAL, ALTER result SET STORAGE EXTERNAL',
    'CREATE INDEX batch_chunks_open ON batch_chunks (batch, chunk) WHERE result IS NULL',
    'CREATE INDEX batches_ended_at ON batches (ended_at)',
  )
}

async function createProposals(db: Kysely<unknown>): Promise<void> {
  await run(
    db,
    `ALTER TABLE api_keys ADD COLUMN made_by text CHECK (length(made_by) BETWEEN 1 AND 80)`,
    `CREATE TABLE proposals (
       id uuid PRIMARY KEY,
       content jsonb NOT NULL,
       sites text[] NOT NULL,
       proposed_by text NOT NULL CHECK (length(proposed_by) BETWEEN 1 AND 80),
       principal text NOT NULL CHECK (length(principal) BETWEEN 1 AND 80),
       expires_at bigint NOT NULL
     )`,
    `CREATE TABLE withdrawn_keys (
       key bytea PRIMARY KEY CHECK (length(key) = 32),
       withdrawn_at bigint NOT NULL
     )`,
  )
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await run(
    db,
    `CREATE TABLE sessions (
       hash bytea PRIMARY KEY CHECK (length(hash) = 32),
       operator text NOT NULL CHECK (length(operator) BETWEEN 1 AND 80),
       roles text[] NOT NULL,
       sites text[] NOT NULL,
       expires_at bigint NOT NULL
     )`,
  )
}

/** Batches take turns by how often they were begun. */
async function countTurns(db: Kysely<unknown>): Promise<void> {
  await run(db, `ALTER TABLE batches ADD COLUMN begun bigint NOT NULL DEFAULT 0 CHECK (begun >= 0)`)
}

/** What was proposed before its receipts were told by digest and list is proposed again. */
async function forgetUntold(db: Kysely<unknown>): Promise<void> {
  await run(db, `DELETE FROM proposals WHERE content ? 'receipts'`)
}

/** Who a key is of stood in `made_by`. Who has a session signs in again. */
async function addPrincipals(db: Kysely<unknown>): Promise<void> {
  await run(
    db,
    'ALTER TABLE api_keys ADD COLUMN principal text CHECK (length(principal) BETWEEN 1 AND 80)',
    'UPDATE api_keys SET principal = made_by',
    'DELETE FROM sessions',
    `ALTER TABLE sessions ADD COLUMN principal text NOT NULL
       CHECK (length(principal) BETWEEN 1 AND 80)`,
  )
}

/** Who answers a request has it by a lease, as who works on a chunk. */
async function leaseRuns(db: Kysely<unknown>): Promise<void> {
  await run(
    db,
    `ALTER TABLE idempotency
       DROP COLUMN busy_until,
       ADD COLUMN lease uuid,
       ADD COLUMN leased_until timestamptz,
       ADD CHECK ((lease IS NULL) = (leased_until IS NULL)),
       ADD CHECK (lease IS NULL OR NOT is_final)`,
  )
}

/** All heads that were ever published are looked for. */
async function indexHeads(db: Kysely<unknown>): Promise<void> {
  await run(db, 'CREATE INDEX audit_hash ON audit (hash)')
}

async function run(db: Kysely<unknown>, ...statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
