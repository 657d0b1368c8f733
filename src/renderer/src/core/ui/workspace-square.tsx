import './workspace-square.css'

/** Coloured square before a client's name; `null` for all clients. */
export function WorkspaceSquare({ colour }: { colour: number | null }) {
  if (colour === null) return <span className="square square-all" aria-hidden />
  return <span className="square" style={{ background: `var(--ws-${colour})` }} aria-hidden />
}
