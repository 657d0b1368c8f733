export type ParsedFile = {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly issues: readonly { readonly code: string; readonly record: number; readonly line: number }[]
  readonly encoding: string
  readonly delimiter: string
}

export declare function parse(file: string, options?: { readonly chunkSize?: number }): Promise<ParsedFile>
