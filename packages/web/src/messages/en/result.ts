/**
 * What is said of a result: beside the words of the counter, and of comparing with a document.
 *
 * @module
 */

export const RESULT_EN = {
  mode: 'Checked: {mode}',
  name: 'Name',
  birthDate: 'Date of birth',
  documentNumber: 'Document number',
  notStated: 'not stated',
  reason: 'Reason',
  next: 'What to do',
  issuer: 'Issuer',
  format: 'Kind',
  remarks: '{count, plural, one {# remark} other {# remarks}}',
  remarksNote: 'They do not change the answer.',
  lists: 'Lists relied on',
  keysAsOf: 'Keys: {date}',
  revocationAsOf: 'Revocations: {date}',
  policiesAsOf: 'Entry rules: {date}',
  code: 'Code for help: {code}',
  codeNone: 'Code for help: {exitCode}',
  compare: 'Compare with the document',
  compareTitle: 'Is it the same person?',
  compareText: 'Take the identity document in your hand, and compare letter by letter.',
  same: 'Details are correct',
  differs: 'Something is wrong',
  confirmed: 'Identity compared',
  differsTitle: 'Not this person’s certificate',
  differsText:
    'Do not accept it. A spelling may differ between alphabets: compare the Latin letters. Otherwise ask for the holder’s own certificate.',
  another: 'Scan the other document',
  scanNext: 'Scan next',
  keepOpen: 'Keep open',
  keepOpenLeft: '{count, plural, one {once more} other {# times more}}',
  closes:
    '{seconds, plural, one {This view closes in # second} other {This view closes in # seconds}}',
  closesSoon: 'This view closes in a few seconds',
  cardTitle: 'What the screen says, and what to do',
  cardIntro:
    'Read the word first, then the shape. Colour only helps. The code at the bottom of the screen is for the help desk.',
  cardVerdict: 'The screen says',
  cardDo: 'Do this',
  cardReason: '{reason}.',
  cardPrint: 'Print',
  cardFooter: 'Nothing about a person is kept. Never photograph the screen or a code.',
} as const
