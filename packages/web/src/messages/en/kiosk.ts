/**
 * The kiosk: what a person reads who stands before it alone.
 *
 * @module
 */

export const KIOSK_EN = {
  attract: 'Show your health certificate',
  attractHint: 'Hold the code to the camera.',
  opening: 'One moment…',
  parts: 'Show the other codes of this card',
  another: 'One more certificate is needed',
  anotherHint: 'Hold its code to the camera.',
  one: 'Show one code at a time.',
  unfit: 'This code does not go with the one before.',
  repeated: 'This code is read already.',
  checking: 'Checking…',
  document: 'Now your passport or identity card',
  documentHint: 'Lay it on the reader, or type the lines at its foot that hold the signs <.',
  line: 'Line {number}',
  compare: 'Compare',
  unreadable: 'The lines could not be read. Check each character.',
  nothingKept: 'Nothing of it is kept.',
  cancel: 'Cancel',
  accepted: 'Please go on',
  acceptedHint: 'Your certificate meets the entry rules.',
  genuine: 'Your certificate is genuine',
  genuineHint: 'No entry rule was checked.',
  moreNeeded: 'One more certificate is needed',
  refused: 'Please see a member of staff',
  refusedHint: 'The entry rules are not met, or the document is another person’s.',
  notGenuine: 'Please see a member of staff',
  notGenuineHint: 'This certificate cannot be accepted.',
  undecided: 'Please see a member of staff',
  undecidedHint: 'There is no answer at this place.',
  notACertificate: 'This is no health certificate',
  notACertificateHint: 'Show the code of your health certificate.',
  specimen: 'Test certificate',
  specimenHint: 'It stands for nobody.',
  staff: 'A member of staff will help you',
  staffHint: 'Please wait here, or go to a counter.',
  again: 'Start again',
  fault: 'The camera is not available. Use the reader, or ask a member of staff.',
} as const
