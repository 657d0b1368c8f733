/** Runs what it is given one after the other, in the order asked. */
type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>

export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    // The queue goes on whatever became of this one; its failure is the asker's.
    last = mine.catch(() => undefined)
    return mine
  }
}

/** The same for each id by itself. */
export function createOneAtATimeOf(): <T>(id: number, work: () => Promise<T>) => Promise<T> {
  const queues = new Map<number, OneAtATime>()
  return (id, work) => {
    const queue = queues.get(id) ?? createOneAtATime()
    queues.set(id, queue)
    return queue(work)
  }
}
