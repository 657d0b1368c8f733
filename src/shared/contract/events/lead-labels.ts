/** How far the labels of leads at Instantly are synced. Nobody is counted until the first sync has finished. */
export type LabelsRead =
  | { readonly known: true }
  /** Number of labelled leads read so far; `of`: approximate total, null if not known. */
  | { readonly known: false; readonly read: number; readonly of: number | null }

/** People by stage; those with a meeting are also counted as interested. */
export type LabelCounts = {
  readonly interested: number
  readonly meetings: number
  readonly closed: number
}
