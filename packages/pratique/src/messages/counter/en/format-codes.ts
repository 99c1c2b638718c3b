/**
 * Codes of the `format` check in English.
 *
 * @module
 */

import type { CounterFormatCodes } from '../messages.ts'
import { ANOTHER, UPDATE } from './actions.ts'

export const COUNTER_FORMAT_CODES: CounterFormatCodes = {
  'format.prefix': { title: 'This is no health certificate that Pratique knows' },
  'format.unsupported': {
    title: 'A certificate of a kind that Pratique does not check',
    action: ANOTHER,
  },
  'format.not-asked': { title: 'A certificate of a kind that was not asked for', action: ANOTHER },
  'format.version': {
    title: 'A newer kind of certificate than this program knows',
    action: UPDATE,
  },
  'format.length': { title: 'The text is longer than any certificate' },
  'format.base45': { title: 'The text of the code cannot be decoded' },
  'format.base64url': { title: 'A part of the certificate cannot be decoded' },
  'format.base64': { title: 'The archive in the code cannot be decoded' },
  'format.base32': { title: 'The text of the pass cannot be decoded' },
  'format.numeric': { title: 'The digits of the card cannot be read' },
  'format.chunks': {
    title: 'These codes do not belong to one card',
    action: 'Scan all codes of the one card again, and no others.',
  },
  'format.chunk-missing': {
    title: 'A part of the card is missing',
    action: 'Scan the remaining codes too. Their order does not matter.',
  },
  'format.file': { title: 'The file of cards cannot be read' },
  'format.zlib': { title: 'The content of the code cannot be unpacked' },
  'format.deflate': { title: 'The content of the card cannot be unpacked' },
  'format.zip': { title: 'The archive in the code cannot be opened' },
  'format.cbor': { title: 'The data inside the code are broken' },
  'format.cose': { title: 'The certificate is not built like a signed message' },
  'format.jws': { title: 'The card does not have its three parts' },
  'format.json': { title: 'The text inside the certificate is broken' },
  'format.canonical': { title: 'The signed text could mean two things' },
  'format.certificate': { title: 'The signer’s certificate inside the code cannot be read' },
  'format.context': { title: 'The certificate brings its own dictionary' },
  'format.document': { title: 'The certificate has parts that no issuer writes' },
  'format.proof': { title: 'The signature is not described as it should be' },
  'format.link': {
    title: 'The health link is not a right one',
    action: 'Ask the holder to show the link again, or the certificate itself.',
  },
  'format.header': { title: 'The technical header of the certificate is wrong' },
  'format.claims': { title: 'A basic statement of the certificate is missing or unreadable' },
}
