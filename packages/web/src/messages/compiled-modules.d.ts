declare module '*/en.ts?compiled' {
  export const EN: import('./compiled.ts').Compiled<import('./languages.ts').Messages>
}
declare module '*/fr.ts?compiled' {
  export const FR: import('./compiled.ts').Compiled<import('./languages.ts').Messages>
}
declare module '*/es.ts?compiled' {
  export const ES: import('./compiled.ts').Compiled<import('./languages.ts').Messages>
}
declare module '*/ar.ts?compiled' {
  export const AR: import('./compiled.ts').Compiled<import('./languages.ts').Messages>
}
declare module '*/ru.ts?compiled' {
  export const RU: import('./compiled.ts').Compiled<import('./languages.ts').Messages>
}
declare module '*/zh.ts?compiled' {
  export const ZH: import('./compiled.ts').Compiled<import('./languages.ts').Messages>
}
declare module 'pratique/messages/counter/*?compiled' {
  export const COUNTER_MESSAGES: import('./compiled.ts').Compiled<
    import('pratique/messages/counter/en').CounterMessages
  >
}
declare module 'pratique/messages/policy/*?compiled' {
  export const POLICY_MESSAGES: import('./compiled.ts').Compiled<
    import('pratique/messages/policy/en').PolicyMessages
  >
}
declare module '*/first.ts?compiled' {
  export const FIRST: import('./compiled.ts').Compiled<import('./languages.ts').FirstMessages>
}
