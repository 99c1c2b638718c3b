/**
 * Messages of what a caller did wrong, and of what is out of reach.
 *
 * @module
 */

import type { UnavailableCode, UsageCode } from '../../codes.ts'
import type { Message } from '../message.ts'

export const USAGE_MESSAGES: Readonly<Record<UsageCode | UnavailableCode, Message>> = {
  'usage.command': {
    title: 'There is no such command',
    meaning: 'The first word after `pratique` is no command of this program.',
    action: 'See `pratique help` for the commands that there are.',
  },
  'usage.option': {
    title: 'An option is unknown, lacks its value or does not fit',
    meaning:
      'An option is not one of this command, needs a value that is missing or not allowed, or ' +
      'contradicts another one.',
    action: 'See `pratique help` followed by the command.',
  },
  'usage.argument': {
    title: 'An argument is missing, is one too many, or is not usable',
    meaning:
      'The command, or the function of the library, was called with something other than what it ' +
      'is made for. No certificate was looked at.',
    action: 'See `pratique help` followed by the command or, in a program, the types.',
  },
  'usage.date': {
    title: 'This is not a date or time that can be read',
    meaning: 'A time was given in a form that Pratique does not read, or does not exist.',
    action: 'Write it like 2021-07-01 or 2021-07-01T09:30:00Z.',
    clause: 'RFC 3339 §5.6',
  },
  'usage.input-missing': {
    title: 'There is nothing to check',
    meaning: 'Neither a file nor a text was given, or nothing came from the standard input.',
    action: 'Name a file or picture, or `-` to read the standard input.',
  },
  'usage.file-missing': {
    title: 'There is no such file',
    meaning: 'The input looks like the path of a file, and there is none.',
    action: 'Check the path. A text that looks like a path can be given on the standard input.',
  },
  'usage.file-directory': {
    title: 'This is a folder, not a file',
    meaning: 'A folder was given where a file with a certificate, a picture or a list belongs.',
    action: 'Name the files in it.',
  },
  'usage.file-empty': {
    title: 'The file is empty',
    meaning: 'The file, or the standard input, holds nothing at all, or only blanks.',
    action: 'Save or download it again.',
  },
  'usage.file-unreadable': {
    title: 'The file cannot be read',
    meaning: 'The file is there, but this user may not read it, or the disk refused.',
    action: 'Check the rights of the file, or copy it to another place.',
  },
  'usage.file-too-large': {
    title: 'The file is too large',
    meaning:
      'The file is larger than any certificate, picture or list of this kind, and was not read.',
    action: 'Check that it is the right file. Crop a picture to the code.',
  },
  'usage.not-text': {
    title: 'The file is neither text nor a picture that can be read',
    meaning: 'The file holds bytes that are no text, and is no PNG or JPEG picture and no PDF.',
    action: 'Give a PNG or JPEG picture of the code, a PDF, or a file with its text.',
  },
  'usage.no-symbol': {
    title: 'No code was found in the picture',
    meaning:
      'The picture can be opened, but no QR code, Aztec code or Data Matrix could be read in it. That ' +
      'says nothing about the certificate.',
    action:
      'Take the picture again: the whole code with a light margin, sharp, straight and without ' +
      'reflections.',
  },
  'usage.picture': {
    title: 'The picture cannot be opened',
    meaning: 'The file begins like a picture but is broken, cut short or too large to open.',
    action: 'Save the picture again as PNG or JPEG, and try once more.',
  },
  'usage.trust-file': {
    title: 'The file of trusted keys cannot be used',
    meaning:
      'It is none of the forms that Pratique reads (certificates and revocation lists in PEM or ' +
      'DER, the key set of a named issuer, an EU trust list, a DID document, a table of DIVOC ' +
      'keys, records of Pratique), or it is damaged. Nothing of it is used.',
    action: 'Get it again from who publishes it. A key set needs the address of its issuer.',
  },
  'usage.cases-file': {
    title: 'The file of test cases cannot be used',
    meaning: 'A line of it is not a JSON object, or lacks what a test case must have.',
    action: 'Correct the line that is named. Each line is one case.',
  },
  'usage.policy-file': {
    title: 'The file of entry rules cannot be used',
    meaning:
      'It holds no rules of the EU, no value sets, no policy of Pratique and no cases of one, or what ' +
      'it holds is not well formed. Nothing of it is used.',
    action:
      'Correct all that is named: docs/guide/policies.md shows the form of a policy, and ' +
      '`pratique policy lint` finds what is wrong with rules.',
  },
  'usage.unknown-code': {
    title: 'There is no such code',
    meaning: 'No check, remark or error of this version has this code.',
    action: 'See `pratique help` for how codes are written, such as `signature.invalid`.',
  },
  'usage.config': {
    title: 'The configuration of the server cannot be used',
    meaning:
      'The file of the configuration is missing, no JSON, or says something that the server does not know or ' +
      'cannot do. Each member is named.',
    action:
      'Mend what is named; `pratique config show` shows what the server would take. Nothing was started.',
  },
  'unavailable.algorithm': {
    title: 'This device does not offer the cryptography that is needed',
    meaning:
      'The cryptography of this device or browser cannot use a key of this kind. In a check that ' +
      'leads to `signature.unsupported-key`, never to a refusal.',
    action: 'Use another device or a newer browser, or the pratique command.',
  },
  'usage.catalogue-file': {
    title: 'The catalogue cannot be used',
    meaning:
      'The file that was given as a catalogue of products is damaged, or in no form that is ' +
      'known.',
    action: "Give the WHO's catalogue as JSON, or write one: docs/formats/who-icvp.md shows how.",
  },
  'usage.link': {
    title: 'A file of a link was given without its link',
    meaning: 'The file is encrypted, and the key to it stands in the link.',
    action: 'Give the link beside the file.',
  },
  'usage.passcode': {
    title: 'There is no passcode',
    meaning: 'The link asks for a passcode, and none was typed.',
    action:
      'Run it again and type the passcode when it is asked for. It is never given as an ' +
      'argument.',
  },
  'usage.bundle': {
    title: 'The file is no bundle',
    meaning: 'The file is no bundle of Pratique, or it is damaged.',
    action: 'Get the bundle again from whoever publishes it. What is held stays in use.',
  },
  'usage.bundle-signatures': {
    title: 'Too few have signed the bundle',
    meaning:
      'Fewer of those who must sign a bundle have signed this one than are needed, or a ' +
      'signature of theirs is broken.',
    action: 'Get it again, or ask who publishes it. What is held stays in use.',
  },
  'usage.bundle-rollback': {
    title: 'The bundle is older than the one that is held',
    meaning:
      'Its number is lower than that of the bundle that is held, or it is another one of the ' +
      'same number, or it leaves out a key that is denied. That happens by mistake, and in attacks.',
    action: 'Get the newest bundle. What is held stays in use.',
  },
  'usage.bundle-role': {
    title: 'A key of the bundle has two roles',
    meaning: 'A key that signs bundles is in the bundle as one that signs certificates.',
    action: 'Tell whoever publishes it. What is held stays in use.',
  },
  'usage.bundle-number': {
    title: 'The number of the bundle is not the next',
    meaning: 'A bundle must have a higher number than the one before.',
    action: 'Leave the number out, so that it becomes the next, or give a higher one.',
  },
  'usage.quorum': {
    title: 'The file does not say who must sign',
    meaning: 'It is no quorum: a number, and the keys of which so many must sign a bundle.',
    action:
      'Give a file { "type": "pratique-quorum", "version": 1, "threshold": 2, "keys": ' +
      '[{ "name": …, "spki": … }] }, with each public key in Base64 (DER).',
  },
  'usage.key-file': {
    title: 'The key cannot be used',
    meaning:
      'The file holds no key on P-256 or Ed25519, or is damaged; it needs another passphrase; others ' +
      'on this machine may read it; or a token has no such key, or asks for another PIN.',
    action:
      'Give a key as PEM: to sign, a private one, such as "pratique keys create" or "openssl ' +
      'genpkey" writes it, that you alone may read; for a quorum its public half, such as "openssl ' +
      'pkey -pubout" writes it. A key in a token is named by its PKCS #11 address.',
  },
  'usage.certificate': {
    title: 'The certificate of a key cannot be used',
    meaning:
      'A certificate is of another key than the one that is to sign, or of none that may do this; or ' +
      'a request for one does not prove that its maker has the key, or is of another country.',
    action: 'Give the certificate that belongs to the key, or ask for another request.',
  },
  'usage.issuer': {
    title: 'The issuer cannot issue this',
    meaning:
      'The key, its certificate or what is known of the issuer does not fit: the certificate is another ' +
      'key’s or another country’s, is not in force or not meant for this, or something is missing. Nothing ' +
      'was issued.',
    action: 'Read what is named, and give the key with its own certificate, or what is missing.',
  },
  'usage.order': {
    title: 'Something in the orders is wrong',
    meaning:
      'No certificate was issued for an order that is not plain: a value is missing, is no value of its ' +
      'list, or contradicts another. Each fault is named with its place.',
    action: 'Mend what is named and run the command again: what was issued before is kept.',
  },
  'usage.output-file': {
    title: 'The file cannot be written',
    meaning:
      'What is to be written cannot lie there: the folder is missing or not open to you, the disk ' +
      'is full, or a file of another kind has this name. What was there before is still there.',
    action: 'Give another name with `--out`, or mend what is named.',
  },
  'usage.sources-file': {
    title: 'The file of sources cannot be used',
    meaning:
      'The file that says where lists of keys are fetched from has another form than it must ' +
      'have. Nothing was fetched.',
    action: 'Correct all that is named: docs/guide/sync.md shows the form.',
  },
  'usage.data-folder': {
    title: 'The data folder cannot be used',
    meaning:
      'What was given as the data folder is a file, has no name, or is a folder that anybody may ' +
      'write to, so that its lists could be anybody’s.',
    action: 'Name a folder of your own with `--data-dir`, or change its permissions.',
  },
  'usage.data-folder-locked': {
    title: 'Another process is working in the data folder',
    meaning: 'One process at a time changes what is in the data folder, and one is at it.',
    action:
      'Wait for it to end. If it has been stopped on another machine, it no longer counts after ' +
      'an hour.',
  },
  'usage.lists': {
    title: 'The revocation lists cannot be used for this',
    meaning:
      'There is no list in the folder yet, its secret is missing, one was begun today already, or the ' +
      'clock is earlier than the day on which a list was begun.',
    action: 'Begin with "pratique lists build", or correct the clock. What is wrong is named.',
  },
  'usage.lists-restored': {
    title: 'An old copy of the revocation lists was put back',
    meaning:
      'The state in the folder is not the one that was last written there, or was copied; a published list ' +
      'knows more than it does; or its secret is another one. Nobody knows which places were given since. ' +
      'Where a file system does not say when a file was made, as some network ones, a new owner or new ' +
      'rights look like a copy.',
    action:
      'If the secret is named, put it back from your backup. Else put the newest published lists into the ' +
      'folder and run "pratique lists build --after-restore": it closes the old lists and begins a new ' +
      'one. No certificate loses its place.',
  },
  'usage.token': {
    title: 'No certificate of this issuer is revoked by that',
    meaning:
      'The certificate has no token, or its token is none that these lists have handed out. A batch ' +
      'is revoked by its receipts only if there are as many as was said, and more than one.',
    action: 'Look whether it is the right certificate, and the folder of the issuer who signed it.',
  },
  'unavailable.data-folder': {
    title: 'The data folder cannot be read or written',
    meaning:
      'The disk is full, a right is missing, files are damaged, or something else lies where a ' +
      'file belongs. What was there before is still there.',
    action: 'Mend what is named. Lists that are lost can be fetched again.',
  },
  'unavailable.key-store': {
    title: 'The token with the key is out of reach',
    meaning:
      'A key lies in a token (PKCS #11), and the package that speaks to tokens is not built here, the ' +
      "token's module cannot be loaded, or the token was taken out or does not answer.",
    action:
      'Do what the message says: install or build the package pkcs11js, name the module as ' +
      '"module-path" in the address, or look whether the token is there. Nothing was signed.',
  },
  'unavailable.database': {
    title: 'The database is out of reach',
    meaning:
      'The database of the server does not answer, its folder cannot be opened, or its tables cannot be ' +
      'brought up to date.',
    action:
      'Look whether it runs, at its address in the configuration and at the space on its disk, and start the ' +
      'server again. Nothing was issued.',
  },
  'unavailable.identity-provider': {
    title: 'The identity provider does not answer',
    meaning:
      'Nobody can sign in while the provider of `oidc.issuer` is out of reach, or answers as another.',
    action:
      'Look whether it runs, and whether this machine reaches it. API keys work in the meantime.',
  },
  'unavailable.network': {
    title: 'The server cannot be reached',
    meaning:
      'The address of a link or a list did not answer in time, or answered something else than ' +
      'it should.',
    action: 'Check the connection, and try again.',
  },
  'unavailable.link': {
    title: 'The link does not open any more',
    meaning:
      'The server says that the link is over, was never there, or may not be asked so often.',
    action: 'Ask the holder for a new link.',
  },
  'unavailable.passcode': {
    title: 'The passcode is wrong',
    meaning:
      'The server refused the passcode. It counts attempts, and closes the link after a few.',
    action: 'Ask the holder for the passcode before trying again.',
  },
}
