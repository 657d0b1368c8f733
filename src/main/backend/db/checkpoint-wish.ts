/** What the backend tells the checkpoint thread: to let the log be for a while, and to go on. */
export type CheckpointWish = 'hold' | 'go on'
