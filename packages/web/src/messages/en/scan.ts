/**
 * The scan: camera, file, paste, hand scanner.
 *
 * @module
 */

export const SCAN_EN = {
  title: 'Scan the code',
  opening: 'Opening the camera…',
  open: 'Camera is open; the code is read automatically.',
  reading: 'Reading…',
  readingPage: 'Reading page {page} of {of}…',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  torchOn: 'Turn the light on',
  torchOff: 'Turn the light off',
  switchCamera: 'Use the other camera',
  file: 'Picture or file',
  paste: 'Paste',
  otherInputs: 'A hand scanner can be used at any time. Files can be dropped here.',
  drop: 'Drop the file to read it',

  partsTitle: 'More codes of this card',
  parts:
    'This card has {of, plural, one {one code} other {# codes}}. {done, plural, one {One is} other {# are}} read: show the others.',
  partsOpen: 'This card has several codes: show the others.',
  progress: '{of, plural, one {{done} of # code read} other {{done} of # codes read}}',
  anotherTitle: 'Scan another certificate',
  another: 'Scan another certificate of the same person.',
  repeated: 'This code is read already.',
  unfitPart: 'This code is not a part of the card that was begun. Show the other parts, or cancel.',
  unfitOther: 'This code is not a certificate. Show a certificate, or cancel.',

  refusedTitle: 'The camera is not allowed',
  refused: 'Allow it: tap the sign beside the address, then Camera, then Allow. Then try again.',
  noneTitle: 'There is no camera',
  none: 'Connect one and try again, or use a picture, a file, the text of the code, or a hand scanner.',
  busyTitle: 'The camera is busy',
  busy: 'Another program uses it. Close that program and try again.',
  insecureTitle: 'The camera needs a secure address',
  insecure: 'Browsers give the camera to pages at https addresses only. Open this page at one.',
  stoppedTitle: 'The camera stopped',
  stopped: 'Try again. If it stops again, close this page and open it anew.',
  readerTitle: 'The reader of codes did not start',
  reader: 'Try again. If that does not help, close this page and open it anew.',

  empty: 'There is nothing in it. Choose another file.',
  tooLarge: 'This file is too large. Cut the picture to the code, or save it smaller.',
  noCode: 'No code was found in this picture. Cut it to the code, or take a sharper picture.',
  unreadablePicture:
    'This picture is damaged or of a kind that this browser cannot show. Save it as PNG or JPEG.',
  heic: 'This browser cannot show HEIC pictures. Save it as JPEG, or take a screenshot of it.',
  noText:
    'This file is neither a picture nor a text. Choose a picture of the code, or the text of it.',
  pdf: 'This PDF could not be read. Show the page on the screen, take a screenshot, and choose that.',
  pdfLocked:
    'This PDF opens with a password only. Open it, take a screenshot of the page, and choose that.',
  pdfLong:
    'This PDF has too many pages. Take a screenshot of the page with the code, and choose that.',
  severalFiles: 'Choose one file at a time.',
  garbled:
    'The hand scanner types for another keyboard than this computer has. Set both to the same country, or use the camera.',

  pasteTitle: 'Paste the code',
  pasteLabel: 'The text of the code, or a picture of it',
  pasteHint: 'It is taken out of the field as soon as it is read.',
  pasteRead: 'Read',
  pasteEmpty: 'There is neither text nor a picture in it. Copy the code first.',
  back: 'Back to the camera',

  choiceTitle: 'There are several certificates',
  choice: 'Choose the one to check. Check several together only if they are one person’s.',
  choiceAll: 'Check all of them, as one person’s',
  scanAgain: 'Scan again',
  optionInPicture:
    '{number}: {kind}, {cell, select, c0 {upper left} c1 {top} c2 {upper right} c3 {left} c4 {middle} c5 {right} c6 {lower left} c7 {bottom} other {lower right}}',
  optionOnPage:
    '{number}: {kind}, page {page}, {cell, select, c0 {upper left} c1 {top} c2 {upper right} c3 {left} c4 {middle} c5 {right} c6 {lower left} c7 {bottom} other {lower right}}',
  optionInList: '{number}: {kind}, ending in {end}',
  kindHc1: 'EU or WHO certificate',
  kindShc: 'SMART Health Card',
  kindShlink: 'SMART Health Link',
  kindVdsNc: 'Visible Digital Seal (VDS-NC)',
  kindDivoc: 'DIVOC certificate',
  kindNzcp: 'New Zealand pass',
  kindOther: 'another kind of certificate',

  addressCleared:
    'A certificate in the address of a page is never read, as addresses are kept. It was removed. Scan the code, or paste it.',
} as const
