/** What we use of pdfkit, which brings no types. */
declare module 'pdfkit' {
  import type { Readable } from 'node:stream'

  export interface StructureElement {
    add(child: StructureElement | StructureContent): StructureElement
    end(): void
  }

  export interface StructureContent {
    readonly refs: unknown
  }

  export interface DocumentOptions {
    readonly autoFirstPage: boolean
    readonly compress: boolean
    readonly displayTitle?: boolean
    readonly font: string | null
    readonly info?: Readonly<Record<string, string | Date>>
    readonly lang?: string
    readonly pdfVersion?: '1.7'
    readonly tagged?: boolean
    readonly userPassword?: string
  }

  export interface TextOptions {
    readonly baseline: 'alphabetic'
    readonly features: Readonly<Record<string, boolean>>
    readonly lineBreak: boolean
  }

  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default class PDFDocument extends Readable {
    constructor(options: DocumentOptions)
    readonly info: Record<string, unknown>
    readonly _root: {
      readonly data: { readonly ViewerPreferences: { readonly data: Record<string, unknown> } }
    }
    endMetadata: () => void
    readonly page: { readonly dictionary: { readonly data: Record<string, unknown> } }
    addPage(options: { size: readonly [number, number]; margin: number }): this
    registerFont(name: string, source: Uint8Array): this
    font(name: string): this
    fontSize(size: number): this
    text(text: string): this
    text(text: string, x: number, y: number, options: TextOptions): this
    image(picture: Uint8Array, x: number, y: number, options: { readonly width: number }): this
    widthOfString(text: string): number
    rect(x: number, y: number, width: number, height: number): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    lineWidth(width: number): this
    fill(): this
    stroke(): this
    struct(
      type: string,
      options?: { readonly alt?: string; readonly actual?: string },
    ): StructureElement
    addStructure(element: StructureElement): this
    markStructureContent(tag: string, options?: { readonly actual: string }): StructureContent
    markContent(tag: string): this
    endMarkedContent(): this
    end(): void
  }
}
