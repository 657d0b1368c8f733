; Lead files under "Open with" and the deep link sendoff://, for this user only. The program that opens a CSV or a
; workbook today stays the default: only OpenWithProgids is written, never the value of the extension itself.

!macro offerFor EXTENSION
  WriteRegNone SHELL_CONTEXT "Software\Classes\.${EXTENSION}\OpenWithProgids" "Sendoff.LeadFile"
!macroend

!macro offerNoMoreFor EXTENSION
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.${EXTENSION}\OpenWithProgids" "Sendoff.LeadFile"
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Sendoff.LeadFile" "" "Lead file"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Sendoff.LeadFile\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Sendoff.LeadFile\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  !insertmacro offerFor "csv"
  !insertmacro offerFor "tsv"
  !insertmacro offerFor "xlsx"
  !insertmacro offerFor "txt"

  WriteRegStr SHELL_CONTEXT "Software\Classes\sendoff" "" "URL:Sendoff"
  WriteRegStr SHELL_CONTEXT "Software\Classes\sendoff" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\sendoff\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
!macroend

!macro customUnInstall
  !insertmacro offerNoMoreFor "csv"
  !insertmacro offerNoMoreFor "tsv"
  !insertmacro offerNoMoreFor "xlsx"
  !insertmacro offerNoMoreFor "txt"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Sendoff.LeadFile"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\sendoff"
!macroend
