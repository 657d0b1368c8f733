/** Keeps `--scrollbar` at the width of a scrollbar, which styles cannot ask for; it differs by system and zoom. */
export function measureScrollbar(): void {
  const root = document.documentElement
  const probe = document.createElement('div')
  probe.className = 'scrollbar-probe'
  const measure = () => {
    document.body.append(probe)
    root.style.setProperty('--scrollbar', `${probe.offsetWidth - probe.clientWidth}px`)
    probe.remove()
  }
  measure()
  window.addEventListener('resize', measure)
}
