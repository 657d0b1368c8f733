/**
 * Runs in the page: resolves once its screen is loaded and has not changed for some frames, so that all data has
 * arrived. While the page is not drawn (a busy browser may stop its frames), elapsed time counts instead; a screen that
 * does not appear is reported instead of awaited.
 */
export function whenDrawn(): Promise<void> {
  const quiet = 12
  const frameMs = 250
  const longestMs = 120_000
  return new Promise((resolve, reject) => {
    let frames = 0
    const started = performance.now()
    const watch = new MutationObserver(() => {
      frames = 0
    })
    watch.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true })
    const afterFrame = (then: () => void) => {
      const drawn = requestAnimationFrame(() => {
        clearTimeout(late)
        then()
      })
      const late = setTimeout(() => {
        cancelAnimationFrame(drawn)
        then()
      }, frameMs)
    }
    const next = () => {
      const loading = document.querySelector('[data-screen=loading]') !== null
      frames = loading ? 0 : frames + 1
      const over = performance.now() - started > longestMs
      if (frames < quiet && !over) {
        afterFrame(next)
        return
      }
      watch.disconnect()
      if (frames >= quiet) resolve()
      else
        reject(
          new Error(
            `${document.querySelector('h1')?.textContent ?? 'the window'} ${loading ? 'is still loading' : 'does not come to rest'}`,
          ),
        )
    }
    afterFrame(next)
  })
}
