/** Runs in the page: resolves once its screen is loaded and has not changed for some frames, so that what is asked for has come. */
export function whenDrawn(): Promise<void> {
  const quiet = 12
  return new Promise((resolve) => {
    let frames = 0
    const watch = new MutationObserver(() => {
      frames = 0
    })
    watch.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true })
    const next = () => {
      frames = document.querySelector('[data-screen=loading]') ? 0 : frames + 1
      if (frames < quiet) return void requestAnimationFrame(next)
      watch.disconnect()
      resolve()
    }
    requestAnimationFrame(next)
  })
}
