import { Box, Cloud, Database, FileText, HardDrive, RadioTower } from 'lucide-react'

/** Icons of the places where a person's data is stored, for the page and the dialog. */
export const placeIcons = {
  here: HardDrive,
  backups: Box,
  instantly: Cloud,
  relay: RadioTower,
  supabase: Database,
  crm: Database,
  files: FileText,
}
