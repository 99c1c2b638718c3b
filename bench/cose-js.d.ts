/** The part of `cose-js` that is measured; the package has no types. */
declare module 'cose-js' {
  interface Verifier {
    readonly key: { readonly x: Uint8Array; readonly y: Uint8Array }
  }
  export const sign: {
    /** @returns the payload; throws unless the signature holds */
    verifySync(message: Uint8Array, verifier: Verifier): Uint8Array
  }
}
