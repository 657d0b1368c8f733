/** What people, tools and spreadsheets write where there is nothing; lower-case. */
export const nullWords: readonly string[] = [
  'n/a|n.a.|null|nil|none|undefined|nan|no data|not available|not found|unavailable|unknown|empty|-|--|---|—|–|[]|{}|""',
  'not provided|[not provided]|[none]|(none)|(blank)|[blank]|(empty)|not specified|not given|info requested|nicht angegeben|non fourni|no proporcionado|non fornito|niet opgegeven|nie podano',
  'keine angabe|keine angaben|k.a.|k. a.|nicht vorhanden|keine daten|unbekannt|entfällt',
  'non disponible|aucune donnée|pas de données|non renseigné|inconnu|inconnue|néant',
  'sin datos|no disponible|desconocido|no aplica|n.v.t.|geen gegevens|niet beschikbaar|onbekend',
  'nessun dato|sem dados|brak danych|không có|không có dữ liệu|нет данных|لا توجد بيانات|データなし|暂无数据|无数据',
  // Cells a formula failed in, as spreadsheets in English, German, French, Spanish and Dutch show them.
  '#n/a|#value!|#ref!|#name?|#null!|#num!|#div/0!|#error!|#spill!|#calc!|#nv|#wert!|#bezug!|#zahl!|#überlauf!|#kalk!',
  '#valeur!|#nom?|#nul!|#nombre!|#¡valor!|#¡ref!|#¿nombre?|#¡num!|#¡nulo!|#¡div/0!|#n/d|#n/b|#waarde!|#verw!|#naam?',
  '#getal!|#leeg!|#deel/0!',
].flatMap((words) => words.split('|'))
