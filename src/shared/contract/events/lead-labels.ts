/** How far the labels of leads at Instantly were synced: until the first sync has ended nobody is counted. */
export type LabelsRead =
  | { readonly known: true }
  /** So many labelled leads were read so far; `of`: about how many there are, null where nobody knows. */
  | { readonly known: false; readonly read: number; readonly of: number | null }

/** People by how far they are: who has a meeting is interested, too. */
export type LabelCounts = {
  readonly interested: number
  readonly meetings: number
  readonly closed: number
}
