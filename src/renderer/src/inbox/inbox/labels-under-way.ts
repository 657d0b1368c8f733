import { create } from 'zustand'

/** Names of the labels being set at Instantly, by conversation. Without a network this takes a while before it fails. */
const useLabels = create<Readonly<Record<number, string | undefined>>>(() => ({}))

/** Returns the name of the label being set for a conversation; null if none is. */
export const useLabelUnderWay = (threadId: number): string | null => useLabels((names) => names[threadId] ?? null)

/** Shows the label as being set, in the list and in the conversation, until `work` has ended. */
export async function whileLabelling<T>(threadId: number, name: string, work: () => Promise<T>): Promise<T> {
  useLabels.setState({ [threadId]: name })
  try {
    return await work()
  } finally {
    useLabels.setState({ [threadId]: undefined })
  }
}
