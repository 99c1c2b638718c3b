declare module '*?embedded' {
  const load: () => Promise<Uint8Array<ArrayBuffer>>
  export const preload: () => Promise<void>
  export default load
}
