/**
 * The issuer, from the options of the command line.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { nodeCrypto } from '@pratique/node/crypto'
import { decodeJson } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import {
  createIssuer,
  type Issuer,
  type IssuerProfile,
  type IssuingFormat,
  type RevocationToken,
} from 'pratique/issue'
import { readCertificate, readPemCertificates } from 'pratique/keys'
import type { Bytes, FormatId } from 'pratique/verify'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { openSigner } from '../keys/open-signer.ts'
import { openAllocator } from '../lists/allocator.ts'
import type { Wish } from './purpose.ts'

/** Values of the options about who issues. */
export interface IssuerValues {
  readonly signer?: string | undefined
  readonly certificate?: string | undefined
  readonly authority?: string | undefined
  readonly country?: string | undefined
  readonly name?: string | undefined
  readonly url?: string | undefined
  readonly list?: string | undefined
  readonly catalogue?: string | undefined
}

/** An issuer, and what it holds open. */
export interface LoadedIssuer {
  readonly issuer: Issuer
  close(): Promise<void>
}
