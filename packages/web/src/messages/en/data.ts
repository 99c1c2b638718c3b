/**
 * What the device holds, how old it is, and how it is refreshed.
 *
 * @module
 */

export const DATA_EN = {
  title: 'Lists on this device',
  keys: 'Keys of issuers',
  revocations: 'Revoked certificates',
  policies: 'Entry rules',
  fresh: 'In use',
  'too-old': 'Too old: checks end without an answer',
  missing: 'Not loaded',
  date: 'As of {date}',
  noDate: 'Without a date',
  networks: 'Each network',
  hcert: 'EU and WHO',
  'smart-health-card': 'SMART Health Cards',
  'vds-nc': 'ICAO (VDS-NC)',
  'nz-pass': 'New Zealand',
  divoc: 'DIVOC',
  examples: 'Only examples came with this page. They are no country’s rules.',
  bundle: 'Bundle {number}, signed by {signers}',
  noBundle: 'What came with this page. No bundle has been loaded since.',
  dropped:
    'Found on {date}: the bundle on this device is damaged, or not signed by those who must. It is not used. Load the newest one again.',
  refresh: 'Load newer lists',
  network: 'Ask over the network',
  networkText: 'Nothing about anybody is sent. It waits until no check is open.',
  file: 'Open a file',
  fileText: 'A bundle, for example on a USB stick.',
  codes: 'Scan update codes',
  codesText: 'From paper or another screen. For small changes, such as a key that is denied.',
  notTaken: 'This page gets newer lists only with a newer version of itself.',
  working: 'Being examined…',
  taken: 'Bundle {number} is loaded and in use.',
  same: 'This bundle is loaded already. Nothing changed.',
  busy: 'A check is open. Try again when it is over.',
  unreachable: 'No bundle could be fetched: is there a network? What was loaded stays.',
  'too-large': 'This is too large for a bundle. What was loaded stays.',
  'not-kept':
    'This browser keeps nothing, so that no bundle can be loaded. Leave the private window.',
  refusedSignatures:
    'Refused: too few of those who must sign have signed it. What was loaded stays.',
  refusedOld:
    'Refused: it is older than what is loaded, or leaves out a key that is denied. What was loaded stays.',
  refusedRole:
    'Refused: it holds a key for certificates that signs bundles. What was loaded stays.',
  refusedRules: 'Refused: its entry rules cannot be read. What was loaded stays.',
  refusedDamaged: 'Refused: it is no bundle, or it is damaged. What was loaded stays.',
  refusedCode: 'This is no update code.',
  newer: 'A newer version of this page is ready.',
  useNewer: 'Use it now',
} as const
