/**
 * Messages of the `format` check: what the text is.
 *
 * @module
 */

import type { CheckCode } from '../../codes.ts'
import type { Message } from '../message.ts'

export const FORMAT_MESSAGES: Readonly<Record<Extract<CheckCode, `format.${string}`>, Message>> = {
  'format.prefix': {
    title: 'This is no health certificate that Pratique knows',
    meaning:
      'The text begins like none of the certificates that Pratique knows. It may be a boarding ' +
      'pass, a link or anything else, and nothing is wrong with it because of that.',
    action:
      'Look for another code on the document or in the app. If the text was copied, check that its ' +
      'first characters are still there.',
    clause: 'hcert_spec §4.2.2; VCI "Encoding QRs"',
  },
  'format.unsupported': {
    title: 'A certificate of a kind that Pratique does not check',
    meaning:
      'Its beginning names a format that Pratique recognises but does not verify. That says ' +
      'nothing about whether it is genuine.',
    action: 'Use the program made for this format, or ask the holder for another certificate.',
  },
  'format.not-asked': {
    title: 'A certificate of a kind that was not asked for',
    meaning:
      'Pratique knows this kind of certificate, and was told to look at others alone. That says ' +
      'nothing about whether it is genuine.',
    action: 'Check it again without naming a format.',
  },
  'format.version': {
    title: 'A newer kind of certificate than this program knows',
    meaning:
      'The text names a version of the format that this program has never heard of. It may well be ' +
      'genuine.',
    action: 'Update Pratique, or ask the holder for a certificate of the present version.',
    clause: 'hcert_spec §4.2.2',
  },
  'format.length': {
    title: 'The text is longer than any certificate',
    meaning:
      'No certificate of this kind is so long, so it was not read any further. It is forged or ' +
      'damaged, or something else was joined to it.',
    action: 'Scan the code itself, or check that the file holds the certificate and nothing else.',
    clause: 'ISO/IEC 18004, version 40-L; for cards, a limit of Pratique',
  },
  'format.base45': {
    title: 'The text of the code cannot be decoded',
    meaning:
      'The text is not Base45, the spelling of this kind of certificate: a character, the length ' +
      'or a value is wrong. It is forged or damaged, often merely by copying, where double spaces ' +
      'and ends of lines get lost.',
    action:
      'Scan the code itself instead of copying its text. If the answer stays, do not accept it.',
    clause: 'RFC 9285 §4 and §6',
  },
  'format.base64url': {
    title: 'A part of the certificate cannot be decoded',
    meaning:
      'A part of it is not base64url: a character is wrong, padding was added, or it ends as no ' +
      'encoder would end it. It is forged or damaged, often merely by copying.',
    action: 'Scan the code itself, or take the file from the issuer again.',
    clause: 'RFC 4648 §3.5 and §5; RFC 7515 §2',
  },
  'format.numeric': {
    title: 'The digits of the card cannot be read',
    meaning:
      'After its beginning, "shc:/" in lower case, a card has pairs of digits that each stand for ' +
      'a character. Here something else stands. The card is forged or damaged.',
    action: 'Scan the code itself instead of copying its text.',
    clause: 'VCI "Encoding QRs"',
  },
  'format.chunks': {
    title: 'These codes do not belong to one card',
    meaning:
      'The card is spread over several codes, and those given do not fit together: they count ' +
      'differently, or two of them claim one place. Together they are treated as forged or ' +
      'damaged; each may be part of a good card.',
    action: 'Scan all codes of the one card again, and no others.',
    clause: 'VCI "Chunking Larger SHCs"',
  },
  'format.chunk-missing': {
    title: 'A part of the card is missing',
    meaning:
      'The card is spread over several codes, and not all of them were given. Nothing is wrong ' +
      'with those that are here.',
    action: 'Scan the remaining codes too. Their order does not matter.',
    clause: 'VCI "Chunking Larger SHCs"',
  },
  'format.zlib': {
    title: 'The content of the code cannot be unpacked',
    meaning:
      'The compressed content is broken or cut short, does not match its checksum, has something ' +
      'after it, or would be larger than any certificate. It is forged or damaged.',
    action: 'Scan the original again. If the answer stays, do not accept it.',
    clause: 'hcert_spec §4.2.1; RFC 1950 §2.2; RFC 1951 §3',
  },
  'format.deflate': {
    title: 'The content of the card cannot be unpacked',
    meaning:
      'The compressed content is broken or cut short, is compressed in another way than cards are, ' +
      'or would be larger than any card. It is forged or damaged.',
    action: 'Scan the original again, or take the file from the issuer again.',
    clause: 'VCI "Health Cards are Compact"; RFC 1951 §3',
  },
  'format.cbor': {
    title: 'The data inside the code are broken',
    meaning:
      'The data are cut short, or say one thing twice, or have something after them. Two readers ' +
      'might understand them differently, so they are refused as forged or damaged.',
    action: 'Scan the original again. If the answer stays, do not accept it.',
    clause: 'RFC 8949 §3 and §5.6',
  },
  'format.cose': {
    title: 'The certificate is not built like a signed message',
    meaning:
      'What was unpacked is not a header, a content and a signature, as every signed certificate ' +
      'is. It is forged or damaged.',
    action: 'Scan the original again. If the answer stays, do not accept it.',
    clause: 'hcert_spec §3.2; RFC 9052 §4.2',
  },
  'format.jws': {
    title: 'The card does not have its three parts',
    meaning:
      'A card is a header, a content and a signature with dots between them. This text has fewer ' +
      'parts or more. It is forged or damaged, or cut off in copying.',
    action: 'Scan the code itself, or take the file from the issuer again.',
    clause: 'RFC 7515 §3.1',
  },
  'format.json': {
    title: 'The text inside the certificate is broken',
    meaning:
      'It is not JSON, is larger or more deeply nested than allowed, or says one thing twice, so ' +
      'that two readers might understand it differently. It is forged or damaged.',
    action: 'Scan the original again, or take the file from the issuer again.',
    clause: 'RFC 8259 §2 and §4',
  },
  'format.file': {
    title: 'The file of cards cannot be read',
    meaning:
      'The file begins like a file of cards, but is not built like one, or holds no card, or more ' +
      'than a hundred. It is forged or damaged, or cut short in downloading.',
    action: 'Take the file from the issuer again, or scan the code of the card.',
    clause: 'VCI "via File Download" and "$health-cards-issue Operation"',
  },
  'format.base64': {
    title: 'The archive in the code cannot be decoded',
    meaning:
      'The text is not Base64, the spelling of this kind of certificate: a character or the ' +
      'length is wrong. It is forged or damaged, often merely by copying.',
    action: 'Scan the code itself, or take the file from the issuer again.',
    clause: 'RFC 4648 §4',
  },
  'format.base32': {
    title: 'The text of the pass cannot be decoded',
    meaning:
      'The text is not Base32, the spelling of this kind of pass: a character or the length ' +
      'is wrong. It is forged or damaged, often merely by copying.',
    action:
      'Scan the code itself instead of copying its text. If the answer stays, do not accept ' +
      'it.',
    clause: 'RFC 4648 §6; NZCP §4',
  },
  'format.zip': {
    title: 'The archive in the code cannot be opened',
    meaning:
      'The code holds a ZIP archive that is damaged, too large, or without the certificate ' +
      'that belongs in it. It is forged or damaged.',
    action: 'Scan the code itself again. If the answer stays, do not accept it.',
    clause: 'APPNOTE 6.3.9; DIVOC "certificate.json"',
  },
  'format.canonical': {
    title: 'The signed text could mean two things',
    meaning:
      'A number or a letter of the certificate has no single spelling, so that what is shown ' +
      'and what was signed could differ. No issuer writes that.',
    action: 'Do not accept it. Ask the holder for the original from the issuer.',
    clause: 'RFC 8785 §3.2.2',
  },
  'format.certificate': {
    title: "The signer's certificate inside the code cannot be read",
    meaning:
      'The code brings the certificate of its signer with it, and that is damaged or no certificate ' +
      'at all. It is forged or damaged.',
    action: 'Scan the code itself again. If the answer stays, do not accept it.',
    clause: 'ICAO Doc 9303-13; RFC 5280 §4.1',
  },
  'format.context': {
    title: 'The certificate brings its own dictionary',
    meaning:
      'What its fields mean is said by a dictionary that is not one of those known for this ' +
      'kind of certificate. With another dictionary, signed words could be shown under other ' +
      'names.',
    action: 'Do not accept it. Ask the holder for the original from the issuer.',
    clause: 'VC Data Model 1.1 §4.1',
  },
  'format.document': {
    title: 'The certificate has parts that no issuer writes',
    meaning:
      'A field is missing, is there twice, has a wrong form, or is one that the signature ' +
      'does not cover. What is not signed is not believed, and a certificate that has it is ' +
      'refused.',
    action: 'Do not accept it. Ask the holder for the original from the issuer.',
    clause: 'VC Data Model 1.1 §4; JSON-LD 1.1 §4.1',
  },
  'format.proof': {
    title: 'The signature is not described as it should be',
    meaning:
      'The part of the certificate that says how it was signed is missing, is there twice, or ' +
      'says something else than this kind of certificate does. It is forged or damaged.',
    action: 'Do not accept it. Ask the holder for the original from the issuer.',
    clause: 'VC Data Model 1.1 §4.7; RFC 7797 §3',
  },
  'format.link': {
    title: 'The health link is not a right one',
    meaning:
      'The link is damaged, or says something that no such link says: an address without ' +
      'encryption, a key of a wrong length, contradicting flags, or a newer version than this ' +
      'program knows.',
    action: 'Ask the holder to show the link again, or to show the certificate itself.',
    clause: 'SMART Health Links "Payload"',
  },
  'format.jwe': {
    title: 'The file is not encrypted as files behind a link are',
    meaning:
      'The file is damaged, or encrypted in another way than the standard says. It was not ' +
      'opened.',
    action: 'Take the file from the link again.',
    clause: 'RFC 7516 §7.1; SMART Health Links "Encrypting and Decrypting Files"',
  },
  'format.decrypt': {
    title: 'The key does not open the file',
    meaning:
      'The file belongs to another link, or somebody changed it, or it is damaged. Nothing of ' +
      'it is shown.',
    action: 'Give the link that the file came from. If it does, take the file from it again.',
    clause: 'RFC 7518 §5.3',
  },
  'format.header': {
    title: 'The technical header of the certificate is wrong',
    meaning:
      'The header lacks what it must have, names an unknown method of signing, says one thing in ' +
      'two places, or demands what Pratique does not understand. To guess would be to let the ' +
      'certificate choose how it is checked, so it is refused as forged or damaged.',
    action: 'Do not accept it. If it came straight from its issuer, tell the issuer.',
    clause: 'hcert_spec §3.3.2 and §3.3.3; RFC 9052 §3; VCI "Health Cards are Compact"',
  },
  'format.claims': {
    title: 'A basic statement of the certificate is missing or unreadable',
    meaning:
      'The issuer, a date or the content itself is missing, or is not of the kind that it must be. ' +
      'Nothing can be concluded from the rest: the certificate is forged or damaged.',
    action: 'Do not accept it. If it came straight from its issuer, tell the issuer.',
    clause: 'hcert_spec §3.3; VCI "Health Cards are encoded as Compact Serialization JWS"',
  },
  'format.der': {
    title: 'A key or certificate of an issuer cannot be read',
    meaning:
      'While keys of issuers were loaded, one of them, or the whole file, was not DER, the form in ' +
      'which certificates of issuers are written. It was left out. That says nothing about a ' +
      'traveller.',
    action: 'Get the list or file again from who publishes it.',
    clause: 'ITU-T X.690 §8 and §10',
  },
  'format.key': {
    title: 'A key of an issuer cannot be used',
    meaning:
      'While keys of issuers were loaded, one was private, not of its kind, or no key at all. It was ' +
      'left out. That says nothing about a traveller.',
    action: 'Get the list or file again from who publishes it, and tell them of a private key.',
    clause: 'RFC 5280 §4.1.2.7; RFC 7517 §4; RFC 9052 §7',
  },
}
