type Counts = Readonly<Record<string, number>>

export type ImportedFile = {
  readonly source: string
  readonly encoding: string
  readonly delimiter: string
  readonly sheet: string | null
  readonly headerLine: number
  readonly header: readonly string[]
  readonly columns: Readonly<Record<string, string>>
  readonly rows: number
  readonly leads: number
  readonly derivedLeads: number
  readonly reasons: Counts
  readonly flags: Counts
  readonly warnings: readonly { readonly code: string; readonly count: number }[]
  readonly sample: readonly {
    readonly row: number
    readonly gate: string
    readonly lead: Readonly<Record<string, unknown>>
    readonly derived: Readonly<Record<string, unknown>> | null
  }[]
}

export declare function importFile(file: string, settings?: object): Promise<ImportedFile>
