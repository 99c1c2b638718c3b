/**
 * SMART Health Links: the format for a verifier, and as separate acts the opening of files and the
 * following of a link. A verifier does neither.
 *
 * @module
 */

export { shlink } from './formats/smart-health-link/carrier.ts'
export { smartHealthLink } from './formats/smart-health-link/format.ts'
export {
  type EncryptedFile,
  type FetchedFile,
  type FetchLinkOptions,
  fetchEncryptedFiles,
  fetchHealthLink,
} from './intake/health-link/fetch-health-link.ts'
export type { FetchPort, FetchRequest, FetchResponse } from './intake/health-link/fetch-port.ts'
export type { LinkFile } from './intake/health-link/link-file.ts'
export {
  type ManifestEntry,
  readManifest,
  readManifestEntry,
} from './intake/health-link/manifest.ts'
export { type OpenFileOptions, openLinkFile } from './intake/health-link/open-link-file.ts'
export {
  type CompactJwe,
  decodeCompactJwe,
  encodeCompactJwe,
  encodeJweHeader,
  isCompactJwe,
  readJweHeader,
} from './jwe/compact.ts'
export type { AesGcmInput, DecryptPort } from './keys/decrypt-port.ts'
export { webDecrypt } from './keys/web-decrypt.ts'
export {
  decodeHealthLink,
  decodeLinkText,
  encodeHealthLink,
  findLinkLabel,
  type LinkPayload,
  type LinkText,
  readLinkKey,
  readLinkPayload,
  toHealthLink,
} from './model/health-link.ts'
export { type LinkRules, readLinkAddress } from './model/link-address.ts'
