/** States of an export. */

export const exportStatesEn = {
  preparing: 'Preparing',
  running: 'Running',
  waiting: 'Waiting',
  paused: 'Paused',
  cancelled: 'Cancelled',
  failed: 'Failed',
  done: 'Finished',
  undoing: 'Being undone',
}
