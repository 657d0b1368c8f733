import { create } from 'zustand'

/** Whether the first client is connected and its first file not yet dropped: the first start shows its last step. */
export const useFirstStart = create<{ readonly finishing: boolean }>(() => ({ finishing: false }))
export const setFinishing = (finishing: boolean): void => useFirstStart.setState({ finishing })
