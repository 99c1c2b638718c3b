/**
 * Who signs the snapshot of the VCI directory.
 *
 * @module
 */

/** A certificate that is pinned by its digest, and where we have that from. */
export interface PinnedCertificate {
  /** SHA-256 of the certificate (DER), lower-case hex. */
  readonly fingerprint: string
  readonly origin: string
}

/**
 * Taken from the repository that also holds what it signs: whoever could change that before this commit
 * could have changed both. Self-signed, in force from 2022 to 2032.
 */
export const VCI_SIGNER: PinnedCertificate = {
  fingerprint: 'c3e44e40a20e6d54a5ad247e9ddd07763708cec1aa9acd47a408a3cc28f320fb',
  origin:
    'github.com/the-commons-project/vci-directory, vci_snapshot.crt, commit cee34e2c7321686e176f4fd876a30ac2c0f354f8',
}
