declare module '*?embedded' {
  const load: () => Promise<Uint8Array<ArrayBuffer>>
  export default load
}
