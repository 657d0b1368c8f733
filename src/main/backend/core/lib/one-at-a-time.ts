/** Runs functions one after the other, in the order of the calls. */
type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>

export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    // The queue continues if this one fails; only its caller sees the failure.
    last = mine.catch(() => undefined)
    return mine
  }
}

export function createOneAtATimeOf(): <T>(id: number, work: () => Promise<T>) => Promise<T> {
  const queues = new Map<number, OneAtATime>()
  return (id, work) => {
    const queue = queues.get(id) ?? createOneAtATime()
    queues.set(id, queue)
    return queue(work)
  }
}
