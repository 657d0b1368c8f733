import './badge.css'
import { t } from '../lib/texts.ts'

/** Badge beside the name of everything simulated. */
export function DemoBadge() {
  return <span className="badge badge-demo">{t.demo.badge}</span>
}
