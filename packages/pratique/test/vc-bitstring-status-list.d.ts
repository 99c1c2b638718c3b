/** The part of @digitalbazaar/vc-bitstring-status-list that tests ask. The package has no types. */
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export class BitstringStatusList {
    static decode(encoded: { readonly encodedList: string }): Promise<BitstringStatusList>
    constructor(options: { readonly length: number })
    readonly length: number
    setStatus(index: number, status: boolean): void
    getStatus(index: number): boolean
    encode(): Promise<string>
  }
}
