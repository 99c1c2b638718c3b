/**
 * Messages of what is wrong with a request to a server. They quote nothing of it.
 *
 * @module
 */

import type { RequestCode } from '../../codes.ts'
import type { Message } from '../message.ts'

export const REQUEST_MESSAGES: Readonly<Record<RequestCode, Message>> = {
  'request.route': {
    title: 'There is nothing at this address',
    meaning: 'The server has no such path, or is run without the role that has it.',
    action: 'See the description of the API at `/openapi.json`.',
  },
  'request.method': {
    title: 'This address takes another method',
    meaning: 'The path is there, and not for this method. `Allow` names those that it takes.',
    action: 'See the description of the API at `/openapi.json`.',
  },
  'request.body': {
    title: 'The request is not as the API describes it',
    meaning:
      'The body is no JSON, lacks a member, has one too many or one of another type. `errors` says where, and ' +
      'never what stood there.',
    action: 'Mend the members that are named; `/openapi.json` has the form. Nothing was done.',
  },
  'request.too-large': {
    title: 'The request is too large',
    meaning: 'The body is longer than this address takes.',
    action: 'Send orders in larger numbers as a batch.',
  },
  'request.media-type': {
    title: 'The body is of a type that is not taken here',
    meaning: '`Content-Type` is missing, or names a type that this address does not take.',
    action: 'Send JSON with `Content-Type: application/json`, or what `/openapi.json` names.',
  },
  'request.accept': {
    title: 'The answer cannot be had in this form',
    meaning: '`Accept` names no type that this address answers in.',
    action: 'Leave `Accept` out, or name one that `/openapi.json` lists.',
  },
  'request.key': {
    title: 'The request has no key that is in force',
    meaning: '`Authorization` is missing, or its key is not known here, is over or was withdrawn.',
    action: 'Send `Authorization: Bearer` and a key; whoever runs the server makes them.',
  },
  'request.scope': {
    title: 'The key is not for this',
    meaning: 'The key is in force, and made for other acts or for other sites.',
    action: 'Use a key for this act and this site. Nothing was done.',
  },
  'request.own-proposal': {
    title: 'Another person has to approve it',
    meaning:
      'Whoever has proposed an act, by this key or by one that they have made, cannot approve it.',
    action: 'Ask somebody else who may approve. Nothing was done; the proposal stands for a day.',
  },
  'request.sign-in': {
    title: 'The sign-in cannot be used',
    meaning:
      'What the identity provider sent back is not what was asked for: it is too old, was used before, is for another ' +
      'browser, or names nobody in a form that the log of acts takes.',
    action: 'Begin again at `/sign-in`. If it stays so, tell whoever runs the server.',
  },
  'request.origin': {
    title: 'The request does not come from a page of this server',
    meaning:
      'Whoever has signed in acts by pages of the same origin alone; `Origin` names another one, or none.',
    action: 'Use the page of this server. Programs send an API key.',
  },
  'request.unknown': {
    title: 'There is nothing of this name',
    meaning: 'What the address names was never there, is over, was decided or is of another site.',
    action: 'Ask for the list of what there is. Nothing was done.',
  },
  'request.idempotency-key': {
    title: 'A key against doing it twice is missing',
    meaning:
      'Every write takes `Idempotency-Key`: a random UUID (RFC 9562, version 4), new for each act. Without one, a ' +
      'request that is sent again would be done again.',
    action: 'Send one, and the same one when you send the same request again.',
  },
  'request.idempotency-reused': {
    title: 'The key was sent with another request before',
    meaning: 'This `Idempotency-Key` came with another body or to another address within 24 hours.',
    action: 'Take a new random UUID for each act. Nothing was done.',
  },
  'request.in-progress': {
    title: 'The same request is being worked on',
    meaning: 'A request with this `Idempotency-Key` came before, and its answer is not ready yet.',
    action: 'Send it again after the seconds that `Retry-After` names.',
  },
  'request.rate': {
    title: 'Too many requests',
    meaning:
      'This key, or this address, has asked more often than the server is set to answer, or has as much waiting for a ' +
      'second person as one may.',
    action: 'Wait the seconds that `Retry-After` names. Many orders are one batch.',
  },
  'request.timeout': {
    title: 'The answer took too long',
    meaning: 'The server gave up working on the answer after the time that it is set to.',
    action:
      'Send the same request again, with the same `Idempotency-Key`: what was done is not done twice.',
  },
  'request.unfinished': {
    title: 'The batch is not done yet',
    meaning: 'Its rows are being worked on. What is done is given out when all is.',
    action: 'Ask how far it is at its address, and for the result when its state is `done`.',
  },
  'request.resubmit': {
    title: 'The row was not worked on in time, or its input is damaged',
    meaning:
      'What comes in is kept encrypted, under a key that is destroyed after 48 hours. This row was not issued before ' +
      'that, or what was kept of it is not what was sent.',
    action: 'Send the row again, in a batch of its own. No certificate was issued for it.',
  },
}
