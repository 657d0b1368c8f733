import { Box, Cloud, Database, FileText, HardDrive, RadioTower } from 'lucide-react'

/** Places a person is held in, as the page and the dialog tell them. */
export const placeIcons = {
  here: HardDrive,
  backups: Box,
  instantly: Cloud,
  relay: RadioTower,
  supabase: Database,
  crm: Database,
  files: FileText,
}
