/**
 * Messages of remarks: what is odd about a certificate and never changes its verdict.
 *
 * @module
 */

import type { RemarkCode } from '../../codes.ts'
import type { Message } from '../message.ts'

export const REMARK_MESSAGES: Readonly<Record<RemarkCode, Message>> = {
  'content.issuer-form': {
    title: 'The issuer is not named by a country code',
    meaning:
      'Where two letters for a country belong, the certificate has another name of its issuer. ' +
      'Whose it is was decided by the key, which no name can change.',
    action: 'Nothing at the counter. Issuer: write the two letters of ISO 3166-1.',
    clause: 'hcert_spec §3.3.4',
  },
  'content.country-differs': {
    title: 'The issuing country is not the country of the entry',
    meaning:
      'The certificate was issued by one country, about a vaccination, test or recovery in ' +
      'another. That is usual for overseas territories and for people treated abroad.',
    action: 'Nothing at the counter.',
    clause: 'hcert_spec §3.3.4; DCC schema 1.3.3 (`co`)',
  },
  'content.signer-country-differs': {
    title: 'The certificate names another country than its key',
    meaning:
      'The country that the certificate names as its issuer is not the one whose key signed it. ' +
      'The key counts, and its country is shown. It happens where one state signs for another.',
    action: 'Go by the country that is shown as the issuer.',
    clause: 'hcert_spec §3.3.4',
  },
  'content.extra-claims': {
    title: 'There is more beside the certificate than usual',
    meaning:
      'Beside the certificate stand claims that this format does not use, or a second certificate ' +
      'of another format. They are signed, and were not looked at.',
    action: 'Nothing at the counter. Issuer: leave out what no verifier reads.',
    clause: 'hcert_spec §3.3.1 and §3.3.7',
  },
  'content.date-time': {
    title: 'A date has a time of day behind it',
    meaning: 'Where a date belongs, a date and time stand. The date at their head was taken.',
    action: 'Nothing at the counter. Issuer: write YYYY-MM-DD, as a time may shift the day.',
    clause: 'DCC schema 1.3.3 (`dt`, `fr`, `df`, `du`, `dob`)',
  },
  'content.partial-birth-date': {
    title: 'The birth date is not complete',
    meaning:
      'Only a year, a year and month, or nothing is stated. Many people have no full birth date in ' +
      'their papers, and none was made up.',
    action: 'Compare what is there with the identity document.',
    clause: 'DCC schema 1.1.0 and 1.3.0 (`dob`)',
  },
  'content.unreadable-date': {
    title: 'A date cannot be read',
    meaning:
      'Something stands where a date or time belongs, and it is none, or not a date of the ' +
      'calendar. It was left out: nothing was guessed.',
    action:
      'Do not rely on the date that is missing. Issuer: write YYYY-MM-DD, or RFC 3339 for the time ' +
      'of a sample.',
    clause: 'DCC schema 1.3.3; RFC 3339 §5.6',
  },
  'content.time-form': {
    title: 'The time of the sample is written in an unusual way',
    meaning:
      'The time can be read without doubt, but has fractions of a second, lacks seconds, or writes ' +
      'its time zone otherwise than usual.',
    action: 'Nothing at the counter. Issuer: write it like 2021-07-01T09:30:00Z.',
    clause: 'DCC schema 1.3.3 (`sc`); RFC 3339 §5.6',
  },
  'content.dose-beyond-series': {
    title: 'The dose number is higher than the number of doses',
    meaning: 'This is how many issuers write a booster, such as 3 of 2. It is no mistake.',
    action: 'Nothing at the counter.',
    clause: 'DCC schema 1.3.3 (`dn`, `sd`)',
  },
  'content.dose-count': {
    title: 'The number of doses is unusual',
    meaning:
      'A dose number or a number of doses is below 1 or above 9. It is shown as it stands, and may ' +
      'be a slip of the issuer.',
    action: 'Ask the holder if it matters for the rule that you apply.',
    clause: 'DCC schema 1.2.1 and 1.3.0 (`dn`, `sd`)',
  },
  'content.legacy-field': {
    title: 'A field of an older edition is there',
    meaning:
      'The certificate states when the result was known, which the format dropped in 2021. It was ' +
      'not looked at; the time of the sample counts.',
    action: 'Nothing at the counter. Issuer: leave out `dr`.',
    clause: 'DCC schema 1.2.0 (`dr`)',
  },
  'content.extra-field': {
    title: 'There is a field that the format does not know',
    meaning:
      'Issuers may add fields of their own. They are signed, and were neither looked at nor shown, ' +
      'as they may hold the number of a document.',
    action: 'Nothing at the counter. Issuer: leave out what no verifier reads.',
    clause: 'hcert_spec §3.1; DCC schema 1.3.3',
  },
  'content.name-part-missing': {
    title: 'A part of the name is missing',
    meaning:
      'The family name or the given name, or one of their two spellings, is not stated. People ' +
      'with a single name have only one.',
    action: 'Compare what is there with the identity document.',
    clause: 'DCC schema 1.3.2 (`nam`)',
  },
  'content.transliteration': {
    title: "The Latin spelling of the name is not in a passport's letters",
    meaning:
      'The spelling for machines should have only the letters A to Z and the filler "<". It has ' +
      'other characters, such as spaces or small letters.',
    action: 'Compare the name with the identity document as usual.',
    clause: 'DCC schema 1.3.3 (`fnt`, `gnt`); ICAO Doc 9303-3 §6',
  },
  'content.untrimmed': {
    title: 'A text begins or ends with blanks',
    meaning: 'Blanks around a text were dropped for showing and comparing.',
    action: 'Nothing at the counter. Issuer: trim texts before signing.',
  },
  'content.not-normalised': {
    title: 'A text is not in its normal form',
    meaning:
      'Letters with accents were put together from parts in an unusual way. They look the same and ' +
      'are compared as the same.',
    action: 'Nothing at the counter. Issuer: normalise texts to NFC before signing.',
    clause: 'hcert_spec §3.3.7; Unicode Standard Annex 15',
  },
  'content.long-text': {
    title: 'A text is longer than the format allows',
    meaning: 'A text has more than 80 characters. It was read in full.',
    action: 'Nothing at the counter. Issuer: keep to 80 characters.',
    clause: 'DCC schema 1.3.0',
  },
  'content.empty-text': {
    title: 'A text is there but empty',
    meaning: 'A field holds an empty text or blanks alone. It counts as not stated.',
    action: 'Nothing at the counter. Issuer: leave empty fields out.',
    clause: 'DCC schema 1.3.3',
  },
  'content.identifier-form': {
    title: 'The number of the certificate is written in an unusual way',
    meaning:
      'It does not begin like the numbers of this format (URN:UVCI:01:). Many issuers do that; the ' +
      'number is never taken apart.',
    action: 'Nothing at the counter. Issuer: begin it with URN:UVCI:01:.',
    clause: 'DCC schema 1.3.3 (`ci`)',
  },
  'content.device-field': {
    title: 'The test is described by fields of another kind of test',
    meaning:
      'A laboratory test names a rapid test device or no test centre, or a rapid test names a ' +
      'laboratory method. The kind of test is taken from its own field alone.',
    action:
      'Nothing at the counter. Issuer: `nm` and `tc` for laboratory tests, `ma` for rapid ones.',
    clause: 'Regulation (EU) 2021/953, Annex, point 2; DCC schema 1.3.3 (`t`)',
  },
  'content.unknown-code': {
    title: 'A code is not on the official list',
    meaning:
      'A disease, vaccine, maker, test or result is given by a code that the list does not have. ' +
      'The code is shown as it stands: an unknown result is never read as "not detected".',
    action: 'Do not guess what it means. Ask the holder for another proof if it matters.',
    clause: 'EU value sets; DCC schema 1.3.3 (`tg`, `vp`, `mp`, `ma`, `tt`, `tr`)',
  },
  'content.unknown-version': {
    title: 'The certificate names an edition that was never published',
    meaning: 'It was read by the rules that all editions share, and they sufficed.',
    action: 'Nothing at the counter. Issuer: name a published edition, such as 1.3.0.',
    clause: 'DCC schema 1.3.3 (`ver`)',
  },
  'content.not-minified': {
    title: 'The card holds more than a card should',
    meaning:
      'Identifiers, display texts or long links that only make a card larger were not left out. ' +
      'They are signed, and were not looked at.',
    action: 'Nothing at the counter. Issuer: leave out what the standard says to leave out.',
    clause: 'VCI "Health Cards are Compact"',
  },
  'content.unknown-resource': {
    title: 'The card holds records of other kinds too',
    meaning:
      'Beside the person, vaccinations and tests there are records that Pratique does not read. ' +
      'They are signed, and were not looked at.',
    action: 'Nothing at the counter.',
    clause: 'VCI "Data Model"',
  },
  'content.status': {
    title: 'A vaccination was not given, or a result is not final',
    meaning:
      'The card itself says that a vaccination is not completed or that a test result is not ' +
      'final. It is shown as such, and no entry rule may count it.',
    action: 'Do not count it. Ask the holder for a card with the final record.',
    clause: 'FHIR R4 Immunization.status, Observation.status',
  },
  'content.trailing-bytes': {
    title: 'There are bytes after the content',
    meaning:
      'Some issuers leave a few bytes behind the compressed content. They are signed and have no ' +
      'meaning, and were not looked at.',
    action: 'Nothing at the counter. Issuer: write raw DEFLATE without header or trailer.',
    clause: 'VCI "Health Cards are Compact"; RFC 1951 §3',
  },
  'content.byte-order-mark': {
    title: 'The content begins with an invisible mark',
    meaning:
      'A byte order mark, which has no meaning here, stands before the content. It is signed, and ' +
      'was skipped.',
    action: 'Nothing at the counter. Issuer: write JSON without byte order mark.',
    clause: 'RFC 8259 §8.1',
  },
  'content.surrounding-space': {
    title: 'There are blanks around the content',
    meaning:
      'Blanks or ends of lines stand before or after the content. They are signed and have no ' +
      'meaning.',
    action: 'Nothing at the counter. Issuer: leave all optional white space out.',
    clause: 'VCI "Health Cards are Compact"; RFC 8259 §2',
  },
  'content.chunked': {
    title: 'The card was put together from several codes',
    meaning:
      'All parts were there and the signature covers the whole. Cards of several codes are being ' +
      'given up by the standard.',
    action: 'Nothing at the counter. Issuer: make the card fit one code.',
    clause: 'VCI "Chunking Larger SHCs"',
  },
  'content.long-card': {
    title: 'The card is too long for one code',
    meaning: 'It was read in full, but could not be printed as a single code that scans well.',
    action: 'Nothing at the counter. Issuer: put less into one card.',
    clause: 'VCI "Chunking Larger SHCs" (1,195 characters)',
  },
  'key-usage.variant-oid': {
    title: 'The purpose of the key is written in a known wrong way',
    meaning:
      'The certificate of the issuer restricts its key by an object identifier with a slip in it ' +
      '(an extra 0) that half of all issuers made. It counts like the right one.',
    action: 'Nothing at the counter. Issuer: use 1.3.6.1.4.1.1847.2021.1 in new certificates.',
    clause: 'hcert_spec §A.2',
  },
  'key-usage.foreign-oid': {
    title: 'The key names purposes, but none of this format',
    meaning:
      'The certificate of the issuer names purposes such as e-mail or web servers and none of this ' +
      'format. By the standard such a key is not restricted; only one meant for VDS-NC alone is.',
    action: 'Nothing at the counter. Issuer: name the purposes of the format, or none.',
    clause: 'hcert_spec §A.2; RFC 5280 §4.2.1.12',
  },
  'validity.outlives-key': {
    title: 'The signature period ends after the life of the key',
    meaning:
      'The certificate says that its signature counts for longer than its key lives. The signature ' +
      'stops counting when the key does.',
    action: 'Nothing at the counter. Issuer: let signatures end before their key.',
    clause: 'hcert_spec §3.3.5',
  },
  'validity.predates-key': {
    title: 'The certificate was issued before the life of its key',
    meaning:
      'The certificate gives a time of issue at which its key was not yet in use. It happens with ' +
      'a wrong clock, and when old records are signed anew.',
    action: 'Nothing at the counter. Issuer: write the time at which it was signed.',
    clause: 'hcert_spec §3.3.6',
  },
  'validity.long-lifetime': {
    title: 'The signature period is longer than two years',
    meaning:
      'Keys of this network should live for two years at most, and so should signatures. The ' +
      'standard sets no limit for signatures.',
    action: 'Nothing at the counter. Issuer: choose a shorter period.',
    clause: 'hcert_spec §6.1',
  },
  'validity.milliseconds': {
    title: 'The expiry date lies thousands of years ahead',
    meaning:
      'It was most likely written in milliseconds where seconds belong. It was taken as it stands, ' +
      'so that it does not limit the card.',
    action: 'Nothing at the counter. Issuer: write seconds.',
    clause: 'RFC 7519 §2 (NumericDate); VCI "Expiration of Health Cards"',
  },
  'revocation.none-published': {
    title: 'No revocations of this issuer are known here',
    meaning:
      'The issuer publishes no list of revoked certificates that was loaded, so that a certificate ' +
      'taken back would not be noticed.',
    action: 'Nothing at the counter, unless your rules ask for a revocation check.',
    clause: 'hcert_spec §6.1; VCI "Revocation"',
  },
  'revocation.incomplete': {
    title: 'The list of revoked certificates could not be read in full',
    meaning:
      'Some entries of the list are malformed, or the list is of another kind or version than its ' +
      'key announces. What could be read of it was used. Where that may hide a revocation of an ' +
      'issuer that publishes them, it is no remark but leaves the certificate undecided.',
    action: 'Load the list again. If that does not help, tell the issuer.',
    clause: 'VCI "Revocation"',
  },
  'content.attestation': {
    title: 'It does not say why: by vaccination, test or exemption',
    meaning:
      'The issuer states that all is well, and no medical fact. It counts only where the rules take ' +
      'the word of this issuer.',
    action: 'Ask for another certificate if the rules ask for a vaccination or a test.',
    clause: 'NZCP §2.4',
  },
  'content.padding': {
    title: 'The text has padding that does not belong there',
    meaning:
      'Equals signs stand at the end of the text, which the standard leaves out. They change ' +
      'nothing.',
    action: 'Nothing at the counter. Issuer: leave the padding out.',
    clause: 'NZCP §4',
  },
  'content.prefix-case': {
    title: 'The beginning of the text is in other letters than usual',
    meaning:
      'The letters that name the kind of certificate are small where capitals belong. They ' +
      'are not signed, and change nothing.',
    action: 'Nothing at the counter.',
  },
  'content.base64-form': {
    title: 'A part is written in another Base64 than usual',
    meaning:
      'A part of the certificate has padding, or letters of the other Base64 alphabet. It ' +
      'means the same.',
    action: 'Nothing at the counter.',
    clause: 'RFC 4648 §4 and §5',
  },
  'content.unsigned-member': {
    title: 'There is something beside the signed part',
    meaning:
      'Beside what is signed stands something that is not. It was not looked at, and is not ' +
      'shown.',
    action: 'Nothing at the counter. Issuer: leave it out.',
    clause: 'ICAO Doc 9303-13',
  },
  'content.text-number': {
    title: 'A number is written as text',
    meaning:
      'Where a number belongs, it stands in quotation marks, or the other way round. It was ' +
      'read as the number that it is.',
    action: 'Nothing at the counter.',
  },
  'content.development': {
    title: 'The content is of a kind that is still being developed',
    meaning: 'The certificate uses a number that is set aside for trials. Its form may change.',
    action: 'Nothing at the counter.',
    clause: 'hcert_spec §3.3.7 (negative sub-claims)',
  },
  'content.lifetime': {
    title: 'For life: a yellow fever card needs no end date',
    meaning:
      'The certificate has no end date. For yellow fever that means for life, from the tenth day ' +
      'after the vaccination.',
    action: 'Nothing at the counter.',
    clause: 'IHR (2005) annex 7',
  },
  'content.no-end-date': {
    title: 'No end date is stated',
    meaning:
      'The certificate does not say how long it holds. That does not mean for ever: entry ' +
      'rules decide.',
    action: 'Go by the entry rules of the destination.',
  },
  'content.flag-order': {
    title: 'The flags of the link are in an unusual order',
    meaning: "Flags stand in another order than the alphabet's. They mean the same.",
    action: 'Nothing at the counter.',
    clause: 'SMART Health Links "Payload"',
  },
  'content.unknown-flag': {
    title: 'The link has a flag that is not known',
    meaning:
      'One of its flags means nothing to this program, and was passed over as the standard ' +
      'says.',
    action: 'Nothing at the counter.',
    clause: 'SMART Health Links "Payload"',
  },
  'content.link-expired': {
    title: 'The link says that its time is over',
    meaning:
      'The date on the link has passed. It is only a hint: the server decides whether the ' +
      'link still opens.',
    action: 'Ask the holder for a new link if this one does not open.',
    clause: 'SMART Health Links "Payload"',
  },
  'content.content-type-missing': {
    title: 'The file does not say what it is',
    meaning:
      "The encrypted file does not name its kind, as the standard asks. What the link's list " +
      'says was taken.',
    action: 'Nothing at the counter.',
    clause: 'SMART Health Links "Encrypting and Decrypting Files"',
  },
  'signature.legacy-algorithm': {
    title: 'The signature is of an old kind',
    meaning:
      'The signature was made in a way that newer certificates of this kind do not use. It is ' +
      'good.',
    action: 'Nothing at the counter.',
    clause: 'RFC 8017 §8.2',
  },
  'revocation.list-old': {
    title: 'The list of revoked certificates or signers is old',
    meaning:
      'The list that was given says that it is over, or that a newer one should be there by now. ' +
      'What is on it still counts; what was revoked since then is missing.',
    action: 'Load the present list.',
    clause: 'RFC 5280 §5.1.2.5; dgc-gateway, RevocationBatchDto',
  },
  'revocation.parts': {
    title: 'Perhaps not all revocations of this issuer are here',
    meaning:
      'The issuer publishes its revocations in batches, and no batch says how many there are. This ' +
      'certificate is on none of those that were loaded.',
    action: 'Nothing at the counter. Load all batches of the issuer.',
    clause: 'dgc-gateway, RevocationBatchDto',
  },
}
