/** The app's clock: the one place that is asked for the time where what happens depends on it. */
export const now = (): number => Date.now()
